package org.einthoven.training.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;
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
     * @throws IOException where the source has the simulator's name, or there is no ECG
     */
    public EcgImport(Path data, Path store, String source, @Nullable Path labels, @Nullable Path secret)
            throws IOException {
        Origin.requireReal(source);
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
     * @param labelledLeftOut how many of these the table of labels names
     * @param faults of the table of labels, a sentence each; what could be read was imported
     */
    public record Result(
            int windows,
            int records,
            int patients,
            int known,
            Map<String, Integer> leftOut,
            int labelledLeftOut,
            List<String> faults) {
        /** @throws IOException where a label is of no file, or the store has its record with other labels */
        public void requireLabelsTaken() throws IOException {
            if (!faults.isEmpty()) {
                throw new IOException(String.join("; ", faults));
            }
        }
    }

    /**
     * Runs it.
     *
     * @param progress is told how many files are done
     * @throws IOException where the store cannot be written
     */
    public Result run(IntConsumer progress) throws IOException {
        try (EcgStoreWriter writer = EcgStoreWriter.open(store, source)) {
            Appending appending = new Appending(writer, stored(), store);
            files.forEach(appending::accept, progress);
            return new Result(
                    appending.windows,
                    appending.records.size(),
                    appending.patients.size(),
                    appending.known.size(),
                    files.leftOut(),
                    files.labelledLeftOut(),
                    Stream.of(unusedLabels(), appending.labelledOtherwise())
                            .flatMap(Optional::stream)
                            .toList());
        }
    }

    /** What a store has of a record. @param labels of its first window */
    private record Stored(int windows, Map<Task, Boolean> labels) {
        Stored with(StoredEcg ecg) {
            return new Stored(Math.max(windows, ecg.window() + 1), labels);
        }
    }

    private Map<StoreKey, Stored> stored() throws IOException {
        Map<StoreKey, Stored> stored = new HashMap<>();
        // Millions of records have few labels that differ.
        Map<Map<Task, Boolean>, Map<Task, Boolean>> distinct = new HashMap<>();
        if (EcgStore.isStore(store)) {
            EcgStore open = EcgStore.open(store);
            for (int i = 0; i < open.size(); i++) {
                StoredEcg ecg = open.get(i);
                Map<Task, Boolean> labels = distinct.computeIfAbsent(ecg.labels(), first -> first);
                stored.put(
                        ecg.record(),
                        stored.getOrDefault(ecg.record(), new Stored(0, labels)).with(ecg));
            }
        }
        return stored;
    }

    private Optional<String> unusedLabels() {
        List<String> unused = files.unusedLabels();
        return unused.isEmpty()
                ? Optional.empty()
                : Optional.of("the table of labels names " + unused.size()
                        + " records of which there is no file, the first in line order '" + unused.get(0)
                        + "'; what could be read was imported");
    }

    private static final class Appending {
        private final EcgStoreWriter writer;
        private final Map<StoreKey, Stored> stored;
        private final Path store;
        private final Set<StoreKey> labelledOtherwise = new HashSet<>();
        private final Set<StoreKey> records = new HashSet<>();
        private final Set<StoreKey> patients = new HashSet<>();
        private final Set<StoreKey> known = new HashSet<>();
        private int windows;

        Appending(EcgStoreWriter writer, Map<StoreKey, Stored> stored, Path store) {
            this.writer = writer;
            this.stored = stored;
            this.store = store;
        }

        void accept(StoredEcg ecg, NormalisedEcg window) throws IOException {
            Stored before = stored.getOrDefault(ecg.record(), new Stored(0, ecg.labels()));
            // A file that comes twice may be named in the table by one of its names alone.
            if (!ecg.labels().isEmpty() && !ecg.labels().equals(before.labels())) {
                labelledOtherwise.add(ecg.record());
            }
            if (ecg.window() < before.windows()) {
                known.add(ecg.record());
                return;
            }
            writer.append(ecg, window);
            stored.put(ecg.record(), before.with(ecg));
            records.add(ecg.record());
            patients.add(ecg.patient());
            windows++;
        }

        /** A store is only appended to; what would be lost without a word must be told. */
        Optional<String> labelledOtherwise() {
            return labelledOtherwise.isEmpty()
                    ? Optional.empty()
                    : Optional.of(store + " has " + labelledOtherwise.size()
                            + " of the labelled records already with other labels or none, which an import does not change:"
                            + " import the files with their labels into a new store");
        }
    }
}
