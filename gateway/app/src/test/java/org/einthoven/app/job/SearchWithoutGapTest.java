package org.einthoven.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.einthoven.app.SettableClock;
import org.einthoven.app.intake.EcgCollection;
import org.einthoven.app.intake.IncompleteListException;
import org.einthoven.app.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pull that was away, or failed, for longer than its window: nothing of the time between is passed over. */
class SearchWithoutGapTest {
    private static final Instant BEGINNING = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration PATIENCE = Duration.ofDays(30);

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(BEGINNING);
    private final Archive archive = new Archive();
    private final TreeSet<String> taken = new TreeSet<>();

    @Test
    void aNewSourceIsSearchedForItsWindow() throws Exception {
        run();
        assertThat(archive.asked).containsExactly(span("P-1D", "PT0S"));
    }

    @Test
    void theNextSearchGoesOnFromTheLast() throws Exception {
        run();
        after("PT10M");
        run();
        assertThat(archive.asked.get(1)).isEqualTo(span("P-1D", "PT10M"));
    }

    /** The gateway, the network or the archive was away: what was made meanwhile is found. */
    @Test
    void whatWasMadeWhileNobodyAskedIsFound() throws Exception {
        run();
        archive.isAway = true;
        for (int day = 1; day <= 4; day++) {
            after("P" + day + "D");
            archive.has("ecg-" + day);
            run();
        }
        assertThat(taken).isEmpty();
        archive.isAway = false;
        after("P5D");
        run();
        assertThat(archive.last()).isEqualTo(span("P-1D", "P5D"));
        assertThat(taken).containsExactly("ecg-1", "ecg-2", "ecg-3", "ecg-4");
        after("P5DT10M");
        run();
        assertThat(archive.last()).as("then no more").isEqualTo(span("P4D", "P5DT10M"));
    }

    /** A source whose very first search failed was promised its window from then on. */
    @Test
    void aSourceThatNeverAnsweredIsSearchedFromItsFirstDay() throws Exception {
        archive.isAway = true;
        run();
        after("P3D");
        archive.isAway = false;
        run();
        assertThat(archive.last()).isEqualTo(span("P-1D", "P3D"));
    }

    @Test
    void aLongTimeIsSearchedInPiecesThatStayDone() throws Exception {
        run();
        after("P20D");
        archive.failsFrom = BEGINNING.plus(Duration.ofDays(10));
        run();
        assertThat(archive.asked)
                .containsExactly(
                        span("P-1D", "PT0S"), span("P-1D", "P6D"), span("P6D", "P13D")); // the second of these fails
        archive.failsFrom = Instant.MAX;
        archive.asked.clear();
        after("P20DT1H");
        run();
        assertThat(archive.asked).containsExactly(span("P5D", "P12D"), span("P12D", "P19D"), span("P19D", "P20DT1H"));
    }

    /** However long the window, going back by it is no way back to the beginning. */
    @Test
    void piecesAreLongerThanTheWindow() throws Exception {
        Duration month = Duration.ofDays(31);
        run(month);
        assertThat(archive.asked).containsExactly(span("P-31D", "PT0S"));
        after("P100D");
        archive.asked.clear();
        run(month);
        assertThat(archive.asked).containsExactly(span("P-31D", "P31D"), span("P31D", "P93D"), span("P93D", "P100D"));
    }

    /** An answer that was cut off is searched again, and all else is taken. */
    @Test
    void whatMayNotBeAllIsSearchedAgain() throws Exception {
        run();
        archive.gap = "cut off";
        for (int day = 1; day <= 3; day++) {
            after("P" + day + "D");
            archive.has("ecg-" + day);
            assertThat(run()).isEqualTo("cut off");
            assertThat(archive.last()).isEqualTo(span("P-1D", "P" + day + "D"));
        }
        assertThat(taken).containsExactly("ecg-1", "ecg-2", "ecg-3");
        archive.gap = null;
        after("P3DT1H");
        assertThat(run()).isEqualTo("done");
        after("P3DT2H");
        run();
        assertThat(archive.last()).isEqualTo(span("P2DT1H", "P3DT2H"));
    }

    /** As long as an archive's disk may be repaired, and no longer: one object that is lost must not make it longer for ever. */
    @Test
    void whatCannotBeFetchedIsAskedForThirtyDays() throws Exception {
        archive.has("lost");
        run();
        for (int day : new int[] {1, 29, 30, 31, 32, 33, 34}) {
            after("P" + day + "D");
            archive.asked.clear();
            run();
            // From the thirty-third day on it is not among what is searched, and all that is can be fetched.
            int from = day <= 31 ? -1 : day <= 33 ? day - 32 : day - 2;
            assertThat(archive.asked.get(0).since()).as("day %d", day).isEqualTo(BEGINNING.plus(Duration.ofDays(from)));
        }
    }

    @Test
    void aClockThatWentWrongHidesNothing() throws Exception {
        after("P3650D");
        run();
        after("P1D");
        archive.isAway = true;
        run();
        assertThat(archive.last()).isEqualTo(span("PT0S", "P1D"));
        archive.isAway = false;
        after("P4D");
        run();
        assertThat(archive.last()).isEqualTo(span("PT0S", "P4D"));
    }

    private void after(String time) {
        clock.now = BEGINNING.plus(Duration.parse(time));
    }

    private static Span span(String since, String until) {
        return new Span(BEGINNING.plus(Duration.parse(since)), BEGINNING.plus(Duration.parse(until)));
    }

    private String run() throws Exception {
        return run(WINDOW);
    }

    /** Each run as if the gateway had been started for it. */
    private String run(Duration window) throws Exception {
        try (Ledger ledger = Ledger.open(folder, clock, "gateway")) {
            Job job = new SourceReconciliation(
                    Pull.NAME,
                    ledger,
                    ecg -> taken.add(new String(ecg, StandardCharsets.UTF_8)),
                    List.of(archive),
                    new SourceReconciliation.Reach(Duration.ofNanos(1), window, PATIENCE),
                    clock);
            try (JobRunner runner = new JobRunner(List.of(job), ledger, new SimpleMeterRegistry(), clock)) {
                runner.runDue();
            }
            return String.valueOf(
                    ledger.jobs().last(Pull.NAME, "archive").orElseThrow().outcome());
        }
    }

    private record Span(Instant since, Instant until) {}

    /** An archive whose ECGs are of the time at which it got them; "lost" cannot be fetched. */
    private final class Archive implements EcgCollection {
        final List<Span> asked = new ArrayList<>();
        private final List<Item> items = new ArrayList<>();
        boolean isAway;
        Instant failsFrom = Instant.MAX;

        @Nullable
        String gap;

        void has(String name) {
            items.add(new Item(name, clock.instant().toString(), name));
        }

        Span last() {
            return asked.get(asked.size() - 1);
        }

        @Override
        public String name() {
            return "archive";
        }

        @Override
        public Stream<Item> list(@Nullable Instant since, @Nullable Instant until) throws IOException {
            Instant end = until == null ? clock.instant() : until;
            asked.add(new Span(since, end));
            if (isAway || end.isAfter(failsFrom)) {
                throw new IOException("away");
            }
            Stream<Item> found = items.stream()
                    .filter(item -> !Instant.parse(item.version()).isBefore(since)
                            && !Instant.parse(item.version()).isAfter(end));
            return gap == null ? found : Stream.concat(found, Stream.of(gap).map(this::end));
        }

        private Item end(String told) {
            throw new UncheckedIOException(new IncompleteListException(told));
        }

        @Override
        public byte[] fetch(Item item, int mostBytes) throws IOException {
            if (item.key().equals("lost")) {
                throw new IOException("cannot be fetched");
            }
            return item.key().getBytes(StandardCharsets.UTF_8);
        }
    }
}
