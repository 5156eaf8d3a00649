package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BatchMemoryTest {
    private static final long GIBI = 1L << 30;

    @Test
    void batchesThatAreFilledAheadFitIntoMemory() {
        // Three batches of 32 windows, 30,000 values of four bytes and as many of their mask: 69 MB.
        assertThatCode(() -> BatchMemory.require("--batch", 32, 1, GIBI)).doesNotThrowAnyException();
        assertThatThrownBy(() -> BatchMemory.require("--batch", 3200, 1, GIBI))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--batch 3200 takes 2197 MiB of memory, and Java may use 1024: take fewer");
        assertThatThrownBy(() -> BatchMemory.require("--patients", Integer.MAX_VALUE, 3, Long.MAX_VALUE))
                .hasMessageContaining("6442450941 windows: the most is 71582");
    }
}
