package org.einthoven.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.Delivery;
import org.einthoven.ecg.SourceIdentity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a replay does, in either database. */
abstract class ReplaysContract {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private Ledger ledger;

    /** A ledger without entries. */
    abstract Ledger open() throws Exception;

    @BeforeEach
    void openLedger() throws Exception {
        ledger = open();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatFailedIsSentAgainAndWhatWasDeliveredToo() throws Exception {
        interpreted(1, "patient", "gateway", "ehr");
        delivery(1, "gateway", Delivery.State.DELIVERED);
        delivery(1, "ehr", Delivery.State.FAILED);

        Replay.Outcome outcome = ledger.replays().carryOut(resend(EcgFilter.in(LedgerEntry.State.FAILED), null, 1));

        assertThat(outcome.ecgs()).isEqualTo(1);
        assertThat(outcome.done()).isEqualTo(2);
        assertThat(outcome.lasts()).isEqualTo(Duration.ofSeconds(1));
        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.INTERPRETED);
        assertThat(entry(1).deliveries())
                .containsExactlyInAnyOrder(waiting("gateway", NOON), waiting("ehr", NOON.plusSeconds(1)));
        assertThat(ledger.search().way(hash(1)))
                .filteredOn(step -> step.step().equals("replay"))
                .extracting(Step::destination, Step::outcome, Step::reason)
                .containsExactly(
                        tuple("gateway", "RESENT", "by night shift"), tuple("ehr", "RESENT", "by night shift"));
    }

    @Test
    void aDestinationAloneGetsItAgain() throws Exception {
        interpreted(1, "patient", "gateway", "ehr");
        delivery(1, "gateway", Delivery.State.DELIVERED);
        delivery(1, "ehr", Delivery.State.FAILED);

        assertThat(ledger.replays().carryOut(resend(EcgFilter.ALL, "ehr", 1)).done())
                .isEqualTo(1);

        assertThat(entry(1).deliveries())
                .contains(new Delivery("gateway", Delivery.State.DELIVERED, 1, null), waiting("ehr", NOON));
        assertThat(ledger.schedule().claimReports("ehr", Lane.LIVE, 9)).hasSize(1);
    }

    @Test
    void anOldReportThatIsSentAgainHoldsUpNoNewOneOfThePatient() throws Exception {
        interpreted(1, "patient", "ehr");
        delivery(1, "ehr", Delivery.State.FAILED);
        ledger.replays().carryOut(resend(EcgFilter.ALL, null, 1));
        interpreted(2, "patient", "ehr");

        assertThat(ledger.deliveryTask(report(2), "ehr").orElseThrow().held()).isFalse();
    }

    @Test
    void whatIsInTheQueueIsLeftThere() throws Exception {
        interpreted(1, null, "ehr");
        ledger.received(new Arrival(hash(2), "dicom", "CART", Lane.LIVE, 9, NOON));

        Replay.Outcome sent = ledger.replays().carryOut(resend(EcgFilter.ALL, null, 1));
        Replay.Outcome read = ledger.replays()
                .carryOut(new Replay(Replay.Action.RERUN, EcgFilter.of(hash(2).hex()), null, null, 1, "night shift"));

        assertThat(sent.done()).isZero();
        assertThat(sent.passedOver())
                .isEqualTo(Map.of("it is in the queue already", 1L, "it has no report yet; read the ECG again", 1L));
        assertThat(read.passedOver()).isEqualTo(Map.of("it is in the queue already", 1L));
    }

    @Test
    void aDryRunSaysWhatTheReplayDoesAndChangesNothing() throws Exception {
        for (int i = 1; i <= 5; i++) {
            quarantined(i);
        }
        List<LedgerEntry> before = ledger.search().list(EcgFilter.ALL, 0, 9);
        Replay release = new Replay(
                Replay.Action.RELEASE, EcgFilter.in(LedgerEntry.State.QUARANTINED), null, null, 2, "night shift");

        Replay.Outcome preview = ledger.replays().preview(release);

        assertThat(ledger.search().list(EcgFilter.ALL, 0, 9)).isEqualTo(before);
        assertThat(ledger.search().way(hash(1))).noneMatch(step -> step.step().equals("replay"));
        assertThat(preview.first()).isEqualTo(before);
        assertThat(ledger.replays().carryOut(release)).isEqualTo(preview);
    }

    @Test
    void releasedEcgsAreReadAgainOneByOne() throws Exception {
        quarantined(1);
        quarantined(2);
        interpreted(3, null, "ehr");

        Replay.Outcome outcome = ledger.replays()
                .carryOut(new Replay(Replay.Action.RELEASE, EcgFilter.ALL, null, null, 2, "night shift"));

        assertThat(outcome.done()).isEqualTo(2);
        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.RECEIVED);
        assertThat(entry(1).tries()).isZero();
        assertThat(entry(2).nextTryAt()).isEqualTo(NOON.plusMillis(500));
        assertThat(ledger.schedule().claimEcgs(Lane.LIVE, 9))
                .extracting(RetrySchedule.DueEcg::object)
                .containsExactly(hash(1));
    }

    @Test
    void whatWasReadCannotBeReleased() throws Exception {
        interpreted(1, null, "ehr");
        delivery(1, "ehr", Delivery.State.FAILED);

        Replay.Outcome outcome = ledger.replays()
                .carryOut(new Replay(Replay.Action.RELEASE, EcgFilter.ALL, null, null, 2, "night shift"));

        assertThat(outcome.passedOver()).isEqualTo(Map.of("it was read: its report can be sent again", 1L));
        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.FAILED);
    }

    @Test
    void whatIsDismissedIsOpenNoMoreAndCanStillBeReleased() throws Exception {
        quarantined(1);
        quarantined(2);
        interpreted(3, null, "ehr");
        ledger.received(new Arrival(hash(4), "dicom", "CART", Lane.LIVE, 9, NOON));
        ledger.failed(hash(4), "the model's runtime failed");

        assertThat(ledger.replays().carryOut(dismiss(4)).done()).isEqualTo(1);
        assertThat(ledger.replays().carryOut(dismiss(1)).done()).isEqualTo(1);

        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.DISMISSED);
        assertThat(entry(1).reason()).isEqualTo("cut off");
        assertThat(ledger.search().way(hash(1)))
                .extracting(Step::outcome, Step::reason)
                .contains(tuple("DISMISSED", "by night shift"));
        Backlog backlog = ledger.search().backlog(List.of("ehr"));
        assertThat(backlog.quarantined()).isEqualTo(1);
        assertThat(backlog.failed()).isZero();
        assertThat(ledger.search().summary())
                .containsEntry("QUARANTINED", 1L)
                .containsEntry("FAILED", 0L)
                .containsEntry("DISMISSED", 2L);
        for (LedgerEntry.State state : LedgerEntry.State.values()) {
            assertThat(ledger.search().list(EcgFilter.in(state), 0, 9)).allMatch(entry -> entry.state() == state);
        }
        assertThat(ledger.replays().carryOut(dismiss(1)).passedOver()).isEqualTo(Map.of("it is dismissed already", 1L));
        assertThat(ledger.replays()
                        .preview(new Replay(Replay.Action.RERUN, EcgFilter.ALL, null, null, 1, "night shift"))
                        .passedOver())
                .containsEntry("it is dismissed: a release has it read again", 2L);
        assertThat(ledger.replays()
                        .carryOut(new Replay(Replay.Action.RELEASE, EcgFilter.ALL, null, null, 1, "night shift"))
                        .done())
                .isEqualTo(1);
        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.DISMISSED);
        assertThat(ledger.replays()
                        .carryOut(new Replay(
                                Replay.Action.RELEASE, EcgFilter.of(hash(1).hex()), null, null, 1, "night shift"))
                        .done())
                .isEqualTo(1);
        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.RECEIVED);
    }

    @Test
    void whatWaitsOrWasReadCannotBeDismissed() throws Exception {
        ledger.received(new Arrival(hash(1), "dicom", "CART", Lane.LIVE, 9, NOON));
        interpreted(2, null, "ehr");
        delivery(2, "ehr", Delivery.State.FAILED);
        EcgFilter unread = EcgFilter.in(LedgerEntry.State.RECEIVED, LedgerEntry.State.FAILED);

        Replay.Outcome outcome =
                ledger.replays().carryOut(new Replay(Replay.Action.DISMISS, unread, null, null, 1, "night shift"));

        assertThat(outcome.done()).isZero();
        assertThat(outcome.passedOver())
                .isEqualTo(Map.of("it waits to be read", 1L, "it was read: its report can be sent again", 1L));
    }

    @Test
    void aDismissedEcgThatComesInAgainIsReadAgain() throws Exception {
        quarantined(1);
        ledger.replays().carryOut(dismiss(1));

        quarantined(1);

        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.QUARANTINED);
        assertThat(entry(1).arrivals()).isEqualTo(2);
    }

    @Test
    void aPersonSaysWhoseOneEcgIs() throws Exception {
        quarantined(1);
        quarantined(2);
        AssignedPatient patient = new AssignedPatient("4711", "urn:oid:1.2.3");

        assertThatThrownBy(() -> ledger.replays().carryOut(release(EcgFilter.ALL, patient)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a patient is given to exactly one ECG; this means 2");
        ledger.replays().carryOut(release(EcgFilter.of(hash(2).hex().substring(0, 64)), patient));

        assertThat(ledger.readingTask(hash(2)).orElseThrow().patient()).isEqualTo(patient);
        assertThat(ledger.readingTask(hash(1)).orElseThrow().patient()).isNull();
        assertThat(ledger.search().way(hash(2)).toString())
                .contains("by night shift, who said whose it is")
                .doesNotContain("4711");
    }

    @Test
    void ecgsAreReadAgainButForThoseWhoseOriginalIsGone() throws Exception {
        interpreted(1, null, "ehr");
        interpreted(2, null, "ehr");
        ledger.write(handle ->
                handle.execute("update received set removed_at = 1 where object_hash = '" + hash(1).hex() + "'"));

        Replay.Outcome outcome =
                ledger.replays().carryOut(new Replay(Replay.Action.RERUN, EcgFilter.ALL, null, null, 1, "night shift"));

        assertThat(outcome.ecgs()).isEqualTo(2);
        assertThat(outcome.done()).isEqualTo(1);
        assertThat(outcome.passedOver()).isEqualTo(Map.of("the original was removed by retention", 1L));
        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.INTERPRETED);
        assertThat(entry(2).state()).isEqualTo(LedgerEntry.State.RECEIVED);
        assertThat(ledger.readingTask(hash(2)).orElseThrow().wanted())
                .as("until it is due")
                .isFalse();
    }

    @Test
    void thousandsGoInPagesAndDelayNoOther() throws Exception {
        int many = 2_500;
        ledger.write(handle -> {
            for (int i = 1; i <= many; i++) {
                ReceivedTable.arrived(handle, new Arrival(hash(i), "dicom", "CART", Lane.LIVE, 9, NOON), "node-1");
                ReceivedTable.notRead(handle, hash(i), "QUARANTINED", "cut off", null, NOON.toEpochMilli());
            }
            return null;
        });

        Replay.Outcome outcome = ledger.replays()
                .carryOut(new Replay(Replay.Action.RELEASE, EcgFilter.ALL, null, null, 50, "night shift"));

        assertThat(outcome.done()).isEqualTo(many);
        assertThat(outcome.first()).hasSize(100);
        assertThat(entry(many).nextTryAt()).isEqualTo(NOON.plusMillis((many - 1) * 20L));
        assertThat(ledger.unread(Lane.BACKFILL, many)).isEqualTo(many);
        assertThat(ledger.unread(Lane.LIVE, many)).isZero();
    }

    @Test
    void aReportOfTwoObjectsIsSentAgainOnce() throws Exception {
        interpreted(1, null, "ehr");
        ledger.received(new Arrival(hash(2), "fhir", null, Lane.LIVE, 9, NOON));
        ledger.repeated(hash(2), "DICOM", source(1), report(1), List.of("ehr"));
        delivery(1, "ehr", Delivery.State.FAILED);

        for (EcgFilter filter :
                List.of(EcgFilter.ALL, EcgFilter.in(LedgerEntry.State.FAILED), EcgFilter.of(hash(2).hex()))) {
            assertThat(ledger.replays().preview(resend(filter, null, 1)).done()).isEqualTo(1);
        }
        assertThat(ledger.replays().carryOut(resend(EcgFilter.ALL, null, 1)).done())
                .isEqualTo(1);
        assertThat(ledger.search().way(hash(1)))
                .filteredOn(step -> step.outcome().equals("RESENT"))
                .hasSize(1);
    }

    @Test
    void whatHasGoneOnSinceItWasFoundStaysAsItIs() throws Exception {
        interpreted(1, null, "ehr");
        delivery(1, "ehr", Delivery.State.FAILED);
        quarantined(2);
        Replay resend = resend(EcgFilter.ALL, null, 1);
        Replay release = new Replay(Replay.Action.RELEASE, EcgFilter.ALL, null, null, 1, "night shift");
        List<ReplayTable.Target> reports = found(resend);
        List<ReplayTable.Target> ecgs = found(release);
        assertThat(reports).hasSize(1);
        assertThat(ecgs).hasSize(1);

        ledger.received(new Arrival(hash(1), "dicom", "CART", Lane.LIVE, 9, NOON));
        ledger.repeated(hash(1), "DICOM", source(1), report(1), List.of("ehr"));
        ledger.received(new Arrival(hash(2), "dicom", "CART", Lane.LIVE, 9, NOON));

        ReplayTable.Part part = new ReplayTable.Part(NOON.toEpochMilli(), 0, false, "node-1");
        int sent = ledger.write(handle -> new ReplayTable().change(handle, resend, part, reports));
        assertThat(sent).isZero();
        int released = ledger.write(handle -> new ReplayTable().change(handle, release, part, ecgs));
        assertThat(released).isZero();
        assertThat(ledger.search().way(hash(2))).noneMatch(step -> step.step().equals("replay"));
    }

    private List<ReplayTable.Target> found(Replay replay) throws LedgerException {
        return ledger.read(handle -> new ReplayTable().find(handle, replay, replay.filter(), 0, 9))
                .targets();
    }

    /** Whoever looks for what is to be done, of all that there is, must not hold up what comes in. */
    @Test
    @Timeout(120)
    void lookingDoesNotWaitForTheWriter() throws Exception {
        interpreted(1, null, "ehr");
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch writing = new CountDownLatch(1);
        Thread writer = new Thread(() -> {
            try {
                ledger.write(handle -> {
                    writing.countDown();
                    awaitUninterrupted(looked);
                    return null;
                });
            } catch (LedgerException e) {
                throw new IllegalStateException(e);
            }
        });
        writer.start();
        writing.await();

        EcgFilter failed = EcgFilter.in(LedgerEntry.State.FAILED);
        assertThat(ledger.replays().carryOut(resend(failed, null, 1)).done()).isZero();
        assertThat(ledger.removal()
                        .reports(NOON.plusSeconds(9), Instant.EPOCH, 9)
                        .found())
                .isZero();
        assertThat(ledger.removal()
                        .entries(NOON.plusSeconds(9), Instant.EPOCH, 9)
                        .found())
                .isZero();
        assertThat(ledger.schedule().recoverEcgs(Lane.LIVE, Duration.ZERO)).isZero();
        assertThat(ledger.schedule().bringForward(List.of("ehr"))).isZero();

        looked.countDown();
        writer.join();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anIdentifierMayBeTheBeginningOfAHash() throws Exception {
        quarantined(0xabc);
        ObjectHash object = hash(0xabc);

        assertThat(ledger.search().list(EcgFilter.of(object.hex().substring(0, 63)), 0, 9))
                .extracting(LedgerEntry::object)
                .containsExactly(object);
        assertThat(ledger.search().list(EcgFilter.of("1" + object.hex().substring(1, 20)), 0, 9))
                .isEmpty();
    }

    @Test
    void theBacklogCountsWhatIsNotDone() throws Exception {
        quarantined(1);
        ledger.received(new Arrival(hash(2), "dicom", "CART", Lane.LIVE, 9, NOON.minusSeconds(5)));
        interpreted(3, null, "ehr", "gateway");
        delivery(3, "ehr", Delivery.State.FAILED);

        Backlog backlog = ledger.search().backlog(List.of("ehr", "gateway"));

        assertThat(backlog.unread()).isEqualTo(1);
        assertThat(backlog.quarantined()).isEqualTo(1);
        assertThat(backlog.failed()).isZero();
        assertThat(backlog.reports())
                .containsEntry(new Backlog.Place("ehr", Delivery.State.FAILED), 1L)
                .containsEntry(new Backlog.Place("gateway", Delivery.State.WAITING), 1L);
        assertThat(backlog.oldest()).isEqualTo(NOON.minusSeconds(5));
    }

    @Test
    void anEcgHasAReportOfEachModel() throws Exception {
        interpreted(1, null, "ehr");
        ledger.interpreted(made(1, "another", "mean 2", null), List.of("ehr"));

        assertThat(ledger.search().reports(hash(1)))
                .extracting(ReportEntry::reportId, ReportEntry::model)
                .containsExactly(tuple(report(1), "mean 1"), tuple("another", "mean 2"));
    }

    @Test
    void aNewerReportGoesWhereTheOlderOneHasNotArrived() throws Exception {
        interpreted(1, "patient", "gateway", "ehr", "gone", "archive");
        delivery(1, "gateway", Delivery.State.DELIVERED);
        delivery(1, "ehr", Delivery.State.FAILED);

        ledger.interpreted(
                revising(report(1), made(1, "newer", "mean 2", "patient")), List.of("gateway", "ehr", "archive"));

        assertThat(ledger.search().reports(hash(1)).get(0).deliveries())
                .extracting(Delivery::destination, Delivery::state)
                .containsExactly(tuple("gateway", Delivery.State.DELIVERED), tuple("gone", Delivery.State.WAITING));
        assertThat(ledger.search().way(hash(1)))
                .filteredOn(step -> step.outcome().equals("SUPERSEDED"))
                .extracting(Step::destination)
                .containsExactly("ehr", "archive");
        assertThat(ledger.search().summary()).doesNotContainKey("FAILED at ehr");
    }

    @Test
    void whatIsOpenOfAnOlderReportCanBeFoundAndWithdrawn() throws Exception {
        interpreted(1, null, "gateway", "gone");
        delivery(1, "gateway", Delivery.State.DELIVERED);
        ledger.interpreted(revising(report(1), made(1, "newer", "mean 2", null)), List.of("gateway"));

        assertThat(ledger.search().list(EcgFilter.of(report(1)), 0, 9))
                .extracting(LedgerEntry::object)
                .containsExactly(hash(1));
        assertThat(ledger.replays().carryOut(to(Replay.Action.WITHDRAW, "gone")).done())
                .isEqualTo(1);
        assertThat(ledger.search().summary()).doesNotContainKey("WAITING at gone");
    }

    @Test
    void whatIsSentEverywhereGoesToWhoIsServedOnly() throws Exception {
        interpreted(1, null, "ehr", "gone");
        delivery(1, "ehr", Delivery.State.DELIVERED);
        delivery(1, "gone", Delivery.State.DELIVERED);
        Replay replay =
                new Replay(Replay.Action.RESEND, EcgFilter.ALL, null, null, 1, "night shift", Set.of("ehr", "gateway"));

        assertThat(ledger.replays().preview(replay).done()).isEqualTo(1);
        assertThat(ledger.replays().carryOut(replay).done()).isEqualTo(1);

        assertThat(entry(1).deliveries())
                .extracting(Delivery::destination, Delivery::state)
                .containsExactlyInAnyOrder(
                        tuple("ehr", Delivery.State.WAITING), tuple("gone", Delivery.State.DELIVERED));
    }

    @Test
    void whatWasNeverReadStandsAtNoDestination() {
        EcgFilter atTypo = new EcgFilter(Set.of(), null, null, "typo", null, null, null, null);
        for (Replay.Action action : List.of(Replay.Action.RELEASE, Replay.Action.DISMISS)) {
            assertThatThrownBy(() -> new Replay(action, atTypo, null, null, 1, "night shift"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("what was never read stands at no destination");
        }
        assertThatThrownBy(() -> new Replay(Replay.Action.DISMISS, EcgFilter.ALL, null, null, 1, "night shift"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("which ECGs are dismissed must be said");
    }

    private static MadeReport revising(String older, MadeReport made) {
        return new MadeReport(
                made.reportId(),
                made.original(),
                made.format(),
                made.source(),
                made.patientKey(),
                made.model(),
                older,
                made.bundle(),
                made.analysed(),
                made.reason(),
                made.at());
    }

    @Test
    void aStateAndADestinationMayBeAskedForTogether() throws Exception {
        quarantined(1);
        for (LedgerEntry.State state : LedgerEntry.State.values()) {
            EcgFilter filter = new EcgFilter(Set.of(state), null, null, "ehr", null, null, null, null);
            assertThat(ledger.search().count(filter)).isLessThanOrEqualTo(1);
            assertThat(ledger.replays().preview(resend(filter, "ehr", 1)).done())
                    .isZero();
        }
    }

    @Test
    void aNewDestinationGetsTheReportsThatWereNeverAddressedToIt() throws Exception {
        interpreted(1, "patient", "gateway");
        interpreted(2, "patient", "gateway", "new");
        delivery(2, "new", Delivery.State.DELIVERED);
        quarantined(3);

        Replay replay = to(Replay.Action.ADDRESS, "new");
        assertThat(ledger.replays().preview(replay).done()).isEqualTo(1);
        assertThat(entry(1).deliveries()).hasSize(1);
        Replay.Outcome outcome = ledger.replays().carryOut(replay);

        assertThat(outcome.done()).isEqualTo(1);
        assertThat(outcome.passedOver())
                .containsOnly(Map.entry("it was addressed there before", 1L), Map.entry("it has no report yet", 1L));
        assertThat(ledger.schedule().claimReports("new", Lane.LIVE, 9))
                .extracting(RetrySchedule.DueReport::reportId)
                .containsExactly(report(1));
        assertThat(ledger.search().way(hash(1)))
                .filteredOn(step -> step.step().equals("replay"))
                .extracting(Step::destination, Step::outcome)
                .containsExactly(tuple("new", "ADDRESSED"));
        assertThat(ledger.replays().carryOut(replay).done()).as("a second time").isZero();
    }

    @Test
    void whatIsOpenAtADestinationThatIsGoneIsWithdrawn() throws Exception {
        interpreted(1, "patient", "gateway", "old");
        interpreted(2, "patient", "gateway", "old");
        interpreted(3, "patient", "gateway", "old");
        for (int i = 1; i <= 3; i++) {
            delivery(i, "gateway", Delivery.State.DELIVERED);
        }
        delivery(2, "old", Delivery.State.FAILED);
        delivery(3, "old", Delivery.State.DELIVERED);
        assertThat(ledger.search().waitingElsewhere(List.of("gateway"))).containsOnly(Map.entry("old", 1L));
        assertThat(ledger.search().waitingElsewhere(List.of("gateway", "old"))).isEmpty();

        Replay.Outcome outcome = ledger.replays().carryOut(to(Replay.Action.WITHDRAW, "old"));

        assertThat(outcome.done()).isEqualTo(2);
        assertThat(outcome.passedOver()).containsOnly(Map.entry("it is settled there", 1L));
        assertThat(ledger.search().waitingElsewhere(List.of("gateway"))).isEmpty();
        for (int i = 1; i <= 3; i++) {
            assertThat(entry(i).state()).isEqualTo(LedgerEntry.State.DELIVERED);
        }
        assertThat(entry(3).deliveries()).hasSize(2);
        assertThat(ledger.search().way(hash(1)))
                .extracting(Step::outcome)
                .containsExactly("RECEIVED", "INTERPRETED", "DELIVERED", "WITHDRAWN");
    }

    @Test
    void addressingAndWithdrawingNeedADestination() {
        for (Replay.Action action : List.of(Replay.Action.ADDRESS, Replay.Action.WITHDRAW)) {
            assertThatThrownBy(() -> new Replay(action, EcgFilter.ALL, null, null, 1, "night shift"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one named destination");
        }
    }

    private static Replay to(Replay.Action action, String destination) {
        return new Replay(action, EcgFilter.ALL, destination, null, 1, "night shift");
    }

    private static Replay resend(EcgFilter filter, @Nullable String destination, double rate) {
        return new Replay(Replay.Action.RESEND, filter, destination, null, rate, "night shift");
    }

    private static Replay release(EcgFilter filter, AssignedPatient patient) {
        return new Replay(Replay.Action.RELEASE, filter, null, patient, 1, "night shift");
    }

    private static Replay dismiss(int number) {
        return new Replay(Replay.Action.DISMISS, EcgFilter.of(hash(number).hex()), null, null, 1, "night shift");
    }

    private LedgerEntry entry(int number) throws LedgerException {
        return ledger.search().find(hash(number)).orElseThrow();
    }

    private void quarantined(int number) throws LedgerException {
        ledger.received(new Arrival(hash(number), "dicom", "CART", Lane.LIVE, 9, NOON));
        ledger.quarantined(hash(number), "cut off");
    }

    private void interpreted(int number, @Nullable String patient, String... destinations) throws LedgerException {
        ledger.received(new Arrival(hash(number), "dicom", "CART", Lane.LIVE, 9, NOON));
        ledger.interpreted(made(number, report(number), "mean 1", patient), List.of(destinations));
    }

    private static SourceIdentity source(int number) {
        return new SourceIdentity(
                SourceIdentity.Kind.DICOM, "1.2." + number, hash(number).hex());
    }

    private static MadeReport made(int number, String report, String model, @Nullable String patient) {
        return new MadeReport(
                report,
                hash(number),
                "DICOM",
                source(number),
                patient,
                model,
                null,
                new byte[] {'{', '}'},
                true,
                null,
                NOON);
    }

    private void delivery(int number, String destination, Delivery.State state) throws LedgerException {
        ledger.delivery(report(number), new Delivery(destination, state, 1, null), "1");
    }

    private static Delivery waiting(String destination, Instant due) {
        return new Delivery(destination, Delivery.State.WAITING, 0, "sent again by hand", null, due);
    }

    private static String report(int number) {
        return "report-" + number;
    }

    static ObjectHash hash(int number) {
        return new ObjectHash(String.format("%064x", number));
    }
}
