package org.einthoven.training.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.store.Pseudonyms;
import org.einthoven.ecg.store.StoredEcg;

/** A few windows in memory, for what is too small to be worth a store. */
public final class MemoryDataset implements EcgDataset {
    /** 2.4 GB. */
    private static final int MOST_WINDOWS = 20_000;

    private final String source;
    private final List<StoredEcg> known = new ArrayList<>();
    private final List<float[]> samples = new ArrayList<>();

    public MemoryDataset(String source) {
        this.source = source;
    }

    static MemoryDataset read(Path path) throws IOException {
        String source = String.valueOf(path.getFileName());
        Origin.requireReal(source);
        MemoryDataset dataset = new MemoryDataset(source);
        RecordFiles files = RecordFiles.below(path, RecordLabels.NONE, new Pseudonyms(randomSecret()));
        files.forEach((ecg, window) -> dataset.addWithin(path, ecg, window), done -> {});
        return dataset;
    }

    /** Forgotten when the program ends: enough to tell one's own patients apart. */
    private static byte[] randomSecret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
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
