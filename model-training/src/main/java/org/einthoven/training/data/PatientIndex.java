package org.einthoven.training.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.einthoven.ecg.store.StoredEcg;

/**
 * Patients, their records and the windows of these, by numbers: what is drawn from where ECGs are paired. Twelve bytes a window, so that
 * millions fit. Patients are in the order of their keys, whatever the order in which they were stored.
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
        // Of a key half suffices: among ten million patients two are alike there once in 400,000 such sets.
        long[] patients = new long[dataset.size()];
        long[] records = new long[dataset.size()];
        int[] chosen = new int[dataset.size()];
        int count = 0;
        for (int window = 0; window < dataset.size(); window++) {
            StoredEcg ecg = dataset.get(window);
            if (wanted.test(ecg)) {
                patients[count] = ecg.patient().high();
                records[count] = ecg.record().high();
                chosen[count++] = window;
            }
        }
        return of(Arrays.copyOf(patients, count), Arrays.copyOf(records, count), chosen);
    }

    private static PatientIndex of(long[] patients, long[] records, int[] chosen) {
        long[] order = order(patients);
        int count = order.length;
        int[] windows = new int[count];
        int[] firstOfRecord = new int[count + 1];
        int[] firstRecord = new int[count + 1];
        int record = 0;
        int patient = 0;
        for (int from = 0; from < count; ) {
            int to = behind(patients, order, from);
            firstRecord[patient++] = record;
            int[] own = byRecord(records, order, from, to);
            for (int i = 0; i < own.length; i++) {
                windows[from + i] = chosen[own[i]];
                if (i == 0 || records[own[i]] != records[own[i - 1]]) {
                    firstOfRecord[record++] = from + i;
                }
            }
            from = to;
        }
        firstOfRecord[record] = count;
        firstRecord[patient] = record;
        return new PatientIndex(
                windows, Arrays.copyOf(firstOfRecord, record + 1), Arrays.copyOf(firstRecord, patient + 1));
    }

    /** Places in the order of their patients' keys, and of a patient as they are stored; the upper half is the patient's rank. */
    private static long[] order(long[] patients) {
        long[] keys = Arrays.stream(patients).sorted().distinct().toArray();
        long[] order = new long[patients.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (long) Arrays.binarySearch(keys, patients[i]) << Integer.SIZE | i;
        }
        Arrays.sort(order);
        return order;
    }

    private static int behind(long[] patients, long[] order, int from) {
        int to = from;
        while (to < order.length && patients[(int) order[to]] == patients[(int) order[from]]) {
            to++;
        }
        return to;
    }

    /** A patient's places, those of a record together. */
    private static int[] byRecord(long[] records, long[] order, int from, int to) {
        return Arrays.stream(order, from, to)
                .mapToObj(place -> (int) place)
                .sorted((a, b) -> Long.compare(records[a], records[b]))
                .mapToInt(Integer::intValue)
                .toArray();
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
