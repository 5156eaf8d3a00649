package org.einthoven.ecg.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.simulator.Noise;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRangeTest {
    private static EcgRecording recording(@Nullable Integer age, double seconds) {
        EcgRecording made = TestLeads.of(1, 250, seconds, Noise.CLEAN).recording();
        return new EcgRecording(
                made.format(),
                made.source(),
                made.leads(),
                null,
                new Demographics("Doe^Jane", null, null, age),
                made.order(),
                made.acquisition(),
                List.of(),
                List.of());
    }

    private static List<QualityIssue> assess(@Nullable Integer age, @Nullable Double bpm) {
        return ModelRange.assess(recording(age, 10), bpm, Population.ADULTS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 17})
    void aChildIsNotAnalysed(int age) {
        assertThat(assess(age, 80.0))
                .extracting(QualityIssue::code, QualityIssue::severity, QualityIssue::text)
                .containsExactly(tuple(
                        "age-outside-model",
                        Severity.DO_NOT_ANALYSE,
                        "the patient is younger than the 18 years from which the model holds"));
    }

    @ParameterizedTest
    @ValueSource(ints = {18, 60, 105})
    void anAdultIs(int age) {
        assertThat(assess(age, 80.0)).isEmpty();
    }

    @Test
    void whatIsNotKnownIsNoIssue() {
        assertThat(assess(null, null)).isEmpty();
        assertThat(assess(-1, Double.NaN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 29.9, 220.1, 300})
    void aRateOutsideIsNoted(double bpm) {
        assertThat(assess(50, bpm))
                .extracting(QualityIssue::code, QualityIssue::severity)
                .containsExactly(tuple("rate-outside-model", Severity.NOTE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {30, 72, 220})
    void aRateInsideIsNot(double bpm) {
        assertThat(assess(50, bpm)).isEmpty();
    }

    @Test
    void whatIsTooShortIsNotAnalysed() {
        assertThat(ModelRange.assess(recording(50, 2), null, Population.ADULTS))
                .extracting(QualityIssue::code, QualityIssue::severity, QualityIssue::text)
                .containsExactly(tuple(
                        "duration-outside-model",
                        Severity.DO_NOT_ANALYSE,
                        "the recording lasts 2.0 s, less than the 2.5 s that the model needs"));
    }

    @Test
    void aModelOfChildrenTakesThem() {
        assertThat(ModelRange.assess(recording(3, 10), 140.0, new Population(0, 50, 250, 5)))
                .isEmpty();
    }

    @Test
    void aPopulationOfNobodyIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Population(-1, 30, 220, 2.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Population(18, 220, 30, 2.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Population(18, 30, Double.NaN, 2.5));
    }
}
