package org.einthoven.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.einthoven.app.SettableClock;
import org.einthoven.app.configuration.UpkeepSettings;
import org.einthoven.app.ledger.Arrival;
import org.einthoven.app.ledger.Commitment;
import org.einthoven.app.ledger.Commitments;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.app.ledger.MadeReport;
import org.einthoven.app.ledger.Replay;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.dicom.network.CommitmentRequest;
import org.einthoven.dicom.network.SopReference;
import org.einthoven.ecg.Delivery;
import org.einthoven.ecg.SourceIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration TEN_DAYS = Duration.ofDays(10);

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(START);
    private Ledger ledger;
    private ObjectStore objects;

    @BeforeEach
    void open() throws Exception {
        ledger = Ledger.open(folder, clock, "gateway");
        objects = ObjectStore.open(folder.resolve("objects"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void removesOriginalsThatAreSettledAndOldAndNoOthers() throws Exception {
        ObjectHash delivered = delivered("delivered");
        ObjectHash waiting = interpreted("waiting");
        ObjectHash failed = interpreted("failed");
        ledger.delivery("r-failed", new Delivery("ehr", Delivery.State.FAILED, 1, "refused"), null);
        ObjectHash quarantined = received("quarantined");
        ledger.quarantined(quarantined, "no ECG");
        ObjectHash unread = received("unread");
        ObjectHash dismissed = received("dismissed");
        ledger.quarantined(dismissed, "no ECG");
        ledger.replays()
                .carryOut(
                        new Replay(Replay.Action.DISMISS, EcgFilter.of(dismissed.hex()), null, null, 1, "night shift"));
        clock.now = START.plus(Duration.ofDays(9));
        ObjectHash young = delivered("young");

        clock.now = START.plus(Duration.ofDays(11));
        run(originals());
        for (ObjectHash removed : List.of(delivered, dismissed)) {
            assertThat(objects.contains(removed)).isFalse();
            assertThat(entry(removed).removed()).isTrue();
        }
        for (ObjectHash kept : List.of(waiting, failed, quarantined, unread, young)) {
            assertThat(objects.contains(kept)).isTrue();
            assertThat(entry(kept).removed()).isFalse();
        }
        assertThat(objects.retired().list()).containsExactlyInAnyOrder(delivered, dismissed);

        clock.now = START.plus(Duration.ofDays(11)).plus(Duration.ofHours(22));
        run(originals());
        assertThat(objects.retired().list()).as("less than a day later").hasSize(2);

        clock.now = START.plus(Duration.ofDays(12));
        run(originals());
        assertThat(objects.retired().list()).isEmpty();
        assertThat(objects.contains(delivered)).isFalse();
    }

    @Test
    void keepsWhatThisGatewayCommitted() throws Exception {
        ObjectHash committed = delivered("committed");
        ObjectHash other = delivered("other");
        commit("uid of committed", committed);

        clock.now = START.plus(Duration.ofDays(4000));
        run(originals());
        assertThat(objects.contains(committed)).isTrue();
        assertThat(entry(committed).removed()).isFalse();
        assertThat(objects.contains(other)).isFalse();
    }

    /** The commitments were lost with the ledger: their senders may have deleted their own. */
    @Test
    void keepsWhatMayHaveBeenCommittedBeforeTheLedgerWasRebuilt() throws Exception {
        ObjectHash ecg = objects.put("an ECG".getBytes(StandardCharsets.UTF_8));
        ObjectHash resource = objects.put("a resource".getBytes(StandardCharsets.UTF_8));
        ledger.rebuilding()
                .received(
                        List.of(
                                new Arrival(ecg, "dicom", "CART1", Lane.BACKFILL, 6, START),
                                new Arrival(resource, "fhir", null, Lane.BACKFILL, 10, START)),
                        Duration.ZERO);
        for (ObjectHash rebuilt : List.of(ecg, resource)) {
            ledger.quarantined(rebuilt, "no ECG");
            ledger.replays()
                    .carryOut(new Replay(
                            Replay.Action.DISMISS, EcgFilter.of(rebuilt.hex()), null, null, 1, "night shift"));
        }

        clock.now = START.plus(Duration.ofDays(4000));
        run(originals());
        assertThat(objects.contains(ecg)).isTrue();
        assertThat(objects.contains(resource)).isFalse();
    }

    /** Between the two steps of a removal: the ledger does not call it removed, so it goes back at once. */
    @Test
    void whatIsCommittedWhileItIsPutAsideGoesBackAtOnce() throws Exception {
        ObjectHash committed = delivered("committed");
        ObjectHash other = delivered("other");
        clock.now = START.plus(Duration.ofDays(11));
        ledger.close();
        CountDownLatch once = new CountDownLatch(1);
        ledger = Ledger.open(
                folder,
                new SettableClock(clock.now) {
                    @Override
                    public Instant instant() {
                        // The ledger asks for the time when it is to note the removal.
                        if (!objects.contains(committed) && once.getCount() > 0) {
                            once.countDown();
                            commit("uid of committed", committed);
                        }
                        return super.instant();
                    }
                },
                "gateway");
        run(originals());
        assertThat(once.getCount()).isZero();
        assertThat(objects.contains(committed)).isTrue();
        assertThat(entry(committed).removed()).isFalse();
        assertThat(objects.retired().list()).containsExactly(other);
    }

    private void commit(String uid, ObjectHash object) {
        Commitments commitments = ledger.commitments();
        CommitmentRequest request = new CommitmentRequest("1.2.3", List.of(new SopReference("1.2", uid)));
        try {
            commitments.asked(request, "CART", clock.now);
            commitments.note(
                    commitments.find("CART", "1.2.3").orElseThrow(),
                    List.of(new Commitments.Outcome(0, Commitment.COMMITTED, List.of(object), null)));
        } catch (LedgerException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatAClockThatWentWrongHadRemovedComesBack() throws Exception {
        ObjectHash object = delivered("one");
        clock.now = START.plus(Duration.ofDays(3700));
        run(originals());
        assertThat(objects.retired().list()).containsExactly(object);

        clock.now = START.plus(Duration.ofMinutes(1));
        run(originals());

        assertThat(objects.contains(object)).isTrue();
        assertThat(entry(object).removed()).isFalse();
    }

    @Test
    void whatWasPutAsideByARunThatWasKilledComesBack() throws Exception {
        ObjectHash object = delivered("one");
        objects.retired().retire(object);

        run(UpkeepSettings.Retention.FOREVER);

        assertThat(objects.contains(object)).isTrue();
        assertThat(objects.retired().list()).isEmpty();
    }

    @Test
    void anEcgThatComesInWhileItIsRemovedKeepsItsOriginal() throws Exception {
        ObjectHash object = delivered("one");
        clock.now = START.plus(Duration.ofDays(11));
        run(originals());
        // Its bytes were still there when it was stored, and the ledger heard of it after the mark.
        ledger.received(arrival(object));

        run(originals());

        assertThat(objects.contains(object)).isTrue();
        assertThat(entry(object).removed()).isFalse();
    }

    @Test
    void removesTransactionsOfReportsThatAreEverywhere() throws Exception {
        delivered("delivered");
        interpreted("waiting");
        clock.now = START.plus(Duration.ofDays(11));

        run(new UpkeepSettings.Retention(null, null, TEN_DAYS));

        assertThat(ledger.reports().bundle("r-delivered")).isEmpty();
        assertThat(ledger.reports().bundle("r-waiting")).isPresent();
    }

    @Test
    void forgetsEcgsWhoseOriginalIsRemoved() throws Exception {
        ObjectHash delivered = delivered("delivered");
        ObjectHash waiting = interpreted("waiting");
        UpkeepSettings.Retention rules = new UpkeepSettings.Retention(TEN_DAYS, Duration.ofDays(20), null);
        clock.now = START.plus(Duration.ofDays(11));
        run(rules);
        assertThat(ledger.search().find(delivered)).isPresent();

        clock.now = START.plus(Duration.ofDays(40));
        run(rules);

        assertThat(ledger.search().find(delivered)).isEmpty();
        assertThat(ledger.search().way(delivered)).isEmpty();
        assertThat(ledger.reports().bundle("r-delivered")).isEmpty();
        assertThat(ledger.search().find(waiting)).isPresent();
        assertThat(ledger.deliveryTask("r-waiting", "ehr")).isPresent();
    }

    private static UpkeepSettings.Retention originals() {
        return new UpkeepSettings.Retention(TEN_DAYS, null, null);
    }

    private void run(UpkeepSettings.Retention rules) throws Exception {
        Retention retention = new Retention(ledger.removal(), objects, "here", rules, clock);
        for (String subject : retention.subjects()) {
            retention.run(subject, new Progress(() -> false));
        }
    }

    private LedgerEntry entry(ObjectHash object) throws Exception {
        return ledger.search().find(object).orElseThrow();
    }

    private Arrival arrival(ObjectHash object) {
        return new Arrival(object, "dicom", "CART", Lane.LIVE, 3, clock.instant());
    }

    private ObjectHash received(String text) throws Exception {
        ObjectHash object = objects.put(text.getBytes(StandardCharsets.UTF_8));
        ledger.received(arrival(object));
        return object;
    }

    private ObjectHash interpreted(String text) throws Exception {
        ObjectHash object = received(text);
        MadeReport made = new MadeReport(
                "r-" + text,
                object,
                "DICOM",
                new SourceIdentity(SourceIdentity.Kind.DICOM, "uid of " + text, object.hex()),
                null,
                "mean 1",
                null,
                "{}".getBytes(StandardCharsets.UTF_8),
                true,
                null,
                clock.instant());
        ledger.interpreted(made, List.of("ehr"));
        return object;
    }

    private ObjectHash delivered(String text) throws Exception {
        ObjectHash object = interpreted(text);
        ledger.delivery("r-" + text, new Delivery("ehr", Delivery.State.DELIVERED, 1, null), "1");
        return object;
    }
}
