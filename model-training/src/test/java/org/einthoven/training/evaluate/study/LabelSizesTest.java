package org.einthoven.training.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSizesTest {
    @Test
    void sizesDoubleAndTheLastIsAll() {
        assertThat(LabelSizes.STANDARD.upTo(100)).containsExactly(16, 32, 64, 100);
        assertThat(LabelSizes.STANDARD.upTo(64)).containsExactly(16, 32, 64);
        assertThat(LabelSizes.STANDARD.upTo(9)).containsExactly(9);
        assertThat(LabelSizes.STANDARD.draws(512)).isEqualTo(10);
        assertThat(LabelSizes.STANDARD.draws(513)).isEqualTo(3);
    }

    @Test
    void fewerOfBothForThoseWhoCannotWait() {
        LabelSizes cheap = LabelSizes.STANDARD.withDraws(5).withSizes(List.of("64", " 16", "all", "16"));

        assertThat(cheap.upTo(1000)).containsExactly(16, 64, 1000);
        assertThat(cheap.upTo(40)).containsExactly(16, 40);
        assertThat(cheap.draws(16)).isEqualTo(5);
        assertThat(cheap.draws(1000)).isEqualTo(3);
        assertThat(LabelSizes.STANDARD.withSizes(List.of("all")).upTo(70)).containsExactly(70);
    }

    @ParameterizedTest
    @CsvSource({
        "many, a size is a number of labels or 'all'",
        "1, at least 2 records",
        "-16, at least 2 records",
        "1e3, not '1e3'",
        "'', not ''"
    })
    void whatIsNoSizeIsTold(String word, String told) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSizes.STANDARD.withSizes(List.of(word)))
                .withMessageContaining(told);
    }

    @Test
    void nothingIsDrawnLessThanOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> LabelSizes.STANDARD.withDraws(0));
    }
}
