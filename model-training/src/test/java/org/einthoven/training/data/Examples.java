package org.einthoven.training.data;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.einthoven.ecg.Task;
import org.jspecify.annotations.Nullable;

/** Examples for tests: noise in millivolts. */
public final class Examples {
    private Examples() {}

    public static Window window(int leads, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        @Nullable float[][] rows = new float[LEADS][];
        for (int lead = 0; lead < leads; lead++) {
            float[] row = new float[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                row[i] = (float) random.nextGaussian();
            }
            rows[lead] = row;
        }
        return new Window(rows);
    }

    /** A record of one window; a record of CinC 2017 has one lead, any other twelve. */
    public static Example example(DataSet set, String name, Map<Task, Label> labels) {
        Window window = window(set.singleLead() ? 1 : 12, name.hashCode());
        return new Example(set, name, name, TaskLabels.of(labels), List.of(window));
    }
}
