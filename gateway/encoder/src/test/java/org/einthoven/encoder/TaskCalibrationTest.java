package org.einthoven.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }
}
