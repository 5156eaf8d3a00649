package org.einthoven.ecg.quality;

/**
 * How much chest leads look as they do where the electrodes lie right: each predicted by its neighbours, with few turns on the
 * way from V1 to V6, and with V6 rather than V1 like lead I. Higher is likelier, by the natural logarithm.
 *
 * <p>Fitted together with {@link LimbPlausibility} by conditional logistic regression (penalty .03) on 120 recordings and
 * what sixteen exchanges make of them; see docs/quality.md.
 *
 * <p>Redundancy between the leads as a sign of exchanged electrodes: Kors and van Herpen, Am. J. Cardiol. 2001;88:396.
 */
final class ChestPlausibility {
    private static final int V1 = 2;
    private static final int V6 = 7;
    /** V1 to V6, each from I, II and the other five: least squares over QRS complexes and T waves. */
    private static final double[][] PREDICTED = {
        {-.679, -.055, .0, .512, -.039, -.074, .039, .014},
        {.383, -.293, .608, .0, .899, -.353, .181, -.071},
        {.053, .18, -.024, .474, .0, .917, -.471, -.017},
        {-.102, .023, -.028, -.112, .55, .0, .776, -.115},
        {.145, -.008, .013, .051, -.251, .69, .0, .475},
        {.213, .205, .008, -.033, -.015, -.171, .794, .0}
    };

    private static final Weights QRS =
            new Weights(-1.45, -1.222, -2.16, new double[] {-.391, -.214, -.286, .08, .087, .403});
    private static final Weights T =
            new Weights(-.498, -.672, -1.199, new double[] {-.914, .004, .036, .125, -.02, .61});
    private static final double LEAST_POWER = 1e-4;
    private static final double LEAST_PART = 1e-3;

    private ChestPlausibility() {}

    /**
     * @param path of the steps from each lead to the next
     * @param turns of the steps' changes
     * @param unpredicted of the logarithm of the part of the power that the other leads do not predict
     * @param similarityToI of V1 to V6
     */
    private record Weights(double path, double turns, double unpredicted, double[] similarityToI) {}

    static double of(BeatMoments beat) {
        return of(beat.qrs(), QRS) + of(beat.t(), T);
    }

    private static double of(Moments wave, Weights weights) {
        double power = LEAST_POWER;
        double path = 0;
        double turns = 0;
        double unpredicted = 0;
        double similarity = 0;
        for (int k = V1; k <= V6; k++) {
            power += wave.products()[k][k];
            path += k < V6 ? size(wave, k, -1, 1, 0) : 0;
            turns += k + 1 < V6 ? size(wave, k, 1, -2, 1) : 0;
            unpredicted += unpredicted(wave, k);
            similarity += weights.similarityToI()[k - V1] * similarityToI(wave, k);
        }
        return (weights.path() * path + weights.turns() * turns) / Math.sqrt(power)
                + weights.unpredicted() * Math.log(unpredicted / power + LEAST_PART)
                + similarity;
    }

    /** Root of the sum of the squares of a combination of up to three leads that follow each other. */
    private static double size(Moments wave, int first, double a, double b, double c) {
        double[] combination = new double[V6 + 1];
        combination[first] = a;
        combination[first + 1] = b;
        if (c != 0) {
            combination[first + 2] = c;
        }
        return Math.sqrt(Math.max(0, wave.product(combination, combination)));
    }

    private static double unpredicted(Moments wave, int lead) {
        double[] rest = PREDICTED[lead - V1].clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] = -rest[i];
        }
        rest[lead] = 1;
        return Math.max(0, wave.product(rest, rest));
    }

    private static double similarityToI(Moments wave, int lead) {
        double[] unit = new double[V6 + 1];
        unit[lead] = 1;
        double[] one = new double[V6 + 1];
        one[0] = 1;
        return wave.similarity(unit, one);
    }
}
