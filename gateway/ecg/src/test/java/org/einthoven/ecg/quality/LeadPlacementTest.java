package org.einthoven.ecg.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.delineation.Delineator;
import org.einthoven.ecg.measurement.MedianBeat;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.ElectrodeFault;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of simulated patients, whom nothing was fitted to; what is found in real ECGs stands in docs/benchmarks.md. */
class LeadPlacementTest {
    private static final int PATIENTS = 10;

    private static EcgRecording recording(int seed, double hertz, ElectrodeFault... faults) {
        Patient patient = Patient.random(new SplittableRandom(7919L * seed + 5));
        Visit visit = Visit.HEALTHY.with(Noise.CLEAN).with(faults);
        return new EcgSimulator(hertz, 10).record(patient, visit, seed).recording();
    }

    private static List<QualityIssue> assess(EcgRecording recording) {
        return LeadPlacement.assess(recording, MedianBeat.of(recording, Delineator.delineate(recording)));
    }

    private static Optional<Suspicion> suspect(EcgRecording recording) {
        return LeadPlacement.suspect(recording, MedianBeat.of(recording, Delineator.delineate(recording)));
    }

    /** How many of ten at least. LA and LL are left out: they look nearly alike, and are hardly ever told. */
    @ParameterizedTest
    @CsvSource({
        "RA_LA,9", "RA_LL,5", "RA_RL,9", "LA_RL,5", "V1_V2,9", "V2_V3,9", "V3_V4,6", "V4_V5,3", "V5_V6,1", "V1_V6,9"
    })
    void findsExchangedElectrodes(ElectrodeFault fault, int least) {
        int found = 0;
        for (int seed = 0; seed < PATIENTS; seed++) {
            found += assess(recording(seed, 250, fault)).isEmpty() ? 0 : 1;
        }
        assertThat(found).isGreaterThanOrEqualTo(least);
    }

    @Test
    void leavesRightElectrodesAlone() {
        int told = 0;
        for (int seed = 0; seed < 2 * PATIENTS; seed++) {
            told += assess(recording(seed, 250)).size();
        }
        assertThat(told).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 250, 360, 1000})
    void findsTheSameAtAnyRate(double hertz) {
        assertThat(assess(recording(2, hertz))).isEmpty();
        assertThat(suspect(recording(2, hertz, ElectrodeFault.RA_LA)).orElseThrow())
                .returns(ElectrodeExchange.RA_LA, Suspicion::exchange)
                .matches(suspicion -> suspicion.ofAny() > .5);
    }

    @Test
    void namesTheElectrodesAndTheProbabilityInANote() {
        QualityIssue issue = assess(recording(2, 500, ElectrodeFault.V1_V2)).get(0);
        assertThat(issue)
                .returns(Severity.NOTE, QualityIssue::severity)
                .returns("chest-electrodes-exchanged", QualityIssue::code)
                .returns(null, QualityIssue::lead);
        assertThat(issue.text())
                .matches("electrodes look exchanged \\(probability \\d\\d %\\), most likely V1 and V2 \\(\\d\\d %\\)");
    }

    @Test
    void saysNothingWithoutALeadThatCanBeRead() {
        EcgRecording recording = TestLeads.of(recording(2, 500, ElectrodeFault.RA_LA))
                .change(Lead.V4, samples -> Arrays.fill(samples, 0))
                .recording();
        assertThat(suspect(recording)).isEmpty();
        assertThat(suspect(TestLeads.of(recording(2, 500)).only(Lead.I, Lead.II).recording()))
                .isEmpty();
    }

    @Test
    void saysNothingWithoutBeats() {
        EcgRecording recording = recording(2, 500, ElectrodeFault.RA_LA);
        assertThat(LeadPlacement.suspect(recording, null)).isEmpty();
    }

    @Test
    void isNotMisledByGaps() {
        EcgRecording recording = TestLeads.of(recording(2, 500))
                .change(Lead.V4, samples -> Arrays.fill(samples, 1000, 2500, Double.NaN))
                .recording();
        assertThat(assess(recording)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ElectrodeExchange.class)
    void undoingTwiceOrThriceIsDoingNothing(ElectrodeExchange exchange) {
        double[][] undo = exchange.undo();
        if (undo == null) {
            return;
        }
        double[][] product = times(undo, times(undo, times(undo, times(undo, times(undo, undo)))));
        for (int i = 0; i < product.length; i++) {
            for (int j = 0; j < product.length; j++) {
                assertThat(product[i][j]).isCloseTo(i == j ? 1 : 0, within(1e-12));
            }
        }
    }

    /** RA and LA: I is upside down and II is what III was. */
    @Test
    void exchangedArmsTurnLeadIOver() {
        double[][] undo = ElectrodeExchange.RA_LA.undo();
        assertThat(undo).isNotNull();
        assertThat(undo[0]).startsWith(-1, 0);
        assertThat(undo[1]).startsWith(-1, 1);
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                for (int k = 0; k < a.length; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }
}
