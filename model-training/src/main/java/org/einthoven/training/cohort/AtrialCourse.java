package org.einthoven.training.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.simulator.Rhythm.Kind;

/**
 * How a patient's atria beat from visit to visit: always a sinus rhythm, permanent fibrillation, fibrillation that comes and goes
 * and gets more frequent, or flutter that comes and goes, with some fibrillation between.
 */
enum AtrialCourse {
    SINUS,
    PERMANENT_FIBRILLATION,
    PAROXYSMAL_FIBRILLATION,
    FLUTTER;

    private static final double IN_FLUTTER = .5;
    private static final double FIBRILLATION_OF_FLUTTER = .1;
    private static final double IN_PAROXYSM = .5;
    private static final double PAROXYSMS_GROW_BY = .4;
    private static final double ARRHYTHMIC_VISITS = .8;

    /** So that the shares of ECGs come out as wanted. */
    static AtrialCourse draw(Prevalences prevalences, SplittableRandom random) {
        double flutter = prevalences.of(Task.ATRIAL_FLUTTER) / IN_FLUTTER;
        double fibrillation = Math.max(0, prevalences.of(Task.ATRIAL_FIBRILLATION) - FIBRILLATION_OF_FLUTTER * flutter);
        double permanent = fibrillation / 2;
        double paroxysmal = fibrillation / 2 / IN_PAROXYSM;
        double chance = random.nextDouble();
        if (chance < flutter) {
            return FLUTTER;
        }
        if (chance < flutter + permanent) {
            return PERMANENT_FIBRILLATION;
        }
        return chance < flutter + permanent + paroxysmal ? PAROXYSMAL_FIBRILLATION : SINUS;
    }

    List<Kind> rhythms(int visits, boolean arrhythmic, SplittableRandom random) {
        List<Kind> rhythms = new ArrayList<>();
        for (int visit = 0; visit < visits; visit++) {
            Kind sinus = random.nextDouble() < ARRHYTHMIC_VISITS && arrhythmic ? Kind.SINUS_ARRHYTHMIA : Kind.SINUS;
            double late = visits == 1 ? 0 : (double) visit / (visits - 1) - .5;
            rhythms.add(rhythm(sinus, late, random.nextDouble()));
        }
        return rhythms;
    }

    /** @param late -0.5 at the first visit, 0.5 at the last */
    private Kind rhythm(Kind sinus, double late, double chance) {
        return switch (this) {
            case SINUS -> sinus;
            case PERMANENT_FIBRILLATION -> Kind.ATRIAL_FIBRILLATION;
            case PAROXYSMAL_FIBRILLATION ->
                chance < IN_PAROXYSM + PAROXYSMS_GROW_BY * late ? Kind.ATRIAL_FIBRILLATION : sinus;
            case FLUTTER ->
                chance < IN_FLUTTER
                        ? Kind.ATRIAL_FLUTTER
                        : chance < IN_FLUTTER + FIBRILLATION_OF_FLUTTER ? Kind.ATRIAL_FIBRILLATION : sinus;
        };
    }
}
