package org.einthoven.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.einthoven.app.ledger.Arrival;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.Replay;
import org.einthoven.app.ledger.RetrySchedule;
import org.einthoven.app.store.ObjectHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that end while they read, for real. */
class InFlightTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ObjectHash POISON = new ObjectHash("a".repeat(64));
    private static final ObjectHash HARMLESS = new ObjectHash("b".repeat(64));

    @TempDir
    Path folder;

    @Test
    void anEcgThatEndsTheProcessIsGivenUpAfterFiveTimesUntilAPersonReleasesIt() throws Exception {
        receive(POISON);
        for (int ends = 1; ends <= 5; ends++) {
            assertThat(entry(POISON).state()).as("after %s ends", ends - 1).isEqualTo(LedgerEntry.State.RECEIVED);
            readAndEnd(ends);
        }
        assertThat(entry(POISON).state()).isEqualTo(LedgerEntry.State.FAILED);
        assertThat(entry(POISON).reason()).isEqualTo("the gateway ended 5 times while it was being read");

        try (Ledger ledger = ledger(6)) {
            ledger.replays().carryOut(new Replay(Replay.Action.RELEASE, EcgFilter.ALL, null, null, 1, "night shift"));
        }
        readAndEnd(6);

        assertThat(entry(POISON).state()).isEqualTo(LedgerEntry.State.RECEIVED);
        assertThat(entry(POISON).reason()).isEqualTo("the gateway ended while it was being read");
    }

    private void readAndEnd(int hour) throws Exception {
        assertThat(readInAnotherProcess(hour)).isEqualTo(Reader.HALTED);
        try (Ledger ledger = ledger(hour);
                InFlight inFlight = InFlight.open(folder.resolve("in-flight"))) {
            new CrashSuspects(ledger, clock(hour)).note(inFlight);
        }
    }

    @Test
    void whatIsReadDoesNotStayInFlight() throws Exception {
        try (InFlight inFlight = InFlight.open(folder.resolve("in-flight"))) {
            int slot = inFlight.enter(HARMLESS);
            int other = inFlight.enter(POISON);
            inFlight.leave(slot);
            assertThat(InFlight.open(folder.resolve("in-flight")).interrupted()).containsExactly(POISON);
            inFlight.leave(other);
        }
        assertThat(InFlight.open(folder.resolve("in-flight")).interrupted()).isEmpty();
    }

    /** Whoever kills a gateway again and again hits what it reads: 9 of 1,850 ECGs were given up after 100 kills. */
    @Test
    void whatIsReadAmongOthersIsNotGivenUpSoSoon() throws Exception {
        receive(POISON);
        receive(HARMLESS);
        for (int end = 1; end < 20; end++) {
            endWhileBothAreRead(end);
        }
        assertThat(List.of(entry(POISON), entry(HARMLESS)))
                .extracting(LedgerEntry::state)
                .containsOnly(LedgerEntry.State.RECEIVED);
        endWhileBothAreRead(20);
        assertThat(entry(HARMLESS).reason()).isEqualTo("the gateway ended 20 times while it was being read");
    }

    private void endWhileBothAreRead(int hours) throws Exception {
        InFlight killed = InFlight.open(folder.resolve("in-flight"));
        killed.enter(POISON);
        killed.enter(HARMLESS);
        try (InFlight next = InFlight.open(folder.resolve("in-flight"));
                Ledger ledger = ledger(hours)) {
            new CrashSuspects(ledger, clock(hours)).note(next);
        }
    }

    @Test
    void anOrderlyEndAccusesNobody() throws Exception {
        try (InFlight inFlight = InFlight.open(folder.resolve("in-flight"))) {
            inFlight.enter(HARMLESS);
        }
        assertThat(InFlight.open(folder.resolve("in-flight")).interrupted()).isEmpty();
    }

    @Test
    void moreThanThereAreSlotsAreReadUnwatched() throws Exception {
        try (InFlight inFlight = InFlight.open(folder.resolve("in-flight"))) {
            int slot = 0;
            while (slot >= 0) {
                slot = inFlight.enter(HARMLESS);
            }
            inFlight.leave(slot);
            assertThat(InFlight.open(folder.resolve("in-flight")).interrupted()).containsExactly(HARMLESS);
        }
    }

    private void receive(ObjectHash object) throws Exception {
        try (Ledger ledger = ledger(0)) {
            ledger.received(new Arrival(object, "dicom", "CART", Lane.LIVE, 9, NOON));
        }
    }

    private LedgerEntry entry(ObjectHash object) throws Exception {
        try (Ledger ledger = ledger(0)) {
            Optional<LedgerEntry> entry = ledger.search().find(object);
            return entry.orElseThrow();
        }
    }

    private int readInAnotherProcess(int hours) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Reader.class.getName(),
                        folder.toString(),
                        String.valueOf(hours))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Ledger ledger(int hours) throws Exception {
        return Ledger.open(folder, clock(hours), "node-1");
    }

    /** Each process runs an hour after the one before, when every pause is over. */
    private static Clock clock(int hours) {
        return Clock.fixed(NOON.plus(Duration.ofHours(hours)), ZoneOffset.UTC);
    }

    /** Takes what is due out of the schedule, begins to read it, and ends without a word. */
    static final class Reader {
        static final int HALTED = 7;

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            Ledger ledger = Ledger.open(folder, clock(Integer.parseInt(arguments[1])), "node-1");
            ledger.schedule().recoverEcgs(Lane.LIVE, Duration.ZERO);
            InFlight inFlight = InFlight.open(folder.resolve("in-flight"));
            for (RetrySchedule.DueEcg due : ledger.schedule().claimEcgs(Lane.LIVE, 9)) {
                inFlight.enter(due.object());
                Runtime.getRuntime().halt(HALTED);
            }
        }
    }
}
