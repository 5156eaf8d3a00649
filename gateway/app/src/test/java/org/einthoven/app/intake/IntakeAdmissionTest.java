package org.einthoven.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.einthoven.app.configuration.IntakeSettings;
import org.einthoven.app.fhir.IntakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class IntakeAdmissionTest {
    @TempDir
    Path folder;

    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final MeterRegistry registry = new SimpleMeterRegistry();

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

    @Test
    void metricsTellWhatIsRefused() throws Exception {
        IntakeAdmission admission = admission(100, 0);
        assertThat(gauge("TOO_MANY_WAIT")).isZero();
        waiting.set(100);
        assertThat(gauge("TOO_MANY_WAIT")).as("also while nobody sends").isEqualTo(1);
        assertThat(gauge("DISK_FULL")).isZero();

        assertThat(admission.refusal()).isNotNull();
        assertThatThrownBy(() -> admission.require("fhir")).isInstanceOf(IntakeException.class);
        assertThatThrownBy(() -> admission.require("fhir")).isInstanceOf(IntakeException.class);
        waiting.set(99);
        admission.require("fhir");
        assertThat(refused("dicom")).isEqualTo(1);
        assertThat(refused("fhir")).isEqualTo(2);
        assertThat(gauge("TOO_MANY_WAIT")).isZero();
    }

    @Test
    void theLogTellsOnceThatRefusingBeginsAndOnceThatItIsOver() {
        IntakeAdmission admission = admission(100, 0);
        List<String> told = told(() -> {
            for (int second = 0; second < 10; second++) {
                nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                waiting.set(second % 2 == 0 ? 100 : 99);
                admission.refusal();
            }
        });
        assertThat(told).containsExactly("WARN No ECGs are taken from now on: too many ECGs wait to be read");

        told = told(() -> {
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            admission.refusal();
            admission.refusal();
        });
        assertThat(told).containsExactly("INFO ECGs are taken again, and have been for a minute");
    }

    private double gauge(String reason) {
        return registry.get("einthoven.intake.refuses")
                .tag("reason", reason)
                .gauge()
                .value();
    }

    private double refused(String channel) {
        return registry.get("einthoven.intake.refused")
                .tags("channel", channel, "reason", "TOO_MANY_WAIT")
                .counter()
                .count();
    }

    private static List<String> told(Runnable work) {
        Logger logger = (Logger) LoggerFactory.getLogger(RefusalNotes.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            work.run();
        } finally {
            logger.detachAppender(lines);
        }
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }

    private IntakeAdmission admission(int maxWaiting, int freeMegabytes) {
        return IntakeAdmission.live(
                new IntakeSettings(maxWaiting, freeMegabytes),
                List.of(folder),
                waiting::get,
                registry,
                nanos::get,
                Duration.ZERO);
    }
}
