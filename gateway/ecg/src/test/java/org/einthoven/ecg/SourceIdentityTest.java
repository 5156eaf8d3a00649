package org.einthoven.ecg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceIdentityTest {
    @Test
    void anIdentifierThatAnyDatabaseHoldsStaysAsItIs() {
        for (String identifier :
                new String[] {"1.2.840.10008.1", "http://ä.example|№ 1", "\uD83D\uDC93", "x".repeat(255)}) {
            assertThat(of(identifier).identifier()).isEqualTo(identifier);
        }
    }

    @Test
    void whatNoDatabaseHoldsIsReplaced() {
        assertThat(of("1.2\u0000.3").identifier()).isEqualTo("1.2\uFFFD.3");
        assertThat(of("a\nb\u0007\uD83D").identifier()).isEqualTo("a\uFFFDb\uFFFD\uFFFD");
    }

    @Test
    void oneThatIsTooLongIsNamedByItsHash() {
        String one = of("x".repeat(60_000)).identifier();
        assertThat(one).matches("sha256:[0-9a-f]{64}");
        assertThat(of("x".repeat(60_001)).identifier()).isNotEqualTo(one);
        assertThat(of(one).identifier()).isEqualTo(one);
    }

    private static SourceIdentity of(String identifier) {
        return new SourceIdentity(SourceIdentity.Kind.FHIR, identifier, "0".repeat(64));
    }
}
