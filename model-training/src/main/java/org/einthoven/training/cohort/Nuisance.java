package org.einthoven.training.cohort;

import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.einthoven.ecg.simulator.ChestPlacement;
import org.einthoven.ecg.simulator.ElectrodeFault;
import org.einthoven.ecg.simulator.Noise;

/**
 * What differs between two ECGs and says nothing of the heart's state. It is drawn from a stream of random numbers of its own,
 * before and without looking at the state, so that no model can read a finding from it.
 *
 * @param bpm 50 to 150; with sinus tachycardia, which mimics flutter, as often as any rhythm is fast
 * @param gain of the recorder, 1 where it is calibrated
 */
record Nuisance(double bpm, Noise noise, double gain, Site site, ChestPlacement placement, Set<ElectrodeFault> faults) {
    private static final double SLOWEST = 50;
    private static final double FASTEST = 150;
    private static final double TACHYCARDIC_VISITS = .12;
    private static final double TACHYCARDIA_FROM = 100;
    private static final double VISIT_LOG_RATE = .12;
    private static final double LOG_GAIN = .05;
    private static final double AT_HOME = .8;
    private static final double LEFT_DEGREES = 5;
    private static final double UP_DEGREES = 6;
    private static final double MOST_DEGREES = 20;
    private static final double EXCHANGED = .02;

    Nuisance {
        Objects.requireNonNull(noise);
        Objects.requireNonNull(site);
        Objects.requireNonNull(placement);
        faults = Set.copyOf(faults);
    }

    /** What stays of a patient's nuisances: the rate at rest and the site where most ECGs are taken. */
    record Habit(double restingBpm, Site home) {
        static Habit draw(SplittableRandom random) {
            return new Habit(74 * Math.exp(random.nextGaussian(0, .14)), site(random));
        }
    }

    static Nuisance draw(Habit habit, SplittableRandom random) {
        double bpm = bpm(habit.restingBpm(), random);
        Site site = random.nextDouble() < AT_HOME ? habit.home() : site(random);
        return new Nuisance(
                bpm,
                noise(site, random),
                Math.exp(random.nextGaussian(0, LOG_GAIN)),
                site,
                new ChestPlacement(degrees(LEFT_DEGREES, random), degrees(UP_DEGREES, random)),
                faults(random));
    }

    private static Site site(SplittableRandom random) {
        return Site.values()[random.nextInt(Site.values().length)];
    }

    private static double bpm(double resting, SplittableRandom random) {
        double today = random.nextDouble() < TACHYCARDIC_VISITS
                ? random.nextDouble(TACHYCARDIA_FROM, FASTEST)
                : resting * Math.exp(random.nextGaussian(0, VISIT_LOG_RATE));
        return Math.min(FASTEST, Math.max(SLOWEST, today));
    }

    private static Noise noise(Site site, SplittableRandom random) {
        return new Noise(
                logUniform(.01, .25, random),
                logUniform(.002, .040, random),
                logUniform(.001, .040, random),
                site.powerlineHz(),
                logUniform(.001, .004, random));
    }

    private static double logUniform(double from, double to, SplittableRandom random) {
        return from * Math.pow(to / from, random.nextDouble());
    }

    private static double degrees(double standardDeviation, SplittableRandom random) {
        return Math.min(MOST_DEGREES, Math.max(-MOST_DEGREES, random.nextGaussian(0, standardDeviation)));
    }

    private static Set<ElectrodeFault> faults(SplittableRandom random) {
        ElectrodeFault[] all = ElectrodeFault.values();
        ElectrodeFault one = all[random.nextInt(all.length)];
        return random.nextDouble() < EXCHANGED ? Set.of(one) : Set.of();
    }
}
