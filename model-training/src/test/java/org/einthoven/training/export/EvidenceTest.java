package org.einthoven.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.training.classifier.Classifier;
import org.einthoven.training.classifier.LabelledParts;
import org.einthoven.training.classifier.LearningParts;
import org.einthoven.training.data.Examples;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.MemoryDataset;
import org.einthoven.training.data.PatientSplit;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.InferenceModel;
import org.einthoven.training.network.Weights;
import org.junit.jupiter.api.Test;

/** A network of random weights is right of every record: the records' labels are what it says of them, or the contrary. */
class EvidenceTest {
    private static final List<Task> TASKS = List.of(Task.ATRIAL_FIBRILLATION);
    private static final Classifier CLASSIFIER =
            new Classifier("small", TASKS, Weights.random(Architecture.SMALL, 1, 1), Map.of());
    private static final int OF_LEAD_I = 16;
    private static final int OF_TWELVE = 6;

    /** ECGs of lead I and of twelve leads. */
    private static LabelledRecords records(int seed, boolean right) throws IOException {
        MemoryDataset dataset = new MemoryDataset("hospital");
        List<StoredEcg> unlabelled = new ArrayList<>();
        List<int[]> windows = new ArrayList<>();
        for (int i = 0; i < OF_LEAD_I + OF_TWELVE; i++) {
            StoredEcg ecg = StoredEcg.unlabelled(
                    StoreKey.publicName("p" + seed + "-" + i), StoreKey.publicName("r" + seed + "-" + i), 0);
            dataset.add(
                    ecg,
                    Examples.window(i < OF_LEAD_I ? 1 : 12, 100L * seed + i).toNormalisedEcg());
            unlabelled.add(ecg);
            windows.add(new int[] {i});
        }
        LabelledRecords records = new LabelledRecords(dataset, TASKS, unlabelled, windows);
        float[] logits = logits(records);
        float[] sorted = Arrays.copyOf(logits, OF_LEAD_I);
        Arrays.sort(sorted);
        float median = sorted[OF_LEAD_I / 2];
        return records.labelled(TASKS.get(0), record -> logits[record] >= median == right);
    }

    private static float[] logits(LabelledRecords records) throws IOException {
        try (InferenceModel model = CLASSIFIER.model()) {
            RecordLogits read = RecordLogits.read(model, records, LeadSet.TWELVE, windows -> {});
            float[] logits = new float[records.size()];
            IntStream.range(0, logits.length).forEach(i -> logits[i] = (float) read.of(i, 0)[0]);
            return logits;
        }
    }

    private static Evidence evidence(boolean validationRight, boolean testRight) throws IOException {
        LabelledRecords validation = records(1, validationRight);
        LearningParts learning =
                new LearningParts(validation.dataset(), new PatientSplit(Map.of()), TASKS, validation, validation, 0);
        return Evidence.of(CLASSIFIER, new LabelledParts(learning, records(2, testRight), 0), (at, all, more) -> {});
    }

    private static double auroc(Evidence evidence) {
        return evidence.figures().byLeads().stream()
                .filter(row -> row.records().equals("lead I alone"))
                .mapToDouble(row -> row.auroc().value())
                .findFirst()
                .orElseThrow();
    }

    /** What is calibrated, decided by and asked of leads follows from validation records, whatever test records say. */
    @Test
    void testRecordsJudgeAndFixNothing() throws IOException {
        Evidence right = evidence(true, true);
        Evidence wrong = evidence(true, false);

        assertThat(auroc(right)).isEqualTo(1);
        assertThat(auroc(wrong)).isZero();
        assertThat(wrong.calibrations()).isEqualTo(right.calibrations());
        TaskCalibration calibration = right.calibrations().get(0);
        assertThat(calibration.leads())
                .as("validation records of lead I show skill")
                .containsExactly(Lead.I);
        assertThat(calibration.plattSlope()).isGreaterThan(.1);
        assertThat(calibration.uncertainHigh()).isLessThan(1);
    }

    /** The same records the other way round: what would have come out if test records had calibrated. */
    @Test
    void validationRecordsFixEverything() throws IOException {
        TaskCalibration calibration = evidence(false, true).calibrations().get(0);

        assertThat(calibration.leads()).hasSize(8);
        assertThat(calibration.plattSlope()).isLessThan(.1);
        assertThat(calibration.uncertainHigh()).isEqualTo(1);
    }

    @Test
    void withoutATestRecordThereIsNoEvidence() throws IOException {
        LabelledRecords validation = records(1, true);
        LearningParts learning =
                new LearningParts(validation.dataset(), new PatientSplit(Map.of()), TASKS, validation, validation, 0);
        LabelledParts parts = new LabelledParts(learning, validation.subset(new int[0]), 3);

        assertThatThrownBy(() -> Evidence.of(CLASSIFIER, parts, (at, all, more) -> {}))
                .hasMessage(
                        "of the split's test patients none has a labelled real ECG in hospital: nothing could be said of the model");
    }
}
