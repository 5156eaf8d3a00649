package org.einthoven.training.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.Visit;
import org.junit.jupiter.api.Test;

class EcgFeaturesTest {
    private static final EcgSimulator SIMULATOR = new EcgSimulator(500, 10);

    private static NormalisedEcg ecg(Rhythm rhythm) {
        EcgRecording recording = SIMULATOR
                .record(Patient.average(), Visit.HEALTHY.with(rhythm), 3)
                .recording();
        return new Normaliser().normalise(recording).windows().get(0);
    }

    private static float value(float[] features, String name) {
        return features[EcgFeatures.NAMES.indexOf(name)];
    }

    @Test
    void aSinusRhythmIsMeasured() {
        float[] features = EcgFeatures.of(ecg(Rhythm.sinus(75)));

        assertThat(value(features, "heart-rate")).isCloseTo(75, Offset.offset(2f));
        assertThat(value(features, "rr-mean")).isCloseTo(800, Offset.offset(20f));
        assertThat(value(features, "pnn50")).isLessThan(.2f);
        assertThat(value(features, "beats-with-p")).isGreaterThan(.9f);
        assertThat(value(features, "pr")).isBetween(110f, 210f);
        assertThat(value(features, "II-r")).isGreaterThan(.3f);
        assertThat(value(features, "no pr")).isZero();
        float cosine = value(features, "qrs-axis-cosine");
        float sine = value(features, "qrs-axis-sine");
        assertThat(cosine * cosine + sine * sine).isCloseTo(1, Offset.offset(1e-5f));
    }

    @Test
    void fibrillationShowsInTheIntervalsAndInThePWavesThatLack() {
        float[] features = EcgFeatures.of(ecg(Rhythm.of(Rhythm.Kind.ATRIAL_FIBRILLATION, 90)));

        assertThat(value(features, "rr-variation")).isGreaterThan(.1f);
        assertThat(value(features, "pnn50")).isGreaterThanOrEqualTo(.5f);
        assertThat(value(features, "beats-with-p")).isLessThan(.5f);
        assertThat(value(features, "pr")).isNaN();
        assertThat(value(features, "no pr")).isEqualTo(1);
    }

    @Test
    void whatIsMissingIsMissing() {
        NormalisedEcg whole = ecg(Rhythm.sinus(75));
        NormalisedEcg nothing = new NormalisedEcg(0, new float[NormalisedEcg.SIZE], new boolean[NormalisedEcg.SIZE]);
        boolean[] oneLead = new boolean[NormalisedEcg.SIZE];
        Arrays.fill(oneLead, 0, NormalisedEcg.SAMPLES, true);
        float[] samples = new float[NormalisedEcg.SIZE];
        System.arraycopy(whole.samples(), 0, samples, 0, NormalisedEcg.SAMPLES);

        float[] none = EcgFeatures.of(nothing);
        float[] leadI = EcgFeatures.of(new NormalisedEcg(0, samples, oneLead));

        int half = EcgFeatures.NAMES.size() / 2;
        for (int i = 0; i < half; i++) {
            assertThat(none[i]).isNaN();
            assertThat(none[half + i]).isEqualTo(1);
            assertThat(Float.isNaN(leadI[i])).isEqualTo(leadI[half + i] == 1);
        }
        assertThat(value(leadI, "heart-rate")).isCloseTo(75, Offset.offset(2f));
        assertThat(value(leadI, "no V1-r")).isEqualTo(1);
        assertThat(value(leadI, "no I-r")).isZero();
    }

    @Test
    void severalWindowsGiveMeansOfWhatWasMeasured() {
        NormalisedEcg slow = ecg(Rhythm.sinus(60));
        NormalisedEcg fast = ecg(Rhythm.sinus(90));
        NormalisedEcg fibrillating = ecg(Rhythm.of(Rhythm.Kind.ATRIAL_FIBRILLATION, 90));

        float[] mean = EcgFeatures.mean(List.of(slow, fast, fibrillating));

        assertThat(value(mean, "pr"))
                .isCloseTo(
                        (value(EcgFeatures.of(slow), "pr") + value(EcgFeatures.of(fast), "pr")) / 2,
                        Offset.offset(.1f));
        assertThat(value(mean, "no pr")).isCloseTo(1 / 3f, Offset.offset(1e-6f));
        assertThat(EcgFeatures.mean(List.of(slow))).isEqualTo(EcgFeatures.of(slow));
    }

    @Test
    void namesAreUniqueAndCoverEveryLead() {
        List<String> names = EcgFeatures.NAMES;

        assertThat(names).doesNotHaveDuplicates().hasSize(2 * (22 + 60));
        for (Lead lead : Lead.STANDARD) {
            assertThat(names).contains(lead.name() + "-st", "no " + lead.name() + "-st");
        }
    }
}
