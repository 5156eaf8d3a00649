package org.einthoven.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.einthoven.app.fhir.IntakeException;
import org.einthoven.app.intake.EcgCollection;
import org.einthoven.app.intake.FileIntake;
import org.einthoven.app.ledger.JobRun;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.store.ObjectHash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceReconciliationTest {
    @TempDir
    Path folder;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> taken = new ArrayList<>();

    @Test
    void filesThatCannotBeTakenAreCountedAndKeepNoOther() throws Exception {
        List<String> files = new ArrayList<>(
                IntStream.range(0, 12).mapToObj(i -> "broken-" + i).toList());
        files.add("letter");
        files.add("ecg");

        JobRun run = run(files);

        assertThat(taken).containsExactly("ecg");
        assertThat(run.outcome())
                .isEqualTo("done; 13 files could not be taken as ECGs; the first: the file cannot be read");
        assertThat(run.tally()).isEqualTo(new JobRun.Tally(14, 1, 1));
        assertThat(registry.get("einthoven.job.runs")
                        .tag("outcome", "done")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aRunThatEndsEarlySaysWhatItCouldNotTakeBefore() throws Exception {
        JobRun run = run(List.of("letter", "full", "ecg"));

        assertThat(taken).isEmpty();
        assertThat(run.outcome())
                .isEqualTo("The disk is full.; 1 file could not be taken as an ECG; the first: It is not an ECG.");
    }

    @Test
    void aRunWithoutSuchFilesIsDone() throws Exception {
        assertThat(run(List.of("ecg")).outcome()).isEqualTo("done");
    }

    private JobRun run(List<String> files) throws Exception {
        Clock clock = Clock.systemUTC();
        try (Ledger ledger = Ledger.open(folder, clock, "gateway")) {
            Job job = new SourceReconciliation(
                    SourceReconciliation.NAME,
                    ledger,
                    ecg -> !accept(ecg).known(),
                    List.of(new Names(files)),
                    new SourceReconciliation.Reach(Duration.ofHours(1), Duration.ofHours(48), Duration.ZERO),
                    clock);
            try (JobRunner runner = new JobRunner(List.of(job), ledger, registry, clock)) {
                runner.runDue();
            }
            return ledger.jobs().last("source-reconciliation", "names").orElseThrow();
        }
    }

    private FileIntake.Receipt accept(byte[] file) throws IntakeException {
        String name = new String(file, StandardCharsets.UTF_8);
        switch (name) {
            case "letter" -> throw new IntakeException(IntakeException.Kind.UNREADABLE, "It is not an ECG.");
            case "full" -> throw new IntakeException(IntakeException.Kind.STORAGE_FULL, "The disk is full.");
            default -> taken.add(name);
        }
        return new FileIntake.Receipt(new ObjectHash("0".repeat(64)), false);
    }

    /** Files whose content is their name; those whose name begins with "broken" cannot be read. */
    private record Names(List<String> files) implements EcgCollection {
        @Override
        public String name() {
            return "names";
        }

        @Override
        public Stream<Item> list(@Nullable Instant since, @Nullable Instant until) {
            return files.stream().map(name -> new Item(name, "1", null));
        }

        @Override
        public byte[] fetch(Item item, int mostBytes) throws IOException {
            if (item.key().startsWith("broken")) {
                throw new IOException("the file cannot be read");
            }
            return item.key().getBytes(StandardCharsets.UTF_8);
        }
    }
}
