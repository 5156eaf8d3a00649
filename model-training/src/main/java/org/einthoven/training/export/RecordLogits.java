package org.einthoven.training.export;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Window;
import org.einthoven.training.evaluate.Scores;
import org.einthoven.training.network.InferenceModel;

/**
 * What a network says of each window of labelled records.
 *
 * @param logits of a record's windows: [record][window][task]
 * @param leads how many each record came with
 */
record RecordLogits(LabelledRecords records, float[][][] logits, int[] leads) {
    private static final int WINDOWS_AT_ONCE = 64;

    /**
     * @param kept the leads that the network is shown
     * @param told how many windows more are read
     */
    static RecordLogits read(InferenceModel model, LabelledRecords records, LeadSet kept, IntConsumer told)
            throws IOException {
        Reading reading = new Reading(model, records, kept, told);
        for (int record = 0; record < records.size(); record++) {
            reading.add(record);
        }
        reading.flush();
        return new RecordLogits(records, reading.logits, reading.leads);
    }

    /** Windows of several records go through the network together. */
    private static final class Reading {
        private final InferenceModel model;
        private final LabelledRecords records;
        private final LeadSet kept;
        private final IntConsumer told;
        private final float[][][] logits;
        private final int[] leads;
        private final float[] samples = new float[NormalisedEcg.SIZE];
        private final float[] ecg = new float[WINDOWS_AT_ONCE * NormalisedEcg.SIZE];
        private final float[] mask = new float[WINDOWS_AT_ONCE * NormalisedEcg.SIZE];
        private final int[] recordOfRow = new int[WINDOWS_AT_ONCE];
        private final int[] windowOfRow = new int[WINDOWS_AT_ONCE];
        private int rows;

        Reading(InferenceModel model, LabelledRecords records, LeadSet kept, IntConsumer told) {
            this.model = model;
            this.records = records;
            this.kept = kept;
            this.told = told;
            logits = new float[records.size()][][];
            leads = new int[records.size()];
        }

        void add(int record) throws IOException {
            int[] windows = records.windows().get(record);
            logits[record] = new float[windows.length][];
            for (int i = 0; i < windows.length; i++) {
                records.dataset().read(windows[i], samples);
                leads[record] =
                        Math.max(leads[record], Window.ofSamples(samples).leads());
                kept.keepIn(samples);
                Window.ofSamples(samples).expandInto(ecg, mask, rows * NormalisedEcg.SIZE);
                recordOfRow[rows] = record;
                windowOfRow[rows++] = i;
                if (rows == WINDOWS_AT_ONCE) {
                    flush();
                }
            }
        }

        void flush() {
            if (rows == 0) {
                return;
            }
            int used = rows * NormalisedEcg.SIZE;
            float[] given = model.run(Arrays.copyOf(ecg, used), Arrays.copyOf(mask, used), rows)
                    .logits();
            int tasks = records.tasks().size();
            for (int row = 0; row < rows; row++) {
                logits[recordOfRow[row]][windowOfRow[row]] = Arrays.copyOfRange(given, row * tasks, (row + 1) * tasks);
            }
            told.accept(rows);
            rows = 0;
        }
    }

    double[] of(int record, int task) {
        double[] values = new double[logits[record].length];
        for (int i = 0; i < values.length; i++) {
            values[i] = logits[record][i][task];
        }
        return values;
    }

    /** Those records in which a task's finding is known, and for which something holds. */
    int[] known(int task, IntPredicate wanted) {
        return Arrays.stream(records.known(task)).filter(wanted).toArray();
    }

    boolean isPresent(int record, int task) {
        return Boolean.TRUE.equals(records.label(record, task));
    }

    boolean isSingleLead(int record) {
        return leads[record] == 1;
    }

    /** Whose records these are. */
    List<String> patients(int[] chosen) {
        return Arrays.stream(chosen)
                .mapToObj(record -> records.records().get(record).patient().toString())
                .toList();
    }

    /** A record each: the probability that the gateway would report. */
    Scores recordScores(int task, TaskCalibration calibration, int[] chosen) {
        boolean[] positive = new boolean[chosen.length];
        double[] score = new double[chosen.length];
        IntStream.range(0, chosen.length).forEach(i -> {
            positive[i] = isPresent(chosen[i], task);
            score[i] = calibration.predict(of(chosen[i], task)).probability();
        });
        return new Scores(positive, score);
    }
}
