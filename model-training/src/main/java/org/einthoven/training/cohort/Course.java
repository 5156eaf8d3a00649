package org.einthoven.training.cohort;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.simulator.Rhythm.Kind;
import org.einthoven.ecg.simulator.Ventricles;

/** How a patient's heart fares from visit to visit. */
final class Course {
    private static final double BLOCK_STAYS = .85;
    private static final double ATRIAL_BEATS_STAY = .3;
    private static final double VENTRICULAR_BEATS_STAY = .4;
    /** How likely it is that a bundle branch is blocked from the first visit on. */
    private static final double BLOCKED_AT_FIRST = .7;

    private static final double PR_VARIES_BY = .004;
    private static final double BLOCK_FROM = .208;
    private static final double NORMAL_UP_TO = .198;

    private Course() {}

    /** One state a visit. */
    static List<HeartState> draw(Prevalences prevalences, List<Instant> visits, SplittableRandom random) {
        int count = visits.size();
        Traits traits = Traits.draw(prevalences, random);
        List<Kind> rhythms = AtrialCourse.draw(prevalences, random).rhythms(count, traits.arrhythmic(), random);
        boolean[] blocked =
                share(prevalences.of(Task.FIRST_DEGREE_AV_BLOCK) / prevalences.sinus(), BLOCK_STAYS, count, random);
        boolean[] atrial = share(
                prevalences.of(Task.PREMATURE_ATRIAL_CONTRACTION) / prevalences.sinus() / Traits.seen(),
                ATRIAL_BEATS_STAY,
                count,
                random);
        boolean[] ventricular = share(
                prevalences.of(Task.PREMATURE_VENTRICULAR_CONTRACTION) / Traits.seen(),
                VENTRICULAR_BEATS_STAY,
                count,
                random);
        InfarctCourse infarct = InfarctCourse.draw(prevalences, visits, random);
        int conductsUntil = random.nextDouble() < BLOCKED_AT_FIRST ? 0 : random.nextInt(count);
        List<HeartState> states = new ArrayList<>();
        for (int visit = 0; visit < count; visit++) {
            boolean sinus = rhythms.get(visit) == Kind.SINUS || rhythms.get(visit) == Kind.SINUS_ARRHYTHMIA;
            states.add(new HeartState(
                    rhythms.get(visit),
                    pr(traits, blocked[visit], random),
                    sinus && atrial[visit] ? traits.atrialBurden() : 0,
                    ventricular[visit] ? traits.ventricularBurden() : 0,
                    infarct.at(visits.get(visit), traits),
                    visit < conductsUntil && isBranchBlock(traits.ventricles())
                            ? Ventricles.NORMAL
                            : traits.ventricles()));
        }
        return List.copyOf(states);
    }

    private static boolean[] share(double share, double staying, int visits, SplittableRandom random) {
        return new Recurring(share, staying).draw(visits, random);
    }

    private static double pr(Traits traits, boolean blocked, SplittableRandom random) {
        double today = random.nextGaussian(0, PR_VARIES_BY);
        return blocked
                ? Math.max(BLOCK_FROM, traits.blockedPrSeconds() + today)
                : Math.min(NORMAL_UP_TO, traits.prSeconds() + today);
    }

    private static boolean isBranchBlock(Ventricles ventricles) {
        return ventricles == Ventricles.LEFT_BUNDLE_BRANCH_BLOCK || ventricles == Ventricles.RIGHT_BUNDLE_BRANCH_BLOCK;
    }
}
