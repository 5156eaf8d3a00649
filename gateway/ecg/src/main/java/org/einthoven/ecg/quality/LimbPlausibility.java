package org.einthoven.ecg.quality;

/**
 * How much limb leads look as they do where the electrodes lie right: like what the chest leads predict, and in the usual
 * directions of P wave, QRS complex and T wave. Higher is likelier, by the natural logarithm.
 *
 * <p>Fitted together with {@link ChestPlausibility} by conditional logistic regression (penalty .03) on 120 recordings and
 * what sixteen exchanges make of them; see docs/quality.md.
 *
 * <p>Redundancy between the leads as a sign of exchanged electrodes: Kors and van Herpen, Am. J. Cardiol. 2001;88:396.
 */
final class LimbPlausibility {
    /** I and II from V1 to V6: least squares over QRS complexes and T waves. */
    private static final double[] PREDICTED_I = {0, 0, -.322, .144, .047, -.12, .201, .195};

    private static final double[] PREDICTED_II = {0, 0, -.075, -.218, .267, .05, -.002, .353};
    private static final double[] I = {1, 0, 0, 0, 0, 0, 0, 0};
    private static final double[] II = {0, 1, 0, 0, 0, 0, 0, 0};
    private static final double[] III = {-1, 1, 0, 0, 0, 0, 0, 0};
    private static final double[] PREDICTED_III = difference(PREDICTED_II, PREDICTED_I);

    /** Of the similarity of I, II and III to what is predicted. */
    private static final double[] QRS_SIMILARITY = {.039, .96, -.137};

    private static final double[] T_SIMILARITY = {.892, .12, .412};
    private static final double[] P_SIMILARITY = {1.097, .138, 0};
    /** Of the cosine and sine of the axis, their product and the cosine's square. */
    private static final double[] QRS_AXIS = {.328, .735, -.702, .072};

    private static final double[] T_AXIS = {.336, .25, .43, -1.202};
    private static final double[] P_AXIS = {.065, .675, 1.427, -.731};
    /** The axis of a smaller P wave counts less, in proportion. */
    private static final double DISTINCT_P_MV = .03;

    private static final double NOTHING = 1e-6;

    private LimbPlausibility() {}

    static double of(BeatMoments beat) {
        double distinct = Math.min(1, rms(beat.p()) / DISTINCT_P_MV);
        return similarity(beat.qrs(), QRS_SIMILARITY)
                + similarity(beat.t(), T_SIMILARITY)
                + similarity(beat.p(), P_SIMILARITY)
                + axis(beat.qrs(), QRS_AXIS)
                + axis(beat.t(), T_AXIS)
                + distinct * axis(beat.p(), P_AXIS);
    }

    private static double similarity(Moments wave, double[] weights) {
        return weights[0] * wave.similarity(I, PREDICTED_I)
                + weights[1] * wave.similarity(II, PREDICTED_II)
                + weights[2] * wave.similarity(III, PREDICTED_III);
    }

    /** Of the wave's net area in the frontal plane: I to the left, aVF, lengthened as Einthoven's triangle wants, to the feet. */
    private static double axis(Moments wave, double[] weights) {
        double left = wave.sums()[0];
        double down = (wave.sums()[1] - wave.sums()[0] / 2) * 2 / Math.sqrt(3);
        double size = Math.hypot(left, down) + NOTHING;
        double cosine = left / size;
        double sine = down / size;
        return weights[0] * cosine + weights[1] * sine + weights[2] * cosine * sine + weights[3] * cosine * cosine;
    }

    private static double rms(Moments wave) {
        return Math.sqrt((wave.product(I, I) + wave.product(II, II)) / (2.0 * Math.max(1, wave.count())));
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }
}
