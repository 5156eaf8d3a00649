package org.einthoven.ecg.simulator;

import java.util.Objects;

/**
 * What drives the ventricles, and when.
 *
 * @param bpm mean ventricular rate, 20 to 250; in flutter as near to it as conduction of every second to fourth wave comes
 * @param prDelaySeconds by how much longer than at rest the AV node conducts; 0.05 to 0.16 gives first-degree AV block
 * @param prematureAtrial which part of all beats is followed by an atrial premature one, 0 to 0.5
 * @param prematureVentricular the same of ventricular ones
 * @param flutterBpm waves a minute of fluttering atria, 200 to 350; 0 where chance chooses from 250 to 350
 */
public record Rhythm(
        Kind kind,
        double bpm,
        double prDelaySeconds,
        double prematureAtrial,
        double prematureVentricular,
        double flutterBpm) {
    public Rhythm {
        Objects.requireNonNull(kind);
        require(bpm >= 20 && bpm <= 250, "a heart rate of 20 to 250 a minute, not " + bpm);
        require(prDelaySeconds >= -.05 && prDelaySeconds <= .25, "a delay of -0.05 to 0.25 s, not " + prDelaySeconds);
        require(prematureAtrial >= 0 && prematureVentricular >= 0, "no negative part of beats");
        require(prematureAtrial <= .5 && prematureVentricular <= .5, "at most half of the beats premature");
        require(flutterBpm == 0 || flutterBpm >= 200 && flutterBpm <= 350, "flutter of 200 to 350, not " + flutterBpm);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    public static Rhythm of(Kind kind, double bpm) {
        return new Rhythm(kind, bpm, 0, 0, 0, 0);
    }

    public static Rhythm sinus(double bpm) {
        return of(Kind.SINUS, bpm);
    }

    public Rhythm withPrDelay(double seconds) {
        return new Rhythm(kind, bpm, seconds, prematureAtrial, prematureVentricular, flutterBpm);
    }

    public Rhythm withPremature(double atrial, double ventricular) {
        return new Rhythm(kind, bpm, prDelaySeconds, atrial, ventricular, flutterBpm);
    }

    /** With atria that flutter at this rate, where they do. */
    public Rhythm withFlutter(double bpmOfAtria) {
        return new Rhythm(kind, bpm, prDelaySeconds, prematureAtrial, prematureVentricular, bpmOfAtria);
    }

    /** Where the stimulus comes from. */
    public enum Kind {
        /** The sinus node, nearly regular. */
        SINUS,
        /** The sinus node, faster with each breath in: a mimic of premature beats and of fibrillation. */
        SINUS_ARRHYTHMIA,
        /** No P waves, fibrillatory waves, intervals of no order. */
        ATRIAL_FIBRILLATION,
        /** No P waves, a sawtooth of 250 to 350 a minute, every second to fourth of which is conducted. */
        ATRIAL_FLUTTER;

        boolean hasP() {
            return this == SINUS || this == SINUS_ARRHYTHMIA;
        }
    }
}
