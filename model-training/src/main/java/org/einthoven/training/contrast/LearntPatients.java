package org.einthoven.training.contrast;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.loop.WholeFile;

/**
 * Whose ECGs a run learnt from, so that nobody of them tests what came of it. A file beside the run's properties: a magic number, how
 * many they are, their keys (16 bytes each, ascending) and a CRC-32C of all before it, big-endian; 27 MB for the 1.7 million patients of the paper.
 *
 * <p>Patients are told apart by their pseudonyms. An ECG that lies in two stores under two pseudonyms, as of two secrets, is not known again.
 */
public final class LearntPatients {
    static final String FILE = "patients.bin";
    private static final int MAGIC = 0x45495050;
    private static final int KEY_BYTES = 2 * Long.BYTES;
    private static final Comparator<StoreKey> BY_KEY =
            Comparator.comparingLong(StoreKey::high).thenComparingLong(StoreKey::low);

    private final StoreKey[] sorted;

    private LearntPatients(StoreKey[] sorted) {
        this.sorted = sorted;
    }

    public static LearntPatients of(Collection<StoreKey> patients) {
        return new LearntPatients(patients.stream().distinct().sorted(BY_KEY).toArray(StoreKey[]::new));
    }

    /** These and others. */
    public LearntPatients with(Collection<StoreKey> others) {
        List<StoreKey> all = new ArrayList<>(others);
        all.addAll(Arrays.asList(sorted));
        return of(all);
    }

    /** These and those of another run. */
    public LearntPatients with(LearntPatients others) {
        return with(Arrays.asList(others.sorted));
    }

    static LearntPatients of(EcgDataset dataset, PatientIndex index) throws IOException {
        Set<StoreKey> patients = new HashSet<>();
        for (int patient = 0; patient < index.patients(); patient++) {
            patients.add(dataset.get(index.window(patient, 0, 0)).patient());
        }
        return of(patients);
    }

    /**
     * Those of a run.
     *
     * @return empty for a run of a version that did not keep them
     * @throws IOException where the file is damaged
     */
    public static Optional<LearntPatients> ofRun(Path run) throws IOException {
        Path file = run.resolve(FILE);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    private static LearntPatients read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            int magic = in.getInt();
            int count = in.getInt();
            if (magic == MAGIC && count >= 0 && bytes.length == size(count)) {
                StoreKey[] keys = new StoreKey[count];
                for (int i = 0; i < count; i++) {
                    keys[i] = new StoreKey(in.getLong(), in.getLong());
                }
                if (in.getInt() == checksum(bytes)) {
                    return new LearntPatients(keys);
                }
            }
        } catch (BufferUnderflowException e) {
            // Said below.
        }
        throw new IOException(file + " is damaged: it does not tell whose ECGs the encoder learnt from");
    }

    private static long size(int count) {
        return 3L * Integer.BYTES + (long) count * KEY_BYTES;
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }

    /** Beside the properties of a run. */
    public void write(Path run) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size(sorted.length)));
        out.putInt(MAGIC).putInt(sorted.length);
        for (StoreKey key : sorted) {
            out.putLong(key.high()).putLong(key.low());
        }
        out.putInt(checksum(out.array()));
        WholeFile.write(run.resolve(FILE), to -> to.write(out.array()));
    }

    public boolean contains(StoreKey patient) {
        return Arrays.binarySearch(sorted, patient, BY_KEY) >= 0;
    }

    public int count() {
        return sorted.length;
    }
}
