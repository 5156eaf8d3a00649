package org.einthoven.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.einthoven.ecg.NormalisedEcg;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class RhythmTest {
    private static final long SEED = 13;

    /** Beats of 80 ms in the given lead, 1 mV high. */
    private static float[] beats(int lead, boolean regular) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] ecg = new float[NormalisedEcg.SIZE];
        for (int at = 50; at < 2450; at += regular ? 200 : 110 + random.nextInt(200)) {
            for (int i = 0; i < 20; i++) {
                ecg[lead * NormalisedEcg.SAMPLES + at + i] = (float) Math.sin(Math.PI * i / 20);
            }
        }
        return ecg;
    }

    private static float[] valid(int lead) {
        float[] valid = new float[NormalisedEcg.SIZE];
        java.util.Arrays.fill(valid, lead * NormalisedEcg.SAMPLES, (lead + 1) * NormalisedEcg.SAMPLES, 1);
        return valid;
    }

    /** Envelope and autocorrelation. */
    private static float[][] run(float[] ecg, float[] mask) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> signal = constant(tf, ecg);
            Operand<TFloat32> envelope = Rhythm.envelope(tf, signal, constant(tf, mask));
            Operand<TFloat32> autocorrelation = Rhythm.autocorrelation(tf, envelope);
            try (Session session = new Session(graph);
                    Result result = session.runner()
                            .fetch(envelope)
                            .fetch(autocorrelation)
                            .run()) {
                return new float[][] {
                    Tensors.toArray((TFloat32) result.get(0)), Tensors.toArray((TFloat32) result.get(1))
                };
            }
        }
    }

    private static Operand<TFloat32> constant(Ops tf, float[] values) {
        try (TFloat32 tensor = Tensors.of(values, 1, NormalisedEcg.LEADS, NormalisedEcg.SAMPLES)) {
            return tf.constantOf(tensor);
        }
    }

    private static float largest(float[] values, int from, int to) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, values[i]);
        }
        return largest;
    }

    @Test
    void theEnvelopeIsHighAtBeatsAndLowBetween() {
        float[] envelope = run(beats(0, true), valid(0))[0];

        assertThat(envelope).hasSize(Rhythm.ENVELOPE);
        assertThat(largest(envelope, 0, 500)).isEqualTo(1);
        // A beat from sample 250 to 270 is at 50 to 54 of the envelope; then there is nothing until 450.
        assertThat(largest(envelope, 49, 56)).isGreaterThan(0.9f);
        assertThat(largest(envelope, 62, 82)).isLessThan(0.01f);
    }

    @Test
    void aRegularRhythmResemblesItselfAfterEachBeat() {
        float[] autocorrelation = run(beats(0, true), valid(0))[1];

        assertThat(autocorrelation).hasSize(Rhythm.LAGS);
        assertThat(autocorrelation[0]).isCloseTo(1, Offset.offset(1e-5f));
        // 200 samples are 0.8 s, which is lag 40; the part of the window without a partner is lost.
        assertThat(autocorrelation[40]).isGreaterThan(0.85f);
        assertThat(autocorrelation[60]).isLessThan(0.1f);
    }

    @Test
    void anIrregularRhythmDoesNot() {
        float[] autocorrelation = run(beats(0, false), valid(0))[1];

        assertThat(largest(autocorrelation, 20, 200)).as("seed %d", SEED).isLessThan(0.6f);
    }

    @Test
    void itDoesNotMatterWhichLeadIsThere() {
        assertThat(run(beats(7, true), valid(7))[0])
                .containsExactly(run(beats(0, true), valid(0))[0], Offset.offset(1e-6f));
    }

    @Test
    void theEdgeOfWhatIsValidIsNoBeat() {
        float[] ecg = new float[NormalisedEcg.SIZE];
        float[] mask = new float[NormalisedEcg.SIZE];
        java.util.Arrays.fill(ecg, 500, 1000, 1);
        java.util.Arrays.fill(mask, 500, 1000, 1);

        // A flat signal has one level throughout, here 1.
        assertThat(run(ecg, mask)[0]).hasSize(500).containsOnly(1f);
    }

    @Test
    void aWindowWithoutAnySignalIsFinite() {
        float[][] nothing = run(new float[NormalisedEcg.SIZE], new float[NormalisedEcg.SIZE]);

        for (float value : nothing[1]) {
            assertThat(value).isFinite();
        }
    }
}
