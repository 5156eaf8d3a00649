package org.einthoven.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelNameTest {
    @ParameterizedTest
    @CsvSource({
        "0.10.0, 0.9.0, 1",
        "1.0.0, 0.99.99, 1",
        "0.1.0, 0.1.0, 0",
        "1, 1.0, 0",
        "2, 1, 1",
        "1.0.0, 1.0.0-rc1, 1",
        "first, second, 0",
        "1.0.0, first, 0"
    })
    void versionsCompareByTheirNumbers(String one, String other, int higher) {
        ModelName first = ModelName.parse("einthoven-ecg " + one);
        ModelName second = ModelName.parse("einthoven-ecg " + other);
        assertThat(first.isHigherThan(second)).isEqualTo(higher == 1);
        assertThat(second.isHigherThan(first)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"one 2.0.0, two 1.0.0", "one, one", "one 1.0.0, one"})
    void modelsOfTwoNamesDoNotCompare(String one, String other) {
        assertThat(ModelName.parse(one).isHigherThan(ModelName.parse(other))).isFalse();
        assertThat(ModelName.parse(other).isHigherThan(ModelName.parse(one))).isFalse();
    }
}
