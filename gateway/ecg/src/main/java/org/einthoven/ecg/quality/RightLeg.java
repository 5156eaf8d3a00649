package org.einthoven.ecg.quality;

import java.util.Optional;

/**
 * The right leg's electrode in an arm's place. The legs have nearly one potential, so the lead between that arm's cable and the
 * left leg's is all but flat: II where it is the right arm's, III where it is the left arm's, and I where both arms' cables lie
 * on the legs. What the arm's electrode should have seen is not recorded.
 *
 * @see <a href="https://doi.org/10.3390/s19132920">Krasteva et al., Sensors 2019;19:2920, how exchanges change the leads</a>
 */
final class RightLeg {
    /**
     * The part of the largest of the three leads at which it is one against one. II is smallest where the heart's axis is -30
     * degrees, which is rare; I and III are in hearts that stand or lie, which many do.
     */
    private static final double EVEN_II = .12;

    private static final double EVEN_I_OR_III = .08;
    /** By how much the logarithm of the odds changes with that of the part. */
    private static final double STEEPNESS = 6;

    /** Root of the sum of squares of the steps: a complex of less is none. */
    private static final double LEAST_MV = .05;

    private RightLeg() {}

    /** The likeliest of the three. */
    static Optional<Suspicion> suspect(UsualBeat beat) {
        double[] sizes = sizes(beat);
        double largest = Math.max(sizes[0], Math.max(sizes[1], sizes[2]));
        if (!(largest >= LEAST_MV)) {
            return Optional.empty();
        }
        double arms = probability(sizes[0] / largest, EVEN_I_OR_III);
        double right = probability(sizes[1] / largest, EVEN_II);
        double left = probability(sizes[2] / largest, EVEN_I_OR_III);
        double most = Math.max(arms, Math.max(right, left));
        ElectrodeExchange exchange = most == right
                ? ElectrodeExchange.RA_RL
                : most == left ? ElectrodeExchange.LA_RL : ElectrodeExchange.ARMS_LEGS;
        return Optional.of(new Suspicion(exchange, most, most));
    }

    private static double probability(double part, double even) {
        return 1 / (1 + Math.pow(part / even, STEEPNESS));
    }

    /** Of I, II and III: what they move within the QRS complex, to which wandering of the baseline adds nothing. */
    private static double[] sizes(UsualBeat beat) {
        double[] sums = new double[3];
        for (int m = beat.onset(); m < Math.min(UsualBeat.MOMENTS, beat.offset() + 2); m++) {
            double one = beat.leads()[0][m] - beat.leads()[0][m - 1];
            double two = beat.leads()[1][m] - beat.leads()[1][m - 1];
            sums[0] += one * one;
            sums[1] += two * two;
            sums[2] += (two - one) * (two - one);
        }
        for (int k = 0; k < sums.length; k++) {
            sums[k] = Math.sqrt(sums[k]);
        }
        return sums;
    }
}
