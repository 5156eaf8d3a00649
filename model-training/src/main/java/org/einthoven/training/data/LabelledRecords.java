package org.einthoven.training.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoredEcg;
import org.jspecify.annotations.Nullable;

/**
 * Records with what is labelled in them, for supervised training and for figures.
 *
 * @param tasks whose labels count, in the order of the heads
 * @param records what is known of each, by its first window
 * @param windows of each record, the data set's numbers
 */
public record LabelledRecords(EcgDataset dataset, List<Task> tasks, List<StoredEcg> records, List<int[]> windows) {
    public LabelledRecords {
        tasks = List.copyOf(tasks);
        records = List.copyOf(records);
        windows = List.copyOf(windows);
    }

    /** Those of an index of which at least one of the tasks is known. */
    public static LabelledRecords of(EcgDataset dataset, PatientIndex index, List<Task> tasks) throws IOException {
        List<StoredEcg> records = new ArrayList<>();
        List<int[]> windows = new ArrayList<>();
        for (int patient = 0; patient < index.patients(); patient++) {
            for (int record = 0; record < index.records(patient); record++) {
                StoredEcg first = dataset.get(index.window(patient, record, 0));
                if (tasks.stream().anyMatch(first.labels()::containsKey)) {
                    records.add(first);
                    windows.add(windows(index, patient, record));
                }
            }
        }
        return new LabelledRecords(dataset, tasks, records, windows);
    }

    private static int[] windows(PatientIndex index, int patient, int record) {
        return IntStream.range(0, index.windows(patient, record))
                .map(window -> index.window(patient, record, window))
                .toArray();
    }

    /** Some of them, by number. */
    public LabelledRecords subset(int[] chosen) {
        return new LabelledRecords(
                dataset,
                tasks,
                Arrays.stream(chosen).mapToObj(records::get).toList(),
                Arrays.stream(chosen).mapToObj(windows::get).toList());
    }

    /** The same records, in which nobody has looked for anything. */
    public LabelledRecords unlabelled() {
        return with(tasks, record -> Map.of());
    }

    /** The same records with the labels of one task alone. @param present by number */
    public LabelledRecords labelled(Task task, IntPredicate present) {
        return with(List.of(task), record -> Map.of(task, present.test(record)));
    }

    private LabelledRecords with(List<Task> others, IntFunction<Map<Task, Boolean>> labels) {
        List<StoredEcg> changed = IntStream.range(0, size())
                .mapToObj(record -> records.get(record).withLabels(labels.apply(record)))
                .toList();
        return new LabelledRecords(dataset, others, changed, windows);
    }

    /** Those of one origin. */
    public LabelledRecords ofOrigin(Origin origin) {
        return subset(IntStream.range(0, size())
                .filter(record -> Origin.of(source(record)) == origin)
                .toArray());
    }

    public boolean has(Origin origin) {
        return IntStream.range(0, size()).anyMatch(record -> Origin.of(source(record)) == origin);
    }

    public int size() {
        return records.size();
    }

    /** Where a record is from. */
    public String source(int record) {
        return dataset.source(windows.get(record)[0]);
    }

    /** Which records are from where, in the order of the sources' names. */
    public Map<String, int[]> bySource() {
        Map<String, List<Integer>> records = new TreeMap<>();
        for (int record = 0; record < size(); record++) {
            records.computeIfAbsent(source(record), source -> new ArrayList<>()).add(record);
        }
        Map<String, int[]> numbers = new TreeMap<>();
        records.forEach((source, own) ->
                numbers.put(source, own.stream().mapToInt(Integer::intValue).toArray()));
        return numbers;
    }

    /** The same records, other tasks. */
    public LabelledRecords withTasks(List<Task> others) {
        return new LabelledRecords(dataset, others, records, windows);
    }

    /** Whether a task's finding is present in a record; null where nobody looked. */
    public @Nullable Boolean label(int record, int task) {
        return records.get(record).labels().get(tasks.get(task));
    }

    /** The records in which a task's finding is known to be present or absent. */
    public int[] known(int task) {
        return IntStream.range(0, size())
                .filter(record -> label(record, task) != null)
                .toArray();
    }

    /** The records in which a task's finding is present. */
    public int[] present(int task) {
        return IntStream.range(0, size())
                .filter(record -> Boolean.TRUE.equals(label(record, task)))
                .toArray();
    }
}
