package org.einthoven.ecg.delineation;

import org.jspecify.annotations.Nullable;

/**
 * Waves of flutter of which every second or third one is conducted: one is seen before each QRS complex and looks like a P wave,
 * the others are hidden in the complex and in the T wave. As readers of ECGs do (Bix's rule), it is asked whether the ventricles' waves hold such a
 * wave again at the half or the third of the cycle, in the mean of all beats; and as no sinus node keeps
 * time so well for long, only where the beats do.
 *
 * <p>Keeps its buffers: for one thread.
 */
final class HiddenFlutterWaves {
    private static final double SLOWEST_HERTZ = 3;
    private static final double FASTEST_HERTZ = 400 / 60.0;
    /** How many there are in a cycle. */
    private static final int FEW = 2;

    private static final int MANY = 3;
    private static final double MOST_OFF_BEAT = .010 * Block.RATE;

    /** From here on flutter is as likely a reason as any for so fast a heart. */
    private static final double FAST_SAMPLES = .5 * Block.RATE;

    /** What the logarithm of the likelihood must gain against one P wave, for this to be doubted: in few sinus tachycardias it does. */
    private static final double POSSIBLE_IF_FAST = 3;
    /** In no simulated sinus rhythm so slow, but in nearly all flutters, as a long cycle tells more. */
    private static final double POSSIBLE = 12;
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
        if (!cycle.readBeats(qrs) || !(isPossible(FEW) || isPossible(MANY)) || !cycle.readWaves(qrs)) {
            return null;
        }
        int waves = likelierNumber();
        double equal = likelihood.ofEqual(waves);
        double gain = equal - likelihood.ofP();
        if (gain >= SEEN && equal - likelihood.ofAny() >= SEEN) {
            return new Finding(hertz(waves), true);
        }
        boolean fast = cycle.length() <= FAST_SAMPLES;
        return gain >= (fast ? POSSIBLE_IF_FAST : POSSIBLE) ? new Finding(hertz(waves), false) : null;
    }

    private int likelierNumber() {
        if (!isPossible(FEW)) {
            return MANY;
        }
        return isPossible(MANY) && likelihood.ofEqual(MANY) > likelihood.ofEqual(FEW) ? MANY : FEW;
    }

    private boolean isPossible(int waves) {
        double hertz = hertz(waves);
        return hertz > SLOWEST_HERTZ && hertz < FASTEST_HERTZ && cycle.offBeat(waves) < MOST_OFF_BEAT;
    }

    private double hertz(int waves) {
        return waves * Block.RATE / cycle.length();
    }
}
