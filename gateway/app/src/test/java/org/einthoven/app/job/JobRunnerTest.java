package org.einthoven.app.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.einthoven.app.ledger.JobRun;
import org.einthoven.app.ledger.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunnerTest {
    @TempDir
    Path folder;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private Ledger ledger;

    @BeforeEach
    void open() throws Exception {
        ledger = Ledger.open(folder, Clock.systemUTC(), "gateway");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void doesWhatIsDueOnceHoweverOftenItIsStarted() throws Exception {
        Counting job = new Counting(Duration.ofHours(1));
        for (int start = 0; start < 3; start++) {
            look(job, List.of());
        }

        assertThat(job.runs).hasValue(1);
        JobRun run = ledger.jobs().last("counting", "all").orElseThrow();
        assertThat(run.outcome()).isEqualTo("done");
        assertThat(run.tally()).isEqualTo(new JobRun.Tally(3, 2, 1));
        assertThat(registry.get("einthoven.job.missing")
                        .tag("subject", "all")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aClockThatWasPutBackHoldsUpNoJob() throws Exception {
        Counting job = new Counting(Duration.ofHours(1));
        look(job, List.of());
        ledger.close();
        Clock back = Clock.offset(Clock.systemUTC(), Duration.ofHours(-8));
        ledger = Ledger.open(folder, back, "gateway");
        for (int look = 0; look < 2; look++) {
            try (JobRunner runner = new JobRunner(List.of(job), ledger, registry, back)) {
                runner.runDue();
            }
        }

        assertThat(job.runs).as("at once, and then when it is due").hasValue(2);
    }

    @Test
    void doesAgainWhatWasLeftUnfinished() throws Exception {
        Counting job = new Counting(null);
        look(job, List.of());
        assertThat(job.runs).hasValue(0);

        ledger.jobs().begin("counting", "all");
        look(job, List.of());
        look(job, List.of());

        assertThat(job.runs).hasValue(1);
    }

    @Test
    void aSubjectThatFailsStopsNoOther() throws Exception {
        Counting job = new Counting(Duration.ofHours(1));
        look(job, List.of("broken"));

        assertThat(job.runs).hasValue(1);
        assertThat(ledger.jobs().last("counting", "broken").orElseThrow().outcome())
                .isEqualTo("it does not answer");
    }

    @Test
    void aSubjectThatHangsStopsNoOtherAndIsNotBegunAgain() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        Hanging hanging = new Hanging(released);
        Counting other = new Counting(Duration.ofMillis(1));
        try (JobRunner runner =
                new JobRunner(List.of(hanging, other), ledger, registry, Clock.systemUTC(), Duration.ofMillis(100))) {
            runner.runDue();
            runner.runDue();

            assertThat(other.runs).as("the other job").hasValueGreaterThan(0);
            assertThat(hanging.begun).containsExactly("gone", "gone as well");
            assertThat(registry.get("einthoven.job.running.seconds")
                            .tag("subject", "gone")
                            .gauge()
                            .value())
                    .isPositive();
            assertThat(ledger.jobs().last("hanging", "gone").orElseThrow().endedAt())
                    .isNull();

            released.countDown();
            await().until(() -> registry.get("einthoven.job.running.seconds")
                            .tag("subject", "gone")
                            .gauge()
                            .value()
                    == 0);
            runner.runDue();
            assertThat(hanging.begun).contains("there");
        }
    }

    /** Two of its subjects lie where nothing answers, and one does not. */
    private static final class Hanging implements Job {
        private final List<String> begun = new CopyOnWriteArrayList<>();
        private final CountDownLatch released;

        Hanging(CountDownLatch released) {
            this.released = released;
        }

        @Override
        public String name() {
            return "hanging";
        }

        @Override
        public Duration every() {
            return Duration.ofHours(1);
        }

        @Override
        public List<String> subjects() {
            return List.of("gone", "gone as well", "there");
        }

        @Override
        public void run(String subject, Progress progress) {
            begun.add(subject);
            while (!subject.equals("there") && released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    // As a read from a network share that does not answer.
                }
            }
        }
    }

    private void look(Counting job, List<String> broken) {
        job.broken = broken;
        try (JobRunner runner = new JobRunner(List.of(job), ledger, registry, Clock.systemUTC())) {
            runner.runDue();
        }
    }

    private static final class Counting implements Job {
        private final AtomicInteger runs = new AtomicInteger();
        private final Duration every;
        private volatile List<String> broken = List.of();

        Counting(Duration every) {
            this.every = every;
        }

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Duration every() {
            return every;
        }

        @Override
        public List<String> subjects() {
            return broken.isEmpty() ? List.of("all", "end") : List.of("broken", "all", "end");
        }

        @Override
        public void run(String subject, Progress progress) throws IOException {
            if (broken.contains(subject)) {
                throw new IOException("it does not answer");
            }
            if (subject.equals("all")) {
                runs.incrementAndGet();
                progress.compared(3);
                progress.missing(2);
                progress.mended(1);
            }
        }
    }
}
