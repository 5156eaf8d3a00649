package org.einthoven.training.cohort;

import java.util.Objects;
import org.einthoven.ecg.simulator.Infarction;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.Rhythm.Kind;
import org.einthoven.ecg.simulator.Ventricles;
import org.jspecify.annotations.Nullable;

/**
 * What is the matter with a heart on the day of a visit; its rate is no part of it.
 *
 * @param prSeconds the PR interval wanted at rest, with a sinus rhythm
 * @param atrialBurden which part of the beats is followed by a premature atrial one at a rate of 75, of fewer or more at others; 0
 *     without a sinus rhythm
 * @param ventricularBurden the same of ventricular ones
 */
record HeartState(
        Kind kind,
        double prSeconds,
        double atrialBurden,
        double ventricularBurden,
        @Nullable Infarction infarction,
        Ventricles ventricles) {
    private static final double LEAST_BLOCK_SECONDS = .215;
    private static final double SHORTEST_DELAY = -.05;
    private static final double LONGEST_DELAY = .25;
    /** The P wave of a blocked beat comes no earlier than this after the QRS complex before. */
    private static final double AFTER_QRS_SECONDS = .28;
    /** Fibrillation's irregular intervals are on average this much longer than the one meant: E exp(σ²/2). */
    private static final double FIBRILLATION_RATE = 1.026;

    /** A fast sinus node does not follow the breath. */
    private static final double FASTEST_ARRHYTHMIC_BPM = 95;

    private static final double BURDEN_BPM = 75;
    private static final double MOST_PREMATURE = .45;
    private static final double USUAL_FLUTTER_BPM = 300;
    private static final double SLOWEST_FLUTTER_BPM = 200;
    private static final double FASTEST_FLUTTER_BPM = 350;

    HeartState {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(ventricles);
    }

    boolean isSinus() {
        return kind == Kind.SINUS || kind == Kind.SINUS_ARRHYTHMIA;
    }

    /** This heart's rhythm at a rate that was drawn without looking at it. */
    Rhythm rhythm(double bpm, Patient patient) {
        return switch (kind) {
            case SINUS, SINUS_ARRHYTHMIA ->
                Rhythm.of(bpm > FASTEST_ARRHYTHMIC_BPM ? Kind.SINUS : kind, bpm)
                        .withPrDelay(delay(bpm, patient))
                        .withPremature(premature(atrialBurden, bpm), premature(ventricularBurden, bpm));
            case ATRIAL_FIBRILLATION ->
                Rhythm.of(kind, bpm * FIBRILLATION_RATE).withPremature(0, premature(ventricularBurden, bpm));
            case ATRIAL_FLUTTER ->
                Rhythm.of(kind, bpm).withFlutter(flutterBpm(bpm)).withPremature(0, premature(ventricularBurden, bpm));
        };
    }

    /** As many a minute at any rate: else a fast heart would show one in ten seconds more often, and the rate would tell. */
    private static double premature(double burden, double bpm) {
        return Math.min(MOST_PREMATURE, burden * BURDEN_BPM / bpm);
    }

    private double delay(double bpm, Patient patient) {
        double longest = Math.max(LEAST_BLOCK_SECONDS, 60 / bpm - AFTER_QRS_SECONDS);
        double wanted = Math.min(prSeconds, longest) - patient.prSeconds(ventricles, infarction);
        return Math.min(LONGEST_DELAY, Math.max(SHORTEST_DELAY, wanted));
    }

    /**
     * Atria of which every second to fourth wave gives the rate: so a ventricular rate says nothing of flutter. Below 62 a minute
     * that is a slow flutter of under 250, as antiarrhythmic drugs make it.
     */
    private static double flutterBpm(double bpm) {
        double best = Math.min(FASTEST_FLUTTER_BPM, Math.max(SLOWEST_FLUTTER_BPM, 2 * bpm));
        for (int waves = 3; waves <= 4; waves++) {
            double atria = waves * bpm;
            boolean possible = atria >= SLOWEST_FLUTTER_BPM && atria <= FASTEST_FLUTTER_BPM;
            if (possible && Math.abs(atria - USUAL_FLUTTER_BPM) < Math.abs(best - USUAL_FLUTTER_BPM)) {
                best = atria;
            }
        }
        return best;
    }
}
