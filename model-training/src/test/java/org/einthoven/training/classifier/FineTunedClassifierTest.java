package org.einthoven.training.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.MemoryDataset;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;
import org.einthoven.training.data.Window;
import org.einthoven.training.evaluate.Scores;
import org.einthoven.training.finetune.FineTuning;
import org.einthoven.training.finetune.FineTuningSettings;
import org.einthoven.training.network.InferenceModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTunedClassifierTest {
    private static final int PATIENTS = 30;
    private static final PatientSplit SPLIT = LabelledCohort.split(PATIENTS);

    @TempDir
    private Path folder;

    /** Of fibrillation alone; of validation patients the label says the contrary. */
    private static LabelledParts parts() throws Exception {
        MemoryDataset cohort = LabelledCohort.of(PATIENTS);
        MemoryDataset dataset = new MemoryDataset("hospital");
        float[] samples = new float[NormalisedEcg.SIZE];
        for (int i = 0; i < PATIENTS; i++) {
            StoredEcg ecg = cohort.get(i);
            cohort.read(i, samples);
            boolean contrary = SPLIT.of(ecg.patient()) == Part.VALIDATION;
            dataset.add(
                    ecg.withLabels(Map.of(Task.ATRIAL_FIBRILLATION, i % 2 == 0 != contrary)),
                    Window.ofSamples(samples).toNormalisedEcg());
        }
        return LabelledParts.of(dataset, SPLIT, List.of(Task.ATRIAL_FIBRILLATION));
    }

    /** The looks that it tells of, and the one that it keeps, are at validation records: test records would have said the contrary. */
    @Test
    void validationRecordsChooseTheWeights() throws Exception {
        LabelledParts parts = parts();
        ClassifierRun run = new ClassifierRun(folder.resolve("run"));
        FineTuningSettings settings = new FineTuningSettings(5, 12, 8, .5, 3e-3, .01, 0, 4);
        new FineTunedClassifier(StartingEncoder.fresh("small"), settings)
                .make(run, parts.learning(), List.of(), Map.of(), (step, steps, detail) -> {});
        Classifier made = run.read();

        double[] looks = Files.readAllLines(run.metrics()).stream()
                .skip(1)
                .map(line -> line.split(",", -1)[3])
                .filter(look -> !look.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
        double best = Arrays.stream(looks).max().orElseThrow();
        assertThat(looks).hasSize(4);
        assertThat(auroc(made, parts.of(Part.VALIDATION)))
                .as("seed 5, looks %s", looks)
                .isCloseTo(best, within(1e-4));
        assertThat(Math.abs(auroc(made, parts.of(Part.TEST)) - best))
                .as("seed 5")
                .isGreaterThan(.05);
    }

    private static double auroc(Classifier made, LabelledRecords records) throws Exception {
        try (InferenceModel model = made.model()) {
            float[][] logits = FineTuning.logits(model, records, 1);
            boolean[] present = new boolean[logits.length];
            IntStream.range(0, present.length).forEach(i -> present[i] = Boolean.TRUE.equals(records.label(i, 0)));
            return new Scores(
                            present,
                            Arrays.stream(logits).mapToDouble(row -> row[0]).toArray())
                    .auroc();
        }
    }
}
