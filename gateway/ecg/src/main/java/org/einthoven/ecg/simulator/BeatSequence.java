package org.einthoven.ecg.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Lays the beats of a rhythm out in time, from before its first sample until after its last. */
final class BeatSequence {
    /** So that the waves of a beat before the recording reach into it. */
    private static final double SECONDS_AROUND = 3;

    private static final double SHORTEST_RR = .26;
    /** Nothing is conducted sooner after a beat: atria and ventricles are still refractory. */
    private static final double SHORTEST_COUPLING = .28;

    private static final double BREATHS_PER_SECOND = .25;

    private final Rhythm rhythm;
    private final AtrialActivity atria;
    private final RandomGenerator random;
    private final double meanRr;
    private final double irregularity;
    private final List<Beat> beats = new ArrayList<>();

    BeatSequence(Rhythm rhythm, AtrialActivity atria, RandomGenerator random) {
        this.rhythm = rhythm;
        this.atria = atria;
        this.random = random;
        this.meanRr = 60 / rhythm.bpm();
        this.irregularity = random.nextDouble(.15, .30);
    }

    List<Beat> until(double seconds) {
        double time = -SECONDS_AROUND - random.nextDouble() * meanRr;
        double rr = meanRr;
        while (time < seconds + SECONDS_AROUND) {
            beats.add(new Beat(time, regular(), rr, rhythm.prDelaySeconds()));
            double last = time;
            rr = Math.max(SHORTEST_RR, nextRr(last));
            time = last + rr;
            double chance = random.nextDouble();
            if (chance < rhythm.prematureVentricular()) {
                // The sinus node goes on unheard: its next beat comes when the one after the hidden one is due.
                double early = last + Math.max(SHORTEST_COUPLING, rr * random.nextDouble(.5, .7));
                beats.add(new Beat(early, Origin.VENTRICULAR_PREMATURE, early - last, 0));
                time = last + 2 * rr;
                rr = time - early;
            } else if (chance < rhythm.prematureVentricular() + rhythm.prematureAtrial()) {
                double early = last + Math.max(SHORTEST_COUPLING, rr * random.nextDouble(.55, .8));
                beats.add(new Beat(early, Origin.ATRIAL_PREMATURE, early - last, rhythm.prDelaySeconds()));
                time = early + rr * random.nextDouble(1.0, 1.15);
                rr = time - early;
            }
        }
        return List.copyOf(beats);
    }

    private Origin regular() {
        return rhythm.kind().hasP() ? Origin.SINUS : Origin.CONDUCTED;
    }

    private double nextRr(double time) {
        return switch (rhythm.kind()) {
            case SINUS -> meanRr * (1 + .02 * breath(time) + random.nextGaussian(0, .008));
            case SINUS_ARRHYTHMIA -> meanRr * (1 + .12 * breath(time) + random.nextGaussian(0, .015));
            case ATRIAL_FIBRILLATION -> meanRr * Math.exp(random.nextGaussian(0, irregularity));
            case ATRIAL_FLUTTER -> atria.nextConducted(time, meanRr, random) - time;
        };
    }

    private static double breath(double time) {
        return Math.sin(2 * Math.PI * BREATHS_PER_SECOND * time);
    }
}
