package org.einthoven.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.einthoven.app.configuration.IntakeSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeAdmissionTest {
    @TempDir
    Path folder;

    private final AtomicLong waiting = new AtomicLong();

    @Test
    void takesWhileFewerWaitThanMay() {
        IntakeAdmission admission = admission(100, 0);

        waiting.set(99);
        assertThat(admission.current()).isEmpty();
        assertThat(admission.refusal()).isNull();
        waiting.set(100);
        assertThat(admission.current()).map(Refusal::kind).contains(Refusal.Kind.TOO_MANY_WAIT);
        waiting.set(99);
        assertThat(admission.current()).isEmpty();
    }

    @Test
    void takesWhenNobodyKnowsHowManyWait() {
        waiting.set(-1);

        assertThat(admission(100, 0).current()).isEmpty();
    }

    @Test
    void takesNothingWhenADiskIsNearlyFull() {
        assertThat(admission(100, 100_000_000).current()).map(Refusal::kind).contains(Refusal.Kind.DISK_FULL);
    }

    @Test
    void itsReasonsFitIntoAnErrorComment() {
        waiting.set(1_000);

        assertThat(admission(100, 0).refusal()).hasSizeLessThanOrEqualTo(64);
        assertThat(admission(100, 100_000_000).refusal()).hasSizeLessThanOrEqualTo(64);
    }

    private IntakeAdmission admission(int maxWaiting, int freeMegabytes) {
        return new IntakeAdmission(
                new IntakeSettings(maxWaiting, freeMegabytes), List.of(folder), waiting::get, Duration.ZERO);
    }
}
