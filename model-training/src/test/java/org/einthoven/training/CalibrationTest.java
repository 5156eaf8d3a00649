package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.training.data.DataSet;
import org.einthoven.training.data.Example;
import org.einthoven.training.data.Examples;
import org.einthoven.training.data.Label;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final long SEED = 9;

    /** Records with every finding in turn present or absent, whose logits tell so with some noise. */
    static List<ExampleLogits> read(DataSet set, int count, double separation) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<ExampleLogits> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean present = i % 3 == 0;
            Label label = present ? Label.PRESENT : Label.ABSENT;
            Map<Task, Label> labels = new java.util.EnumMap<>(Task.class);
            for (Task task : Task.values()) {
                labels.put(task, label);
            }
            Example example = Examples.example(set, "R" + i, labels);
            float[] logits = new float[Task.values().length];
            for (int task = 0; task < logits.length; task++) {
                logits[task] = (float) (random.nextGaussian() + (present ? separation : 0) - 1);
            }
            read.add(new ExampleLogits(example, new float[][] {logits}));
        }
        return read;
    }

    @Test
    void everyFindingGetsAThresholdWithinItsBand() {
        List<TaskCalibration> calibrations = Calibration.of(read(DataSet.GEORGIA, 300, 2));

        assertThat(calibrations).extracting(TaskCalibration::task).containsExactly(Task.values());
        for (TaskCalibration calibration : calibrations) {
            assertThat(calibration.threshold()).isBetween(calibration.uncertainLow(), calibration.uncertainHigh());
            assertThat(calibration.uncertainLow()).isGreaterThan(0);
            assertThat(calibration.uncertainHigh()).isLessThan(1);
        }
    }

    @Test
    void probabilitiesMeetTheFrequencyOfTheFinding() {
        List<ExampleLogits> read = read(DataSet.GEORGIA, 600, 2);
        TaskCalibration calibration = Calibration.of(read).get(0);

        double mean = read.stream()
                .mapToDouble(r -> calibration.predict(r.of(calibration.task())).probability())
                .average()
                .orElseThrow();

        assertThat(mean).as("seed %d", SEED).isBetween(0.31, 0.36);
    }

    @Test
    void aModelThatIsWorseThanChanceDecidesNothing() {
        for (TaskCalibration calibration : Calibration.of(read(DataSet.GEORGIA, 60, -1))) {
            assertThat(calibration.uncertainLow()).isZero();
            assertThat(calibration.uncertainHigh()).isEqualTo(1);
        }
    }

    @Test
    void fewCasesShowNothingHoweverWellTheyAreTold() {
        // 12 records: four have the finding.
        assertThat(Calibration.of(read(DataSet.GEORGIA, 12, 20)).get(0).uncertainHigh())
                .isEqualTo(1);
        assertThat(Calibration.of(read(DataSet.GEORGIA, 15, 20)).get(0).uncertainHigh())
                .isLessThan(1);
    }

    @Test
    void theEvaluationTellsFewCasesAndBothKindsOfRecords() {
        List<ExampleLogits> test = new ArrayList<>(read(DataSet.GEORGIA, 24, 3));
        test.addAll(read(DataSet.CINC2017, 90, 3));

        Evaluation evaluation = Evaluation.of(test, Calibration.of(read(DataSet.GEORGIA, 300, 3)));

        assertThat(evaluation.rows()).hasSize(12);
        assertThat(evaluation.rows().get(0).positives()).isEqualTo(8);
        assertThat(evaluation.rows().get(0).auroc().value()).isGreaterThan(0.9);
        assertThat(evaluation.toMarkdown())
                .contains("| 12 leads | Atrial fibrillation | 8 / 24 (few) |")
                .contains("| lead I alone | Atrial fibrillation | 30 / 90 |");
    }
}
