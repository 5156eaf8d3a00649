package org.einthoven.ecg.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.LeadScreening;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.Recordings;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.VendorAnnotation;
import org.einthoven.ecg.delineation.Delineator;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcgAnalysisTest {
    private static final EcgRecording CLEAN = new EcgSimulator(500, 10)
            .record(
                    Patient.random(new SplittableRandom(3)),
                    Visit.HEALTHY.with(Noise.ORDINARY).with(Rhythm.sinus(70)),
                    3)
            .recording();

    private interface Change {
        double of(Lead lead, int sample, double value);
    }

    private static EcgRecording changed(Change change) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        CLEAN.leads().forEach((lead, signal) -> {
            double[] values = signal.millivolts().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = change.of(lead, i, values[i]);
            }
            leads.put(lead, new SampledSignal(500, values));
        });
        return Recordings.of(leads);
    }

    private static List<String> codes(EcgAnalysis analysis) {
        return analysis.quality().issues().stream().map(QualityIssue::code).toList();
    }

    @Test
    void aCleanEcgHasNoIssueAndAllMeasurementsOfASinusRhythm() {
        EcgAnalysis analysis = EcgAnalysis.of(CLEAN);
        assertThat(analysis.quality().issues()).isEmpty();
        assertThat(analysis.measurements().values()).hasSize(Measure.values().length);
        analysis.measurements().values().forEach((measure, measured) -> {
            if (measure != Measure.ATRIAL_RATE) {
                assertThat(measured.reason()).as(measure.id()).isNull();
            }
        });
        assertThat(analysis.measurements().leads()).hasSize(12);
    }

    /** Noise of ten times the ECG in one lead: the lead is left out, and what the others show stays. */
    @Test
    void anUnreadableLeadTakesNoPartInTheRest() {
        SplittableRandom random = new SplittableRandom(1);
        EcgAnalysis analysis =
                EcgAnalysis.of(changed((lead, i, value) -> lead.equals(Lead.V3) ? random.nextDouble(-5, 5) : value));
        assertThat(analysis.quality().excludedLeads()).containsExactly(Lead.V3);
        assertThat(analysis.delineation().leads()).doesNotContain(Lead.V3);
        assertThat(analysis.measurements().leads()).doesNotContainKey(Lead.V3);
        assertThat(analysis.measurements().rounded(Measure.QRS))
                .isBetween(
                        EcgAnalysis.of(CLEAN).measurements().rounded(Measure.QRS) - 6,
                        EcgAnalysis.of(CLEAN).measurements().rounded(Measure.QRS) + 6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {.001, 10, 1000})
    void aWrongUnitIsMeasuredNeitherByRulerNorByModel(double factor) {
        EcgRecording wrong = changed((lead, i, value) -> factor * value);
        EcgAnalysis analysis = EcgAnalysis.of(wrong);
        assertThat(analysis.quality().analysable()).isFalse();
        assertThat(analysis.measurements().values().values())
                .allSatisfy(measured -> assertThat(measured.reason()).isNotBlank());
        assertThat(new Normaliser().normalise(wrong, analysis.quality()).windows())
                .isEmpty();
    }

    @Test
    void aChildIsMeasuredButNotReadByTheModel() {
        EcgAnalysis analysis = EcgAnalysis.of(of(new Demographics(null, null, null, 9), List.of()));
        assertThat(codes(analysis)).containsExactly("age-outside-model");
        assertThat(analysis.quality().analysable()).isFalse();
        assertThat(analysis.measurements().value(Measure.HEART_RATE)).isNotNull();
    }

    @Test
    void whereTheRecorderMeasuredSomethingElseItIsTold() {
        int pr = EcgAnalysis.of(CLEAN).measurements().rounded(Measure.PR);
        assertThat(codes(EcgAnalysis.of(of(Demographics.UNKNOWN, List.of(interval(pr + 15))))))
                .isEmpty();
        assertThat(codes(EcgAnalysis.of(of(Demographics.UNKNOWN, List.of(interval(pr + 40))))))
                .containsExactly("vendor-differs");
    }

    private static VendorAnnotation interval(double milliseconds) {
        return new VendorAnnotation("MDC 2:15872", "PR interval global", milliseconds, "ms");
    }

    private static EcgRecording of(Demographics person, List<VendorAnnotation> annotations) {
        return new EcgRecording(
                "TEST",
                CLEAN.source(),
                CLEAN.leads(),
                null,
                person,
                OrderRef.NONE,
                Acquisition.UNKNOWN,
                annotations,
                List.of());
    }

    @Test
    void exchangedArmsAreTold() {
        EcgRecording exchanged = Recordings.of(exchangedArms());
        assertThat(codes(EcgAnalysis.of(exchanged))).containsExactly("limb-electrodes-exchanged");
    }

    private static Map<Lead, SampledSignal> exchangedArms() {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>(CLEAN.leads());
        leads.put(
                Lead.I,
                new SampledSignal(
                        500,
                        Arrays.stream(CLEAN.lead(Lead.I).millivolts())
                                .map(v -> -v)
                                .toArray()));
        leads.put(Lead.II, CLEAN.lead(Lead.III));
        leads.put(Lead.III, CLEAN.lead(Lead.II));
        leads.put(Lead.AVR, CLEAN.lead(Lead.AVL));
        leads.put(Lead.AVL, CLEAN.lead(Lead.AVR));
        return leads;
    }

    @Test
    void whatIsShorterThanAStripIsToldSoAndNotMeasured() {
        EcgRecording strip = new EcgSimulator(500, 2)
                .record(Patient.average(), Visit.HEALTHY, 1)
                .recording();
        EcgAnalysis analysis = EcgAnalysis.of(strip);
        assertThat(codes(analysis)).containsExactly("duration-outside-model");
        assertThat(analysis.measurements().values().get(Measure.PR).reason()).contains("shorter than 2.5 s");
    }

    /** Whatever a header says of the rate, it costs no more than the samples, and nothing is found in them. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, .001, .01, 1, 99.9, 2000.1, 1e9, 1e12, 1e19, Double.MAX_VALUE})
    void ofAWrongRateNothingIsTold(double rate) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        CLEAN.leads().forEach((lead, signal) -> leads.put(lead, new SampledSignal(rate, signal.millivolts())));
        EcgRecording recording = Recordings.of(leads);
        EcgAnalysis analysis = EcgAnalysis.of(recording);
        assertThat(codes(analysis)).containsExactly("sampling-rate");
        assertThat(analysis.quality().analysable()).isFalse();
        assertThat(analysis.delineation().beats()).isEmpty();
        assertThat(analysis.medianBeat()).isNull();
        assertThat(analysis.measurements().values().values())
                .allSatisfy(measured -> assertThat(measured.reason()).contains("outside 100 to 2000 Hz"));
        assertThat(Delineator.delineateLeads(recording).together().beats()).isEmpty();
        assertThat(new LeadScreening(recording).issues()).hasSizeBetween(0, 12);
    }

    /** A hand-held recorder's only lead is none of the twelve: no model reads it, but it has a rate. */
    @Test
    void aLeadOfAnotherNameIsMeasured() {
        EcgAnalysis analysis = EcgAnalysis.of(Recordings.of(Map.of(new Lead("ECG"), CLEAN.lead(Lead.II))));
        assertThat(analysis.quality().analysable()).isFalse();
        assertThat(analysis.measurements().rounded(Measure.HEART_RATE)).isEqualTo(70);
    }

    @Test
    void aHeartWithoutBeatsIsNotReadByTheModel() {
        Map<Lead, SampledSignal> chest =
                new LinkedHashMap<>(changed((lead, i, value) -> Math.sin(i / 16.0 + lead.standardIndex() / 5.0))
                        .leads());
        chest.keySet().removeAll(Lead.STANDARD.subList(0, 6));
        EcgAnalysis analysis = EcgAnalysis.of(Recordings.of(chest));
        assertThat(codes(analysis)).contains("no-beats").doesNotContain("chest-electrodes-exchanged");
        assertThat(analysis.quality().analysable()).isFalse();
        assertThat(analysis.delineation().beats()).isEmpty();
    }

    /** No exception, no number without a heart behind it. */
    @Test
    void whatIsNoEcgHasNoNumbers() {
        SplittableRandom random = new SplittableRandom(2);
        for (EcgRecording nothing : List.of(
                changed((lead, i, value) -> 0),
                changed((lead, i, value) -> 3),
                changed((lead, i, value) -> Double.NaN),
                changed((lead, i, value) -> .02 * random.nextDouble(-1, 1)),
                changed((lead, i, value) -> Math.sin(i / 16.0)))) {
            EcgAnalysis analysis = EcgAnalysis.of(nothing);
            assertThat(analysis.measurements().values().values())
                    .allSatisfy(measured -> assertThat(measured.value()).isNull());
        }
    }
}
