package org.einthoven.training.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordGroupsTest {
    @ParameterizedTest
    @CsvSource({
        "59.9, under 60/min",
        "60, 60-99/min",
        "99.9, 60-99/min",
        "100, 100/min and over",
        "310, 100/min and over",
        "NaN, not measured"
    })
    void heartRatesHaveBands(float rate, String band) {
        assertThat(RecordGroups.heartRate(rate)).isEqualTo(band);
    }
}
