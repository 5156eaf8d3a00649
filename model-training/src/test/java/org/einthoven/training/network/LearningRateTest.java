package org.einthoven.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LearningRateTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-12);

    @Test
    void risesThenFallsAlongACosine() {
        LearningRate rate = new LearningRate(0.002, 10, 110);

        assertThat(rate.at(5)).isCloseTo(0.001, CLOSE);
        assertThat(rate.at(10)).isCloseTo(0.002, CLOSE);
        assertThat(rate.at(60)).isCloseTo(0.001, CLOSE);
        assertThat(rate.at(110)).isCloseTo(0, CLOSE);
    }

    @Test
    void doesWithoutWarmUp() {
        assertThat(new LearningRate(1, 0, 2).at(1)).isCloseTo(0.5, CLOSE);
    }

    @Test
    void refusesAWarmUpAsLongAsTheTraining() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LearningRate(1, 5, 5));
    }
}
