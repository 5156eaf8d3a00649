package org.einthoven.ecg.delineation;

import org.jspecify.annotations.Nullable;

/**
 * Waves of flutter of which every second or third one is conducted: one is seen before each QRS complex and looks like a P wave,
 * the others are hidden in the complex and in the T wave. As readers of ECGs do (Bix's rule), it is asked whether what the
 * ventricles draw holds such a wave again at the half or the thirds of the cycle, in the mean of all beats; and as the sinus node
 * seldom keeps time so well for long, only where the beats do.
 *
 * <p>Keeps its buffers: for one thread.
 */
final class HiddenFlutterWaves {
    private static final double SLOWEST_HERTZ = 3;
    private static final double FASTEST_HERTZ = 400 / 60.0;
    /** In a cycle. */
    private static final int FEWEST = 2;

    private static final int MOST = 3;
    private static final double MOST_OFF_BEAT = .010 * Block.RATE;

    /** From here on flutter is as likely a reason as any for so fast a heart. */
    private static final double FAST_SAMPLES = .5 * Block.RATE;

    /** What the logarithm of the likelihood gains against one P wave where this is doubted: few sinus tachycardias gain as much. */
    private static final double POSSIBLE_IF_FAST = 3;
    /** Of slower hearts: in 1 of 1,200 simulated sinus rhythms, more where they keep time and the ST segments are an infarction's. */
    private static final double POSSIBLE = 15;
    /** Against any other waves too: in one of 4,500 simulated sinus rhythms more than 5. */
    private static final double SEEN = 6;

    private final MeanCycle cycle;
    private final WaveLikelihood likelihood;

    HiddenFlutterWaves(Block block, float[] weights) {
        this.cycle = new MeanCycle(block, weights);
        this.likelihood = new WaveLikelihood(cycle);
    }

    /**
     * @param hertz waves a second
     * @param seen whether they are there; else they only cannot be told from a P wave
     */
    record Finding(double hertz, boolean seen) {}

    /** Null where there are none, or what comes before the complexes are P waves. */
    @Nullable
    Finding find(QrsBounds.@Nullable Bounds[] qrs) {
        if (!cycle.readBeats(qrs) || !isAnyPossible() || !cycle.readWaves(qrs)) {
            return null;
        }
        double equal = Double.NEGATIVE_INFINITY;
        int waves = 0;
        for (int number = FEWEST; number <= MOST; number++) {
            double likely = isPossible(number) ? likelihood.ofEqual(number) : Double.NEGATIVE_INFINITY;
            waves = likely > equal ? number : waves;
            equal = Math.max(equal, likely);
        }
        double gain = equal - likelihood.ofP();
        if (gain >= SEEN && equal - likelihood.ofAny() >= SEEN) {
            return new Finding(hertz(waves), true);
        }
        double least = cycle.length() > FAST_SAMPLES ? POSSIBLE : POSSIBLE_IF_FAST;
        return gain >= least ? new Finding(hertz(waves), false) : null;
    }

    private boolean isAnyPossible() {
        for (int waves = FEWEST; waves <= MOST; waves++) {
            if (isPossible(waves)) {
                return true;
            }
        }
        return false;
    }

    private boolean isPossible(int waves) {
        double hertz = hertz(waves);
        return hertz > SLOWEST_HERTZ && hertz < FASTEST_HERTZ && cycle.offBeat(waves) < MOST_OFF_BEAT;
    }

    private double hertz(int waves) {
        return waves * Block.RATE / cycle.length();
    }
}
