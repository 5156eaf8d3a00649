package org.einthoven.ecg.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.Recordings;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.delineation.AtrialActivity;
import org.einthoven.ecg.delineation.Delineator;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.SimulatedEcg;
import org.einthoven.ecg.simulator.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtrialRateTest {
    private static EcgRecording record(Rhythm.Kind kind, double bpm, double seconds) {
        Visit visit = Visit.HEALTHY.with(Rhythm.of(kind, bpm));
        return new EcgSimulator(500, seconds)
                .record(Patient.average(), visit, 3)
                .recording();
    }

    private static Measurements measure(EcgRecording recording) {
        return EcgMeasurement.measure(recording, Delineator.delineate(recording));
    }

    @Test
    void inFlutterTheAtriaHaveARateAndNoPWaves() {
        Measurements measured = measure(record(Rhythm.Kind.ATRIAL_FLUTTER, 60, 10));
        double atria = measured.value(Measure.ATRIAL_RATE);
        assertThat(atria).isBetween(240.0, 360.0);
        assertThat(atria / measured.value(Measure.HEART_RATE)).isBetween(3.4, 4.05);
        for (Measure measure : List.of(Measure.P_DURATION, Measure.PR, Measure.P_AXIS)) {
            assertThat(measured.values()).containsEntry(measure, Measured.absent("flutter waves"));
        }
        assertThat(measured.value(Measure.QRS)).isNotNull();
        assertThat(measured.leads().values()).allMatch(lead -> lead.p() == null);
    }

    @Test
    void whereFlutterCannotBeExcludedNothingIsMeasuredOfThePWave() {
        SimulatedEcg ecg = new EcgSimulator(500, 10)
                .record(
                        Patient.random(new SplittableRandom(20_003)),
                        Visit.HEALTHY.with(Rhythm.of(Rhythm.Kind.ATRIAL_FLUTTER, 150)),
                        20_003);
        Measurements measured = measure(ecg.recording());
        for (Measure measure : List.of(Measure.P_DURATION, Measure.PR, Measure.P_AXIS, Measure.ATRIAL_RATE)) {
            assertThat(measured.values())
                    .containsEntry(
                            measure,
                            Measured.absent("flutter that conducts every second or third wave cannot be excluded"));
        }
        assertThat(measured.value(Measure.HEART_RATE)).isBetween(120.0, 180.0);
        assertThat(measured.value(Measure.QRS)).isNotNull();
        assertThat(measured.leads().values()).isNotEmpty().allMatch(lead -> lead.p() == null);
    }

    @ParameterizedTest
    @CsvSource({
        "SINUS, the atria are not seen to beat faster than the ventricles",
        "SINUS_ARRHYTHMIA, the atria are not seen to beat faster than the ventricles",
        "ATRIAL_FIBRILLATION, no P wave and no regular flutter wave"
    })
    void otherwiseItIsSaidWhyThereIsNone(Rhythm.Kind kind, String reason) {
        Measurements measured = measure(record(kind, 70, 10));
        assertThat(measured.values()).containsEntry(Measure.ATRIAL_RATE, Measured.absent(reason));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, Double.NaN})
    void whatHasNoBeatsHasAReason(double everywhere) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        for (Lead lead : Lead.STANDARD) {
            double[] values = new double[5000];
            Arrays.fill(values, everywhere);
            leads.put(lead, new SampledSignal(500, values));
        }
        assertThat(measure(Recordings.of(leads)).values())
                .containsEntry(Measure.ATRIAL_RATE, Measured.absent("no QRS complex was found"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {.5, 1, 2})
    void whatIsTooShortHasAReason(double seconds) {
        Measured rate = measure(record(Rhythm.Kind.ATRIAL_FLUTTER, 60, seconds))
                .values()
                .get(Measure.ATRIAL_RATE);
        assertThat(rate.value()).isNull();
        assertThat(rate.reason()).isNotBlank();
    }

    @Test
    void itIsTheMeanOfTheWavesAndMostOfTheRecordingMustHaveThem() {
        List<AtrialActivity> parts = List.of(new AtrialActivity(0, 10, 5), new AtrialActivity(20, 50, 4));
        assertThat(new AtrialRate(parts, List.of(), 60).measured(false)).isEqualTo(Measured.of(60 * 170 / 40.0));
        assertThat(new AtrialRate(parts, List.of(), 90).measured(true).value()).isNull();
        assertThat(new AtrialRate(parts, List.of(), 90).isFlutter()).isFalse();
    }

    @Test
    void whatMayBeFlutterCountsForMostOfTheRecordingToo() {
        List<AtrialActivity> seen = List.of(new AtrialActivity(0, 10, 5));
        List<AtrialActivity> possible = List.of(new AtrialActivity(10, 20, 5));
        assertThat(new AtrialRate(seen, possible, 19).reasonForNoP()).isEqualTo("flutter waves");
        assertThat(new AtrialRate(seen, possible, 39).reasonForNoP()).contains("cannot be excluded");
        assertThat(new AtrialRate(seen, possible, 39).measured(false).value()).isNull();
        assertThat(new AtrialRate(seen, possible, 41).reasonForNoP()).isNull();
    }
}
