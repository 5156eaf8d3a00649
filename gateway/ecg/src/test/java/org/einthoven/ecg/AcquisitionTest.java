package org.einthoven.ecg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcquisitionTest {
    private static Acquisition of(String text) {
        return new Acquisition(null, text, false, null, null, null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20130125", "20130125105919", "2013-01-25", "2013-01-25T10:59:19+01:00", "20130125 105919"})
    void aDayIsKnownWithoutATimeZone(String text) {
        assertThat(of(text).day()).isEqualTo(LocalDate.of(2013, 1, 25));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2013", "201301", "20139999", "yesterday", "25.01.2013"})
    void anythingElseIsNone(String text) {
        assertThat(of(text).day()).isNull();
    }

    @Test
    void noTextIsNone() {
        assertThat(Acquisition.UNKNOWN.day()).isNull();
    }
}
