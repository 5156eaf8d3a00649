package org.einthoven.ecg.simulator;

import java.util.random.RandomGenerator;

/** Adds what an amplifier sees besides the heart to the electrodes. */
final class NoiseSource {
    private static final double MUSCLE_LOWEST_HZ = 20;
    private static final double MUSCLE_HIGHEST_HZ = 120;

    private final Noise noise;
    private final double samplingRateHz;
    private final RandomGenerator random;
    private final double powerlinePhase;

    NoiseSource(Noise noise, double samplingRateHz, RandomGenerator random) {
        this.noise = noise;
        this.samplingRateHz = samplingRateHz;
        this.random = random;
        this.powerlinePhase = random.nextDouble(2 * Math.PI);
    }

    void disturb(double[] potential) {
        wander(potential);
        sine(potential, noise.powerlineMv() * random.nextDouble(.3, 1), noise.powerlineHz(), powerlinePhase);
        muscle(potential);
        for (int i = 0; i < potential.length; i++) {
            potential[i] += random.nextGaussian(0, noise.amplifierMv());
        }
    }

    /** Three slow waves; the amplitudes are chosen so that their sum has the wanted root mean square. */
    private void wander(double[] potential) {
        double amplitude = noise.wanderMv() * Math.sqrt(2.0 / 3);
        for (int wave = 0; wave < 3; wave++) {
            sine(potential, amplitude, random.nextDouble(.03, .30), random.nextDouble(2 * Math.PI));
        }
    }

    private void sine(double[] potential, double amplitude, double hertz, double phase) {
        Oscillator oscillator = new Oscillator(2 * Math.PI * hertz / samplingRateHz, phase);
        for (int i = 0; i < potential.length && amplitude > 0; i++) {
            potential[i] += amplitude * oscillator.next();
        }
    }

    /** White noise through a filter of the first order at each end of the band, then brought to its size. */
    private void muscle(double[] potential) {
        if (noise.muscleMv() == 0) {
            return;
        }
        double low = 1 - Math.exp(-2 * Math.PI * MUSCLE_HIGHEST_HZ / samplingRateHz);
        double slow = 1 - Math.exp(-2 * Math.PI * MUSCLE_LOWEST_HZ / samplingRateHz);
        double[] burst = new double[potential.length];
        double smooth = 0;
        double drift = 0;
        double power = 0;
        for (int i = 0; i < burst.length; i++) {
            smooth += low * (random.nextGaussian() - smooth);
            drift += slow * (smooth - drift);
            burst[i] = smooth - drift;
            power += burst[i] * burst[i];
        }
        double gain = noise.muscleMv() / Math.sqrt(power / Math.max(1, burst.length));
        for (int i = 0; i < burst.length; i++) {
            potential[i] += gain * burst[i];
        }
    }
}
