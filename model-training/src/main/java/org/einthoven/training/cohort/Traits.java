package org.einthoven.training.cohort;

import java.util.SplittableRandom;
import org.einthoven.ecg.simulator.Infarction.Territory;
import org.einthoven.ecg.simulator.Ventricles;

/**
 * What a patient tends to, all through the visits.
 *
 * @param prSeconds the PR interval when nothing delays it
 * @param blockedPrSeconds and when first-degree AV block does
 * @param atrialBurden which part of the beats is followed by a premature atrial one on days that have them
 * @param ventricularBurden the same of ventricular ones
 * @param infarct where an infarction lies if there ever is one
 * @param infarctStrength its size
 * @param ventricles how they conduct and recover, at last
 * @param arrhythmic whether the sinus node follows the breath
 */
record Traits(
        double prSeconds,
        double blockedPrSeconds,
        double atrialBurden,
        double ventricularBurden,
        Territory infarct,
        double infarctStrength,
        Ventricles ventricles,
        boolean arrhythmic) {
    private static final double LEAST_BURDEN = .06;
    private static final double MOST_BURDEN = .30;
    /** Beats that may be followed by a premature one in ten seconds, at a rate of about 75. */
    private static final double BEATS = 12.5;

    static Traits draw(Prevalences prevalences, SplittableRandom random) {
        boolean longPr = random.nextDouble() < prevalences.of(Mimic.LONG_NORMAL_PR);
        return new Traits(
                longPr
                        ? random.nextDouble(.180, .198)
                        : Math.min(.178, Math.max(.120, random.nextGaussian(.150, .015))),
                random.nextDouble(.210, .320),
                burden(random),
                burden(random),
                territory(random.nextDouble()),
                random.nextDouble(.6, 1.4),
                ventricles(prevalences, random.nextDouble()),
                random.nextDouble() < prevalences.of(Mimic.SINUS_ARRHYTHMIA));
    }

    private static double burden(SplittableRandom random) {
        return LEAST_BURDEN * Math.pow(MOST_BURDEN / LEAST_BURDEN, random.nextDouble());
    }

    /** How likely it is that ten seconds show a premature beat of a heart that has them; averaged over burdens. */
    static double seen() {
        int steps = 100;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            double burden = LEAST_BURDEN * Math.pow(MOST_BURDEN / LEAST_BURDEN, (i + .5) / steps);
            sum += 1 - Math.pow(1 - burden, BEATS);
        }
        return sum / steps;
    }

    private static Territory territory(double chance) {
        return chance < .35
                ? Territory.INFERIOR
                : chance < .70 ? Territory.ANTERIOR : chance < .88 ? Territory.LATERAL : Territory.POSTERIOR;
    }

    private static Ventricles ventricles(Prevalences prevalences, double chance) {
        double left = prevalences.of(Mimic.LEFT_BUNDLE_BRANCH_BLOCK);
        double right = left + prevalences.of(Mimic.RIGHT_BUNDLE_BRANCH_BLOCK);
        if (chance < left) {
            return Ventricles.LEFT_BUNDLE_BRANCH_BLOCK;
        }
        if (chance < right) {
            return Ventricles.RIGHT_BUNDLE_BRANCH_BLOCK;
        }
        return chance < right + prevalences.of(Mimic.EARLY_REPOLARISATION)
                ? Ventricles.EARLY_REPOLARISATION
                : Ventricles.NORMAL;
    }
}
