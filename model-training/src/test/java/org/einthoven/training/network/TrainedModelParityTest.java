package org.einthoven.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.EncoderSettings;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.encoder.TensorFlowEncoder;
import org.einthoven.encoder.WindowOutput;
import org.einthoven.training.classifier.Classifier;
import org.einthoven.training.data.Examples;
import org.einthoven.training.export.ModelExport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What was trained, as variables in a graph of their own, against what the gateway serves through DJL. */
class TrainedModelParityTest {
    private static final long SEED = 12;
    private static final List<Task> TASKS = List.of(Task.ATRIAL_FIBRILLATION, Task.MYOCARDIAL_INFARCTION);

    @TempDir
    private Path folder;

    /** After some steps, so that no parameter is what it began with: neither weights nor the means and variances of the normalisation. */
    private static Weights trained() {
        SplittableRandom random = new SplittableRandom(SEED);
        TrainingModel.Batch batch = TrainingModel.Batch.empty(4, Architecture.SMALL.embeddingSize(), TASKS.size());
        java.util.Arrays.fill(batch.mask(), 1);
        java.util.Arrays.fill(batch.keep(), 1);
        java.util.Arrays.fill(batch.weights(), 1);
        try (TrainingModel model = new TrainingModel(
                Architecture.SMALL, TASKS.size(), .01, Weights.random(Architecture.SMALL, TASKS.size(), SEED))) {
            for (int step = 0; step < 4; step++) {
                for (int i = 0; i < batch.ecg().length; i++) {
                    batch.ecg()[i] = (float) random.nextGaussian();
                }
                for (int i = 0; i < batch.labels().length; i++) {
                    batch.labels()[i] = random.nextInt(2);
                }
                model.step(batch, 1e-2);
            }
            return model.weights();
        }
    }

    private static InferenceModel.Output ofVariables(Weights weights, NormalisedEcg window) {
        float[] mask = new float[NormalisedEcg.SIZE];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = window.valid()[i] ? 1 : 0;
        }
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            VariableParameters parameters = new VariableParameters(tf);
            Network network = Network.forInference(tf, parameters, Architecture.SMALL, TASKS.size());
            try (Session session = new Session(graph, false);
                    TFloat32 ecg = Tensors.of(window.samples(), 1, NormalisedEcg.LEADS, NormalisedEcg.SAMPLES);
                    TFloat32 valid = Tensors.of(mask, 1, NormalisedEcg.LEADS, NormalisedEcg.SAMPLES)) {
                parameters.assign(session, weights);
                try (Result result = session.runner()
                        .feed(network.ecg(), ecg)
                        .feed(network.mask(), valid)
                        .fetch(network.embedding())
                        .fetch(network.logits())
                        .run()) {
                    return new InferenceModel.Output(
                            Tensors.toArray((TFloat32) result.get(0)), Tensors.toArray((TFloat32) result.get(1)));
                }
            }
        }
    }

    @Test
    void isServedAsItWasTrained() throws Exception {
        Weights weights = trained();
        Weights initial = Weights.random(Architecture.SMALL, TASKS.size(), SEED);
        weights.values().forEach((name, values) -> assertThat(values)
                .as("%s after four steps, seed %d", name, SEED)
                .isNotEqualTo(initial.get(name)));
        List<TaskCalibration> calibrations = TASKS.stream()
                .map(task -> new TaskCalibration(task, .5, .5, .5, 1, 0, TaskCalibration.Aggregate.MEAN))
                .toList();
        ModelExport.write(
                folder.resolve("model"),
                new ModelExport.Description("0.2.0", "Small", "noise"),
                new Classifier("small", TASKS, weights, Map.of()),
                calibrations,
                "# Card\n");

        try (TensorFlowEncoder served = TensorFlowEncoder.open(
                folder.resolve("model"), new EncoderSettings(4, Duration.ZERO, 4, 1, folder.resolve("cache")))) {
            for (int leads : new int[] {12, 1}) {
                NormalisedEcg window = Examples.window(leads, 3).toNormalisedEcg();
                WindowOutput found = served.outputs(List.of(window)).get(0);
                InferenceModel.Output expected = ofVariables(weights, window);
                assertThat(found.logits()).containsExactly(expected.logits(), Offset.offset(1e-5f));
                assertThat(found.embedding()).containsExactly(expected.embedding(), Offset.offset(1e-5f));
            }
        }
    }
}
