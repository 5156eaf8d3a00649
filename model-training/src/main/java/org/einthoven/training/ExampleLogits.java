package org.einthoven.training;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;
import org.einthoven.training.data.Example;
import org.einthoven.training.data.Window;
import org.einthoven.training.network.InferenceModel;

/**
 * What a network makes of a record.
 *
 * @param logits [window][task]
 */
record ExampleLogits(Example example, float[][] logits) {
    private static final int BATCH = 64;
    private static final int TASKS = Task.values().length;

    double[] of(Task task) {
        double[] values = new double[logits.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = logits[i][task.ordinal()];
        }
        return values;
    }

    static List<ExampleLogits> run(InferenceModel model, List<Example> examples, PrintStream out) {
        List<Window> windows =
                examples.stream().flatMap(e -> e.windows().stream()).toList();
        List<float[]> rows = new ArrayList<>();
        Progress progress = new Progress(out, "windows read", windows.size());
        for (int from = 0; from < windows.size(); from += BATCH) {
            rows.addAll(run(model, windows.subList(from, Math.min(windows.size(), from + BATCH))));
            progress.at(rows.size(), "");
        }
        List<ExampleLogits> all = new ArrayList<>();
        int next = 0;
        for (Example example : examples) {
            int end = next + example.windows().size();
            all.add(new ExampleLogits(example, rows.subList(next, end).toArray(float[][]::new)));
            next = end;
        }
        return all;
    }

    private static List<float[]> run(InferenceModel model, List<Window> windows) {
        float[] ecg = new float[windows.size() * NormalisedEcg.SIZE];
        float[] mask = new float[ecg.length];
        for (int i = 0; i < windows.size(); i++) {
            windows.get(i).expandInto(ecg, mask, i * NormalisedEcg.SIZE);
        }
        float[] logits = model.run(ecg, mask, windows.size()).logits();
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            rows.add(java.util.Arrays.copyOfRange(logits, i * TASKS, (i + 1) * TASKS));
        }
        return rows;
    }
}
