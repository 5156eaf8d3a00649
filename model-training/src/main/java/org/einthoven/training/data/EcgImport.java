package org.einthoven.training.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.store.EcgStore;
import org.einthoven.ecg.store.EcgStoreWriter;
import org.einthoven.ecg.store.Pseudonyms;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.jspecify.annotations.Nullable;

/** Appends ECG files to a store. What is there already is not appended again, so that an import that was broken off can be run again. */
public final class EcgImport {
    private final Path store;
    private final String source;
    private final RecordFiles files;

    /**
     * @param labels a table of labels; null where there is none
     * @param secret the file with the secret of the pseudonyms; null for public data sets
     */
    public EcgImport(Path data, Path store, String source, @Nullable Path labels, @Nullable Path secret)
            throws IOException {
        this.store = store;
        this.source = source;
        RecordLabels table = labels == null ? RecordLabels.NONE : RecordLabels.read(labels);
        this.files = RecordFiles.below(data, table, secret == null ? null : Pseudonyms.of(secret));
        if (files.count() == 0) {
            throw new IOException("there is no ECG file below " + data);
        }
    }

    /** How many files there are. */
    public int files() {
        return files.count();
    }

    /**
     * What an import did.
     *
     * @param known records that the store had already
     * @param leftOut how many files for each reason
     */
    public record Result(int windows, int records, int patients, int known, Map<String, Integer> leftOut) {}

    /**
     * Runs it.
     *
     * @param progress is told how many files are done
     * @throws IOException where the store cannot be written, or a label's record was not found
     */
    public Result run(IntConsumer progress) throws IOException {
        try (EcgStoreWriter writer = EcgStoreWriter.open(store, source)) {
            Appending appending = new Appending(writer, stored());
            files.forEach(appending::accept, progress);
            requireAllLabelsUsed();
            return new Result(
                    appending.windows,
                    appending.records.size(),
                    appending.patients.size(),
                    appending.known.size(),
                    files.leftOut());
        }
    }

    private Map<StoreKey, Integer> stored() throws IOException {
        Map<StoreKey, Integer> stored = new HashMap<>();
        if (EcgStore.isStore(store)) {
            EcgStore open = EcgStore.open(store);
            for (int i = 0; i < open.size(); i++) {
                StoredEcg ecg = open.get(i);
                stored.merge(ecg.record(), ecg.window() + 1, Math::max);
            }
        }
        return stored;
    }

    private void requireAllLabelsUsed() throws IOException {
        List<String> unused = files.unusedLabels();
        if (!unused.isEmpty()) {
            throw new IOException("the table of labels names " + unused.size()
                    + " records of which no ECG could be read, the first in line order '" + unused.get(0)
                    + "'; what could be read was imported");
        }
    }

    private static final class Appending {
        private final EcgStoreWriter writer;
        /** How many windows of each record the store has. */
        private final Map<StoreKey, Integer> stored;

        private final Set<StoreKey> records = new HashSet<>();
        private final Set<StoreKey> patients = new HashSet<>();
        private final Set<StoreKey> known = new HashSet<>();
        private int windows;

        Appending(EcgStoreWriter writer, Map<StoreKey, Integer> stored) {
            this.writer = writer;
            this.stored = stored;
        }

        void accept(StoredEcg ecg, NormalisedEcg window) throws IOException {
            if (ecg.window() < stored.getOrDefault(ecg.record(), 0)) {
                known.add(ecg.record());
                return;
            }
            writer.append(ecg, window);
            stored.put(ecg.record(), ecg.window() + 1);
            records.add(ecg.record());
            patients.add(ecg.patient());
            windows++;
        }
    }
}
