package org.einthoven.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackfillProgressTest {
    /** What an earlier run settled is passed over in no time, and would make an hour seem a second. */
    @ParameterizedTest
    @CsvSource({
        "100, 0, 400, '100 of 400 files, 10.0 a second, 0:00:30 left'",
        "100, 900000, 936100, '900100 of 936100 files, 10.0 a second, 1:00:00 left'",
        "100, 900000, 900100, '900100 of 900100 files, 10.0 a second, 0:00:00 left'",
        "0, 900000, 936100, '900000 of 936100 files, 0.0 a second'",
        "100, 900000, -1, '900100 files, 10.0 a second'"
    })
    void theRateIsThatOfThisRun(long done, long over, long total, String line) {
        assertThat(BackfillProgress.line(done, over, total, Duration.ofSeconds(10)))
                .isEqualTo(line);
    }
}
