package org.einthoven.training.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.store.Pseudonyms;
import org.einthoven.ecg.store.StoredEcg;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few windows in memory, for what is too small to be worth a store. */
public final class MemoryDataset implements EcgDataset {
    /** 2.4 GB. */
    private static final int MOST_WINDOWS = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(MemoryDataset.class);

    private final String source;
    private final List<StoredEcg> known = new ArrayList<>();
    private final List<float[]> samples = new ArrayList<>();

    public MemoryDataset(String source) {
        this.source = source;
    }

    /**
     * The files below a folder, with the keys and labels that an import gives them.
     *
     * @param secret the file with the secret of the pseudonyms; null for public data sets
     * @throws IOException where there are none, too many, or such as need a secret
     */
    static MemoryDataset read(Path path, @Nullable Path secret) throws IOException {
        Origin.requireReal(String.valueOf(path.toAbsolutePath().normalize().getFileName()));
        RecordFiles files = RecordFiles.below(path, RecordLabels.NONE, secret == null ? null : Pseudonyms.of(secret));
        if (files.count() == 0) {
            throw new IOException("there is no ECG file below " + path);
        }
        Origin.requireReal(files.name());
        MemoryDataset dataset = new MemoryDataset(files.name());
        files.forEach((ecg, window) -> dataset.addWithin(path, ecg, window), done -> {});
        files.leftOut().forEach((reason, count) -> LOG.warn("left out {} of {}: {}", count, path, reason));
        return dataset;
    }

    private void addWithin(Path path, StoredEcg ecg, NormalisedEcg window) throws IOException {
        if (size() == MOST_WINDOWS) {
            throw new IOException(
                    path + " holds more than " + MOST_WINDOWS + " windows: make a store of it with 'train import'");
        }
        add(ecg, window);
    }

    public void add(StoredEcg ecg, NormalisedEcg window) {
        float[] values = window.samples().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = window.valid()[i] ? values[i] : Float.NaN;
        }
        known.add(ecg);
        samples.add(values);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public int size() {
        return known.size();
    }

    @Override
    public StoredEcg get(int window) {
        return known.get(window);
    }

    @Override
    public void read(int window, float[] into) {
        System.arraycopy(samples.get(window), 0, into, 0, into.length);
    }

    @Override
    public EcgDataset within(Extent extent) {
        if (!extent.isOf(size())) {
            return this;
        }
        int windows = extent.windows().get(0);
        MemoryDataset some = new MemoryDataset(source);
        some.known.addAll(known.subList(0, windows));
        some.samples.addAll(samples.subList(0, windows));
        return some;
    }

    @Override
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer bytes = ByteBuffer.allocate(NormalisedEcg.SIZE * Float.BYTES);
            for (int window = 0; window < size(); window++) {
                digest.update(known.get(window).toString().getBytes(StandardCharsets.UTF_8));
                bytes.clear().asFloatBuffer().put(samples.get(window));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
