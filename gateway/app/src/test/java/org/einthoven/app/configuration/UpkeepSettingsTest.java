package org.einthoven.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpkeepSettingsTest {
    @TempDir
    Path folder;

    @Test
    void readsAllOfIt() throws Exception {
        UpkeepSettings settings = read("""
                reconciliation: {every: 30m, window: 2d, folders: [/ecgs]}
                retention: {originals: 3650d, ledger: forever, reports: 365d}
                backfill: {maxWaiting: 50}
                """);

        assertThat(settings.reconciliation())
                .isEqualTo(new UpkeepSettings.Reconciliation(
                        Duration.ofMinutes(30), Duration.ofDays(2), java.util.List.of(Path.of("/ecgs"))));
        assertThat(settings.retention())
                .isEqualTo(new UpkeepSettings.Retention(Duration.ofDays(3650), null, Duration.ofDays(365)));
        assertThat(settings.backfillMaxWaiting()).isEqualTo(50);
    }

    @Test
    void comparesEveryHourAndKeepsForeverByDefault() throws Exception {
        assertThat(read("")).isEqualTo(UpkeepSettings.STANDARD);
        assertThat(read("reconciliation: {every: off}").reconciliation().every())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reconciliation: {every: soon} | :1:25: reconciliation.every must be a number with a unit",
                "reconciliation: {windows: 1h} | :1:18: reconciliation.windows is unknown",
                "retention: {originals: 0d} | :1:24: retention.originals must be a number with a unit",
                "retention: {ledger: 30d} | :1:21: retention.ledger must not be shorter than retention.originals",
                "retention: {reports: 1h} | :1:22: retention.reports must not be shorter than reconciliation.window",
                "backfill: {maxWaiting: 0} | :1:24: backfill.maxWaiting must be a whole number from 1"
            })
    void tellsWhatIsWrongAndWhere(String yaml, String fault) {
        assertThatThrownBy(() -> read(yaml)).hasMessageContaining(fault);
    }

    private UpkeepSettings read(String yaml) throws Exception {
        Files.writeString(folder.resolve("einthoven.yaml"), yaml);
        return GatewayConfiguration.read(folder, Map.of()).upkeep();
    }
}
