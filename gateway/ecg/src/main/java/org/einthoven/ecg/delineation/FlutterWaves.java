package org.einthoven.ecg.delineation;

import org.jspecify.annotations.Nullable;

/**
 * The waves of atria that beat regularly and faster than the ventricles, as in flutter and in atrial tachycardia with block: one
 * oscillation of 180 to 400 a minute goes on between all T waves and QRS complexes and keeps time, whatever the ventricles do, and
 * is there below the T waves as well. It is asked for in the first halves of the intervals and in the second: P waves leave the
 * first halves flat, and the waves of fibrillation do not keep time.
 *
 * <p>An interval between T wave and QRS complex must hold more than one wave. Where every second wave of 300 a minute is conducted
 * none does, and where every third one is, often: {@link HiddenFlutterWaves} looks for these.
 *
 * <p>Keeps its buffers: for one thread.
 *
 * @see <a href="https://doi.org/10.1053/euhj.2001.2658">Saoudi et al., Eur. Heart J. 2001;22:1162</a>
 */
final class FlutterWaves {
    private static final double SLOWEST_HERTZ = 3;
    private static final double FASTEST_HERTZ = 400 / 60.0;
    private static final double COARSE_HERTZ = .05;
    private static final double FINE_HERTZ = .01;

    /** Of a sawtooth a sinusoid has 0.74; of other rhythms in 158 real and 3,200 simulated ECGs all but a few less than 0.4. */
    private static final double LEAST_PART = .40;
    /** T waves leave less; of the few others none had more than 0.22. */
    private static final double LEAST_PART_WITH_T = .25;
    /** Of less than one and a half waves an interval a P wave and the foot of a T wave may make as much: more is asked of these. */
    private static final double FEW_WAVES = 1.5;

    private static final double LEAST_PART_OF_FEW = .60;
    private static final double LEAST_PART_OF_FEW_WITH_T = .40;
    /** Not worth a closer look. */
    private static final double HOPELESS_PART = .25;

    /** Of the QRS complexes' height. */
    private static final float LEAST = .020f;

    private final Block block;
    private final BetweenComplexes behindT;
    private final BetweenComplexes withT;
    private final SinusoidFit fitBehindT;
    private final SinusoidFit fitWithT;

    FlutterWaves(Block block, float[] weights) {
        this.block = block;
        this.behindT = new BetweenComplexes(block, weights, false);
        this.withT = new BetweenComplexes(block, weights, true);
        this.fitBehindT = new SinusoidFit(behindT, block.leads());
        this.fitWithT = new SinusoidFit(withT, block.leads());
    }

    /** How many waves a second there are between the beats of a block; NaN where none are seen. */
    double hertz(QrsBounds.@Nullable Bounds[] qrs, Projection.@Nullable Bounds[] t) {
        behindT.read(qrs, t);
        double coarse = best(SLOWEST_HERTZ, FASTEST_HERTZ, COARSE_HERTZ);
        if (part(coarse) < HOPELESS_PART) {
            return Double.NaN;
        }
        double hertz = best(coarse - COARSE_HERTZ, coarse + COARSE_HERTZ, FINE_HERTZ);
        return isInRange(hertz) && isSeen(hertz, qrs, t) ? hertz : Double.NaN;
    }

    private boolean isSeen(double hertz, QrsBounds.@Nullable Bounds[] qrs, Projection.@Nullable Bounds[] t) {
        double part = part(hertz);
        boolean few = fitBehindT.wavesPerInterval() < FEW_WAVES;
        if (part < (few ? LEAST_PART_OF_FEW : LEAST_PART) || fitBehindT.amplitude() < block.partOfQrs(LEAST)) {
            return false;
        }
        withT.read(qrs, t);
        return fitWithT.fit(hertz) && fitWithT.leastPart() >= (few ? LEAST_PART_OF_FEW_WITH_T : LEAST_PART_WITH_T);
    }

    /** At the ends of the range what fits best may lie beyond them. */
    private static boolean isInRange(double hertz) {
        return hertz > SLOWEST_HERTZ && hertz < FASTEST_HERTZ;
    }

    private double best(double from, double to, double step) {
        double best = from;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; from + i * step <= to; i++) {
            double part = part(from + i * step);
            if (part > most) {
                most = part;
                best = from + i * step;
            }
        }
        return best;
    }

    private double part(double hertz) {
        return fitBehindT.fit(hertz) ? fitBehindT.leastPart() : Double.NEGATIVE_INFINITY;
    }
}
