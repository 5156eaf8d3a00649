package org.einthoven.encoder;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.einthoven.ecg.NormalisedEcg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowCheckTest {
    private static final int SAMPLE_17_OF_V2 = 7 * NormalisedEcg.SAMPLES + 17;

    @Test
    void letsAWindowPassWhoseMaskAndSamplesAgree() {
        NormalisedEcg window = Windows.noise(1);
        window.samples()[SAMPLE_17_OF_V2] = 0;
        window.valid()[SAMPLE_17_OF_V2] = false;
        assertThatCode(() -> WindowCheck.check(List.of(window, window))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesASampleThatIsNotFinite(float value) {
        NormalisedEcg window = Windows.noise(1);
        window.samples()[SAMPLE_17_OF_V2] = value;
        assertThatThrownBy(() -> WindowCheck.check(List.of(Windows.noise(2), window)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the sample at window 1, lead V2, index 17 is not finite");
    }

    @Test
    void refusesASampleThatTheMaskCallsInvalid() {
        NormalisedEcg window = Windows.noise(1);
        window.samples()[SAMPLE_17_OF_V2] = 0.5f;
        window.valid()[SAMPLE_17_OF_V2] = false;
        assertThatThrownBy(() -> WindowCheck.check(List.of(window)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the sample at window 0, lead V2, index 17 is not 0 though the mask says invalid");
    }

    @Test
    void refusesAWindowWithoutAnyValidSample() {
        var blank = new NormalisedEcg(0, new float[NormalisedEcg.SIZE], new boolean[NormalisedEcg.SIZE]);
        assertThatThrownBy(() -> WindowCheck.check(List.of(blank)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("window 0 has no valid sample");
    }

    @Test
    void refusesARecordingWithoutWindows() {
        assertThatThrownBy(() -> WindowCheck.check(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an inference needs at least one window");
    }
}
