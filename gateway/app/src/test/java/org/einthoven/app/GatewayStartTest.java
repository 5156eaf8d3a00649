package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway that cannot start says. */
class GatewayStartTest {
    @TempDir
    Path data;

    @Test
    void aBrokenLedgerIsNamedWithItsFileAndItsRemedy() throws Exception {
        Path file = Files.writeString(data.resolve("ledger.db"), "this is no database, but a text. ".repeat(100));
        GatewayConfiguration configuration =
                GatewayConfiguration.read(TestGateways.SMALL, TestGateways.environment(data));

        assertThatThrownBy(() -> Gateway.start(configuration, any -> new TestGateways.MeanEncoder()))
                .isInstanceOf(GatewayException.class)
                .hasMessageStartingWith(
                        "the gateway cannot start: the ledger " + file + " cannot be opened: the database failed with")
                .hasMessageContaining("SQLITE_NOTADB")
                .hasMessageEndingWith("; docs/repair.md (A broken ledger) tells how it is made anew");
    }
}
