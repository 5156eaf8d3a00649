package org.einthoven.ecg.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecorderTest {
    private static final double RATE = 500;

    private static double[] sine(double hertz) {
        double[] values = new double[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sin(2 * Math.PI * hertz * i / RATE);
        }
        return values;
    }

    /** How much of a sine is left when the filters have settled. */
    private static double left(Recorder recorder, double hertz) {
        double[] values = sine(hertz);
        recorder.record(values, RATE);
        double power = 0;
        for (int i = 10_000; i < values.length; i++) {
            power += values[i] * values[i] / 5000;
        }
        return Math.sqrt(power);
    }

    @ParameterizedTest
    @CsvSource({
        ".5, 0, 0, .5, .707",
        ".5, 0, 0, 10, 1",
        "0, 40, 0, 40, .707",
        "0, 40, 0, 4, 1",
        "0, 40, 0, 120, .075",
        "0, 0, 50, 50, 0",
        "0, 0, 50, 30, 1",
        "0, 300, 0, 200, 1"
    })
    void passesAndStopsWhatItsFiltersSay(double high, double low, double notch, double hertz, double expected) {
        assertThat(left(new Recorder(1, high, low, notch), hertz)).isCloseTo(expected, within(.02));
    }

    @Test
    void scalesByItsGain() {
        assertThat(left(new Recorder(1.1, 0, 0, 0), 5)).isCloseTo(1.1, within(1e-3));
    }

    @Test
    void beginsWithoutAJump() {
        double[] values = new double[100];
        java.util.Arrays.fill(values, 3);
        new Recorder(1, 0, 40, 50).record(values, RATE);
        assertThat(values).usingComparatorWithPrecision(1e-9).containsOnly(3);

        new Recorder(1, .05, 0, 0).record(values, RATE);
        assertThat(values).usingComparatorWithPrecision(1e-9).containsOnly(0);
    }

    @Test
    void refusesWhatNoDeviceHas() {
        assertThatThrownBy(() -> new Recorder(0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Recorder(1, -1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Recorder(1, 0, Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
