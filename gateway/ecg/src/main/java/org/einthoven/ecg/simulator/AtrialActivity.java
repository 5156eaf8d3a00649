package org.einthoven.ecg.simulator;

import java.util.random.RandomGenerator;

/**
 * What atria without P waves do all the time: a sawtooth of three harmonics in each of the dipole's axes, whose frequency
 * swings a little where they fibrillate.
 *
 * @param hertz waves a second
 * @param swing by how many hertz the frequency goes up and down, five seconds a turn
 * @param amplitude of the sawtooth, from the middle, in mV; negative where it is upside down
 * @see <a href="https://doi.org/10.1109/TBME.2001.915713">Stridh and Sörnmo, IEEE Trans. Biomed. Eng. 2001;48:105</a>
 */
record AtrialActivity(double hertz, double swing, double phase, Vector amplitude) {
    static final AtrialActivity NONE = new AtrialActivity(0, 0, 0, new Vector(0, 0, 0));

    private static final int HARMONICS = 3;
    private static final double SWINGS_PER_SECOND = .2;
    /** The root mean square of the three harmonics of a sawtooth of amplitude 1. */
    private static final double RMS = Math.sqrt((1 + 1.0 / 4 + 1.0 / 9) / 2) * 2 / Math.PI;
    /** From a flutter wave's steep end to the QRS complex that it is conducted to. */
    private static final double CONDUCTION_SECONDS = .16;

    static AtrialActivity of(Rhythm rhythm, RandomGenerator random) {
        return switch (rhythm.kind()) {
            case ATRIAL_FIBRILLATION ->
                new AtrialActivity(
                        random.nextDouble(4, 7),
                        .25,
                        random.nextDouble(),
                        new Vector(
                                        random.nextDouble(.015, .045),
                                        random.nextDouble(.015, .040),
                                        random.nextDouble(.025, .070))
                                .times(1 / RMS));
            case ATRIAL_FLUTTER ->
                new AtrialActivity(
                        flutter(rhythm.flutterBpm(), random.nextDouble(250, 350)) / 60,
                        0,
                        random.nextDouble(),
                        new Vector(
                                random.nextDouble(-.02, .02),
                                -random.nextDouble(.08, .20),
                                random.nextDouble(-.06, -.01)));
            case SINUS, SINUS_ARRHYTHMIA -> NONE;
        };
    }

    private static double flutter(double wanted, double chance) {
        return wanted == 0 ? chance : wanted;
    }

    /** -1 to 1 and a little more, as three harmonics overshoot. */
    double at(double seconds) {
        if (hertz == 0) {
            return 0;
        }
        double turns = turns(seconds);
        double sum = 0;
        for (int k = 1; k <= HARMONICS; k++) {
            sum += Math.sin(2 * Math.PI * k * turns) / k;
        }
        return sum * 2 / Math.PI;
    }

    private double turns(double seconds) {
        double swung = swing / (2 * Math.PI * SWINGS_PER_SECOND) * Math.sin(2 * Math.PI * SWINGS_PER_SECOND * seconds);
        return phase + hertz * seconds + swung;
    }

    /** When the ventricles beat next: after the second to fourth wave, as near to the wanted rate as these allow. */
    double nextConducted(double time, double rr, RandomGenerator random) {
        double wanted = rr * hertz;
        int waves = (int) Math.round(Math.min(4, Math.max(2, wanted)));
        if (random.nextDouble() < .15) {
            waves = Math.min(4, Math.max(2, waves + (random.nextBoolean() ? 1 : -1)));
        }
        double lastWave = Math.round((time - CONDUCTION_SECONDS) * hertz + phase);
        return (lastWave + waves - phase) / hertz + CONDUCTION_SECONDS + random.nextGaussian(0, .003);
    }
}
