package org.einthoven.ecg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadTest {
    @ParameterizedTest
    @CsvSource({
        "I,I",
        "LEAD_I,I",
        "Lead II,II",
        "lead avr,aVR",
        "AVF,aVF",
        "v1,V1",
        "' V6 ',V6",
        "MDC_ECG_LEAD_III,III",
        "MLII,MLII",
        "V7,V7",
        "X,X"
    })
    void knowsALabel(String label, String name) {
        assertThat(Lead.of(label)).isEqualTo(new Lead(name));
    }

    @Test
    void forgivesNulPadding() {
        assertThat(Lead.of("V2\0")).isEqualTo(Lead.V2);
    }

    @Test
    void refusesNothing() {
        assertThatThrownBy(() -> Lead.of(" \0")).isInstanceOf(IllegalArgumentException.class);
    }
}
