package org.einthoven.training.cohort;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** When a patient comes: once, or up to six times, years apart but for a control within two weeks now and then. */
final class Attendance {
    static final int MOST_VISITS = 6;

    private static final double ONCE = .35;
    private static final double AGAIN = .60;
    private static final double CONTROL = .15;
    private static final Instant EARLIEST = Instant.parse("2005-01-01T00:00:00Z");
    private static final int YEARS_OF_FIRST_VISITS = 10;
    private static final double DAYS_A_YEAR = 365.25;
    private static final double MEAN_YEARS_MORE = 1.5;

    private Attendance() {}

    /** In order. */
    static List<Instant> draw(SplittableRandom random) {
        List<Instant> visits = new ArrayList<>();
        Instant visit = EARLIEST.plus(days(random.nextDouble(YEARS_OF_FIRST_VISITS * DAYS_A_YEAR)));
        visits.add(visit);
        double again = 1 - ONCE;
        while (visits.size() < MOST_VISITS && random.nextDouble() < again) {
            visit = visit.plus(interval(random));
            visits.add(visit);
            again = AGAIN;
        }
        return List.copyOf(visits);
    }

    private static Duration interval(SplittableRandom random) {
        return random.nextDouble() < CONTROL
                ? days(random.nextDouble(2, 14))
                : days(DAYS_A_YEAR * (.5 + MEAN_YEARS_MORE * random.nextExponential()));
    }

    private static Duration days(double days) {
        return Duration.ofSeconds(Math.round(days * Duration.ofDays(1).toSeconds()));
    }

    /** How many visits lie before a visit, on average over all visits. */
    static double meanEarlier() {
        double visits = 0;
        double earlier = 0;
        double coming = 1;
        for (int before = 0; before < MOST_VISITS; before++) {
            visits += coming;
            earlier += coming * before;
            coming *= before == 0 ? 1 - ONCE : AGAIN;
        }
        return earlier / visits;
    }
}
