package org.einthoven.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void countsMultiplications() {
        // Stem 625 × 15 × 24 × 2; stage 625 × 3 × (2·2 + 2·2), no shortcut; a tower layer of one channel: (500 + 200) ×
        // 25, (250 + 100) × 25, (125 + 50) × 25.
        Architecture one = new Architecture(List.of(2), 3, 15, 4, 1);
        assertThat(one.multiplications()).isEqualTo(625 * 15 * 24 * 2 + 625 * 3 * 8 + 25 * (700 + 350 + 175));
        // The second stage: 313 × (3 × (2·4 + 4·4) + 2·4).
        Architecture two = new Architecture(List.of(2, 4), 3, 15, 4, 1);
        assertThat(two.multiplications() - one.multiplications()).isEqualTo(313 * (3 * (8 + 16) + 8));
    }

    @Test
    void sizesAreAsTheirNamesSay() {
        assertThat(EncoderModel.random(Architecture.named("small"), 1).count()).isBetween(60_000L, 80_000L);
        assertThat(EncoderModel.random(Architecture.named("standard"), 1).count())
                .isBetween(650_000L, 800_000L);
        assertThat(EncoderModel.random(Architecture.named("large"), 1).count()).isBetween(6_000_000L, 6_600_000L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.named("huge"))
                .withMessageContaining("small, standard or large");
    }
}
