package org.einthoven.encoder;

import java.util.List;
import java.util.stream.IntStream;
import org.einthoven.ecg.Embedding;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Prediction;

/** How the outputs of one recording's windows become its inference, wherever they were computed. */
final class RecordingInference {
    private final List<TaskCalibration> tasks;

    RecordingInference(ModelManifest manifest) {
        this.tasks = manifest.tasks();
    }

    /**
     * @param windows at least one
     * @param outputs one a window
     */
    Inference of(List<NormalisedEcg> windows, List<WindowOutput> outputs) {
        return new Inference(embedding(outputs), predictions(windows, outputs), outputs.size());
    }

    private List<Prediction> predictions(List<NormalisedEcg> windows, List<WindowOutput> outputs) {
        return IntStream.range(0, tasks.size())
                .mapToObj(task -> tasks.get(task).predict(lead -> isInAll(windows, lead), logits(outputs, task)))
                .toList();
    }

    private static boolean isInAll(List<NormalisedEcg> windows, Lead lead) {
        return windows.stream()
                .allMatch(window -> IntStream.range(0, NormalisedEcg.SAMPLES).anyMatch(i -> window.isValid(lead, i)));
    }

    private static double[] logits(List<WindowOutput> outputs, int task) {
        return outputs.stream().mapToDouble(output -> output.logits()[task]).toArray();
    }

    private static Embedding embedding(List<WindowOutput> outputs) {
        float[] mean = new float[outputs.get(0).embedding().length];
        for (int i = 0; i < mean.length; i++) {
            int index = i;
            mean[i] = (float) outputs.stream()
                    .mapToDouble(output -> output.embedding()[index])
                    .average()
                    .orElseThrow();
        }
        return new Embedding(mean);
    }
}
