package org.einthoven.ecg.simulator;

import java.util.Objects;

/**
 * When a heart beats and what begins it.
 *
 * @param time of its fiducial point, in seconds from the first sample; negative before it
 * @param origin what begins it
 * @param rr seconds since the beat before: a short one makes the T wave short, by its square root
 * @param pr how much later than at rest the QRS complex follows the P wave, in seconds
 */
record Beat(double time, Origin origin, double rr, double pr) {
    private static final double SHORTEST_T = .55;
    private static final double LONGEST_T = 1.25;

    Beat {
        Objects.requireNonNull(origin);
        if (!(rr > 0)) {
            throw new IllegalArgumentException("a beat follows another, not after " + rr + " s");
        }
    }

    /** What the T wave's times are multiplied by. */
    private double stretchOfT() {
        return Math.min(LONGEST_T, Math.max(SHORTEST_T, Math.sqrt(rr)));
    }

    /** The waves of this beat: the P wave as early, the T wave as quick as its rhythm wants it. */
    Heart paced(Heart heart) {
        double stretch = stretchOfT();
        return heart.withP(kernel -> kernel.later(-pr)).withT(kernel -> kernel.stretched(stretch, 0));
    }
}
