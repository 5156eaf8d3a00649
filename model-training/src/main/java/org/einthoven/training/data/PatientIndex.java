package org.einthoven.training.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Predicate;
import org.einthoven.ecg.store.StoredEcg;

/**
 * Patients, their records and the windows of these, by numbers: what is drawn from where ECGs are paired. Twelve bytes a window, so that
 * millions fit. Patients are in the order of their keys, whatever the order in which they were stored; a window that was stored twice, as a gateway
 * does that was ended between keeping an ECG and reporting it, counts once.
 */
public final class PatientIndex {
    private final int[] windows;
    private final int[] firstOfRecord;
    private final int[] firstRecord;

    private PatientIndex(int[] windows, int[] firstOfRecord, int[] firstRecord) {
        this.windows = windows;
        this.firstOfRecord = firstOfRecord;
        this.firstRecord = firstRecord;
    }

    /** @param wanted whose windows are in it, such as a split's training part */
    public static PatientIndex of(EcgDataset dataset, Predicate<StoredEcg> wanted) throws IOException {
        Chosen chosen = new Chosen(dataset.size());
        for (int window = 0; window < dataset.size(); window++) {
            StoredEcg ecg = dataset.get(window);
            if (wanted.test(ecg)) {
                chosen.add(ecg, window);
            }
        }
        return of(chosen);
    }

    private static PatientIndex of(Chosen chosen) {
        long[] order = chosen.order();
        int[] windows = new int[order.length];
        int[] firstOfRecord = new int[order.length + 1];
        int[] firstRecord = new int[order.length + 1];
        int count = 0;
        int record = 0;
        int patient = 0;
        for (int from = 0; from < order.length; ) {
            int to = chosen.behind(order, from);
            firstRecord[patient++] = record;
            int[] own = chosen.byRecord(order, from, to);
            for (int i = 0; i < own.length; i++) {
                if (i > 0 && chosen.isRepeated(own[i - 1], own[i])) {
                    continue;
                }
                if (i == 0 || chosen.records[own[i]] != chosen.records[own[i - 1]]) {
                    firstOfRecord[record++] = count;
                }
                windows[count++] = chosen.windows[own[i]];
            }
            from = to;
        }
        firstOfRecord[record] = count;
        firstRecord[patient] = record;
        return new PatientIndex(
                Arrays.copyOf(windows, count),
                Arrays.copyOf(firstOfRecord, record + 1),
                Arrays.copyOf(firstRecord, patient + 1));
    }

    /** The wanted windows, and of their keys the first halves: among ten million patients two are alike there once in 400,000 such sets. */
    private static final class Chosen {
        private final long[] patients;
        private final long[] records;
        private final int[] windows;
        private final char[] numbers;
        private int count;

        Chosen(int most) {
            patients = new long[most];
            records = new long[most];
            windows = new int[most];
            numbers = new char[most];
        }

        void add(StoredEcg ecg, int window) {
            patients[count] = ecg.patient().high();
            records[count] = ecg.record().high();
            windows[count] = window;
            numbers[count++] = (char) ecg.window();
        }

        /** Places in the order of their patients' keys, and of a patient as they are stored; the upper half is the patient's rank. */
        long[] order() {
            long[] keys = Arrays.stream(patients, 0, count).sorted().distinct().toArray();
            long[] order = new long[count];
            for (int i = 0; i < count; i++) {
                order[i] = (long) Arrays.binarySearch(keys, patients[i]) << Integer.SIZE | i;
            }
            Arrays.sort(order);
            return order;
        }

        int behind(long[] order, int from) {
            int to = from;
            while (to < order.length && patients[(int) order[to]] == patients[(int) order[from]]) {
                to++;
            }
            return to;
        }

        /** A patient's places, those of a record together, in the order of its windows. */
        int[] byRecord(long[] order, int from, int to) {
            return Arrays.stream(order, from, to)
                    .mapToObj(place -> (int) place)
                    .sorted(Comparator.<Integer>comparingLong(place -> records[place])
                            .thenComparingInt(place -> numbers[place]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        boolean isRepeated(int one, int next) {
            return records[one] == records[next] && numbers[one] == numbers[next];
        }
    }

    public int patients() {
        return firstRecord.length - 1;
    }

    /** Of all patients. */
    public int windows() {
        return windows.length;
    }

    /** How many records a patient has. */
    public int records(int patient) {
        return firstRecord[patient + 1] - firstRecord[patient];
    }

    /** How many windows a patient's record has. */
    public int windows(int patient, int record) {
        int at = firstRecord[patient] + record;
        return firstOfRecord[at + 1] - firstOfRecord[at];
    }

    /** The data set's number of a window. */
    public int window(int patient, int record, int window) {
        return windows[firstOfRecord[firstRecord[patient] + record] + window];
    }
}
