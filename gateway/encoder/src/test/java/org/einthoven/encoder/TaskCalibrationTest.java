package org.einthoven.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Prediction;
import org.einthoven.ecg.Prediction.Decision;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.TaskCalibration.Aggregate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskCalibrationTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, 0.5",
        "0.6931471805599453, 1, 0, 0.6666666666666666",
        "0, 2, 1.0986122886681098, 0.75",
        "-1, 2, 2, 0.5",
        "1e9, 1, 0, 1",
        "-1e9, 1, 0, 0",
    })
    void calibratesALogit(double logit, double slope, double intercept, double probability) {
        var calibration =
                new TaskCalibration(Task.MYOCARDIAL_INFARCTION, 0.5, 0.5, 0.5, slope, intercept, Aggregate.MEAN);
        assertThat(calibration.probability(logit)).isCloseTo(probability, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "0.39, ABSENT",
        "0.41, UNCERTAIN",
        "0.5, UNCERTAIN",
        "0.69, UNCERTAIN",
        "0.71, PRESENT",
    })
    void decidesByTheUncertainBand(double probability, Decision decision) {
        var calibration = new TaskCalibration(Task.ATRIAL_FIBRILLATION, 0.5, 0.4, 0.7, 1, 0, Aggregate.MEAN);
        Prediction prediction = calibration.predict(logit(probability));
        assertThat(prediction.decision()).isEqualTo(decision);
        assertThat(prediction.threshold()).isEqualTo(0.5);
        assertThat(prediction.task()).isEqualTo(Task.ATRIAL_FIBRILLATION);
    }

    @Test
    void decidesByTheThresholdWhereThereIsNoBand() {
        // Logit 0 is exactly 0.5, the threshold: present.
        var calibration = new TaskCalibration(Task.ATRIAL_FIBRILLATION, 0.5, 0.5, 0.5, 1, 0, Aggregate.MEAN);
        assertThat(calibration.predict(0).decision()).isEqualTo(Decision.PRESENT);
        assertThat(calibration.predict(-1e-9).decision()).isEqualTo(Decision.ABSENT);
    }

    @ParameterizedTest
    @CsvSource({"MEAN, 0.4", "MAX, 0.9"})
    void aggregatesCalibratedProbabilities(Aggregate aggregate, double probability) {
        var calibration = new TaskCalibration(Task.ATRIAL_FLUTTER, 0.5, 0.5, 0.5, 1, 0, aggregate);
        assertThat(calibration.predict(logit(0.1), logit(0.9), logit(0.2)).probability())
                .isCloseTo(probability, within(1e-12));
    }

    @Test
    void isUncertainWithoutALeadThatItNeeds() {
        var calibration = new TaskCalibration(Task.MYOCARDIAL_INFARCTION, 0.5, 0.4, 0.6, 1, 0, Aggregate.MEAN)
                .requiring(List.of(Lead.I, Lead.V1));
        ModelManifest manifest = new ModelManifest(
                "m", "1.0.0", "M", "Tests.", "Nothing.", 1, List.of(calibration), new ModelManifest.Golden("g", 1e-3));
        WindowOutput certain = new WindowOutput(new float[1], new float[] {9});
        NormalisedEcg whole = Windows.noise(1);
        boolean[] valid = Windows.allValid();
        int v1 = Lead.V1.standardIndex() * NormalisedEcg.SAMPLES;
        Arrays.fill(valid, v1, v1 + NormalisedEcg.SAMPLES, false);
        NormalisedEcg without = new NormalisedEcg(0, whole.samples(), valid);
        RecordingInference inference = new RecordingInference(manifest);

        assertThat(inference
                        .of(List.of(whole, whole), List.of(certain, certain))
                        .predictions()
                        .get(0)
                        .decision())
                .isEqualTo(Decision.PRESENT);
        Prediction lacking = inference
                .of(List.of(whole, without), List.of(certain, certain))
                .predictions()
                .get(0);
        assertThat(lacking.decision()).isEqualTo(Decision.UNCERTAIN);
        assertThat(lacking.probability()).isGreaterThan(0.99);
    }

    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }
}
