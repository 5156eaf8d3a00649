package org.einthoven.training.cohort;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.simulator.Infarction;
import org.einthoven.ecg.simulator.Infarction.Stage;
import org.jspecify.annotations.Nullable;

/** An infarction stays: acute for two days, evolving for forty, old ever after. */
final class InfarctCourse {
    private static final Duration ACUTE = Duration.ofDays(2);
    private static final Duration EVOLVING = Duration.ofDays(40);
    /** After a visit that showed none. */
    private static final Duration SOON = Duration.ofHours(12);

    /** The share of the wanted prevalence that is there at the first visit; the rest comes later. */
    private static final double AT_FIRST = .75;

    private static final double COMES_ACUTE = .35;
    private static final double COMES_EVOLVING = .25;

    private final @Nullable Instant since;

    private InfarctCourse(@Nullable Instant since) {
        this.since = since;
    }

    static InfarctCourse draw(Prevalences prevalences, List<Instant> visits, SplittableRandom random) {
        double share = prevalences.of(Task.MYOCARDIAL_INFARCTION);
        double first = AT_FIRST * share;
        double later = (share - first) / ((1 - first) * Attendance.meanEarlier());
        for (int visit = 0; visit < visits.size(); visit++) {
            if (random.nextDouble() < (visit == 0 ? first : later)) {
                Instant since = visits.get(visit).minus(ago(random));
                boolean unseen = visit == 0 || since.isAfter(visits.get(visit - 1));
                return new InfarctCourse(unseen ? since : visits.get(visit - 1).plus(SOON));
            }
        }
        return new InfarctCourse(null);
    }

    private static Duration ago(SplittableRandom random) {
        double chance = random.nextDouble();
        if (chance < COMES_ACUTE) {
            return Duration.ofHours(random.nextInt(1, 36));
        }
        return Duration.ofDays(
                chance < COMES_ACUTE + COMES_EVOLVING ? random.nextInt(3, 30) : random.nextInt(60, 1500));
    }

    /** Null where there is none yet. */
    @Nullable
    Infarction at(Instant visit, Traits traits) {
        if (since == null || visit.isBefore(since)) {
            return null;
        }
        Duration age = Duration.between(since, visit);
        Stage stage = age.compareTo(ACUTE) < 0 ? Stage.ACUTE : age.compareTo(EVOLVING) < 0 ? Stage.EVOLVING : Stage.OLD;
        return new Infarction(traits.infarct(), stage, traits.infarctStrength());
    }
}
