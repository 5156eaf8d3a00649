package org.einthoven.training;

import java.time.Duration;

/** For how long a command may work: at most a year, which is more than any has use for. */
final class TimeLimit {
    private static final Duration MOST = Duration.ofDays(366);

    private TimeLimit() {}

    /** @throws IllegalArgumentException where it is negative or more than a year */
    static Duration ofMinutes(long minutes) {
        requireWithin("--minutes", minutes, MOST.toMinutes());
        return Duration.ofMinutes(minutes);
    }

    /** The same between two checkpoints. */
    static Duration ofCheckpointSeconds(long seconds) {
        requireWithin("--checkpoint-seconds", seconds, MOST.toSeconds());
        return Duration.ofSeconds(seconds);
    }

    private static void requireWithin(String option, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(option + " is 0 to " + most + ", a year, not " + value);
        }
    }
}
