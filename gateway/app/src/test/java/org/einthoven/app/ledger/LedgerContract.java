package org.einthoven.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.einthoven.app.SettableClock;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.Delivery;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.SourceIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a ledger promises, whatever database it stands in. */
abstract class LedgerContract {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String MODEL = "mean 1";
    private static final List<String> BOTH = List.of("ehr", "gateway");

    private final SettableClock clock = new SettableClock(NOON);
    private Ledger ledger;

    /** A ledger that is empty at the first call of a test, and at later calls what the test left in it. */
    abstract Ledger open(Clock time) throws Exception;

    @BeforeEach
    void open() throws Exception {
        ledger = open(clock);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anEcgGoesFromReceivedToDelivered() throws Exception {
        ledger.received(arrival(1));
        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.RECEIVED);

        assertThat(ledger.interpreted(made("report", 1, null), BOTH))
                .extracting(ReportAddress::destination)
                .containsExactlyInAnyOrderElementsOf(BOTH);
        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.INTERPRETED);
        assertThat(ledger.reports().of(source(1).key(), MODEL)).contains("report");
        assertThat(ledger.reports().of(source(1).key(), "mean 2")).isEmpty();

        ledger.delivery("report", new Delivery("gateway", Delivery.State.DELIVERED, 1, null), "1");
        ledger.delivery("report", waiting("ehr", 1, "it does not answer", NOON.plusSeconds(2)), null);
        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.INTERPRETED);

        Delivery late = new Delivery("ehr", Delivery.State.DELIVERED, 2, null, "it knows no AIAST", null);
        ledger.delivery("report", late, "7");
        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.DELIVERED);
        assertThat(entry(1).deliveries())
                .containsExactly(late, new Delivery("gateway", Delivery.State.DELIVERED, 1, null));
        assertThat(ledger.deliveryTask("report", "ehr").orElseThrow().version()).isEqualTo("7");
        assertThat(ledger.search().way(hash(1)))
                .extracting(step -> step.step() + " " + step.outcome() + " " + step.destination())
                .containsExactly(
                        "receive RECEIVED null",
                        "interpret INTERPRETED null",
                        "deliver DELIVERED gateway",
                        "deliver WAITING ehr",
                        "deliver DELIVERED ehr");
    }

    @Test
    void whatIsMissingAtADestinationIsDueAgainAndItsVersionRemembered() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), BOTH);
        ledger.delivery("report", new Delivery("ehr", Delivery.State.DELIVERED, 1, null), "7");

        assertThat(ledger.sentReports().sendAgain("ehr", List.of("report"))).isEqualTo(1);

        DeliveryTask task = ledger.deliveryTask("report", "ehr").orElseThrow();
        assertThat(task.state()).isEqualTo(Delivery.State.WAITING);
        assertThat(task.version()).isEqualTo("7");
    }

    @Test
    void untilWhenASourceWasSearchedIsRememberedForEach() throws Exception {
        Instant until = Instant.parse("2026-03-02T12:00:00.123Z");
        assertThat(ledger.sourceMarks().of("pull", "pacs")).isEmpty();
        ledger.sourceMarks().set("pull", "pacs", until);
        ledger.sourceMarks().set("pull", "other", until.minusSeconds(60));
        assertThat(ledger.sourceMarks().of("pull", "pacs")).contains(until);
        ledger.sourceMarks().set("pull", "pacs", until.plusSeconds(60));
        assertThat(ledger.sourceMarks().of("pull", "pacs")).contains(until.plusSeconds(60));
        assertThat(ledger.sourceMarks().of("pull", "other")).contains(until.minusSeconds(60));
        assertThat(ledger.sourceMarks().of("source-reconciliation", "pacs")).isEmpty();
    }

    @Test
    void theReportIsKeptAsItWasMade() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), BOTH);

        assertThat(ledger.reports().bundle("report").map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .contains("{\"report\":\"ä 1\"}");
        assertThat(ledger.deliveryTask("report", "ehr").orElseThrow().bundle())
                .isEqualTo("{\"report\":\"ä 1\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(ledger.reports().bundle("other")).isEmpty();
        assertThat(ledger.deliveryTask("other", "ehr")).isEmpty();
    }

    @Test
    void theSameBytesAgainAreOneRow() throws Exception {
        ledger.received(arrival(1));
        ledger.received(new Arrival(hash(1), "fhir", null, Lane.BACKFILL, 100, NOON.plusSeconds(5)));

        assertThat(all()).singleElement().satisfies(entry -> {
            assertThat(entry.arrivals()).isEqualTo(2);
            assertThat(entry.channel()).isEqualTo("dicom");
            assertThat(entry.lane()).isEqualTo(Lane.LIVE);
            assertThat(entry.receivedAt()).isEqualTo(NOON);
            assertThat(entry.size()).isEqualTo(100);
        });
    }

    @Test
    void anEcgThatAQueueHandsOverAndNobodyKnowsHasARow() throws Exception {
        assertThat(ledger.readingTask(hash(1))).isEmpty();
        ledger.found(arrival(1));
        ledger.quarantined(hash(1), "cut off");
        ledger.found(arrival(1));

        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.QUARANTINED);
        assertThat(entry(1).receivedAt()).isEqualTo(NOON);
        assertThat(ledger.search().way(hash(1))).extracting(Step::outcome).containsExactly("FOUND", "QUARANTINED");
    }

    @Test
    void whatIsInQuarantineIsTriedAgainWhenItArrivesAgain() throws Exception {
        ledger.received(arrival(1));
        ledger.quarantined(hash(1), "cut off");
        assertThat(entry(1).reason()).isEqualTo("cut off");
        assertThat(entry(1).settled()).isTrue();
        assertThat(ledger.isLate(Lane.LIVE, Duration.ZERO)).isFalse();

        ledger.received(arrival(1));

        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.RECEIVED);
        assertThat(entry(1).tries()).isZero();
        assertThat(ledger.isLate(Lane.LIVE, Duration.ZERO)).isTrue();
        assertThat(ledger.isLate(Lane.BACKFILL, Duration.ZERO)).isFalse();
        assertThat(ledger.unread(Lane.LIVE, 10)).isEqualTo(1);
    }

    @Test
    void aRefusedReportMakesTheEcgFailAndARepeatSendsItAgain() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), BOTH);
        ledger.delivery("report", new Delivery("ehr", Delivery.State.FAILED, 1, "it refuses the profile"), null);
        ledger.delivery("report", new Delivery("gateway", Delivery.State.DELIVERED, 1, null), "1");
        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.FAILED);
        assertThat(entry(1).settled()).isTrue();

        ledger.received(arrival(1));
        assertThat(ledger.repeated(hash(1), "DICOM", source(1), "report", BOTH))
                .extracting(ReportAddress::destination)
                .containsExactly("ehr");
        assertThat(ledger.deliveryTask("report", "ehr").orElseThrow().tries()).isZero();
    }

    @Test
    void anOutcomeThatComesLateChangesNothingThatHasGoneOn() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), BOTH);
        Delivery delivered = new Delivery("ehr", Delivery.State.DELIVERED, 1, null);
        ledger.delivery("report", delivered, "1");
        ledger.delivery("report", waiting("ehr", 1, "it does not answer", NOON.plusSeconds(2)), null);
        ledger.delivery("report", new Delivery("ehr", Delivery.State.FAILED, 2, "refused"), null);
        assertThat(entry(1).deliveries()).contains(delivered);

        Delivery failed = new Delivery("gateway", Delivery.State.FAILED, 1, "refused");
        ledger.delivery("report", failed, null);
        ledger.delivery("report", waiting("gateway", 1, "it does not answer", NOON), null);
        assertThat(entry(1).deliveries()).contains(failed);

        assertThat(ledger.search().way(hash(1)))
                .filteredOn(step -> step.outcome().equals("LATE"))
                .extracting(Step::reason)
                .containsExactly("WAITING: it does not answer", "FAILED: refused", "WAITING: it does not answer");
    }

    @Test
    void aReportThatWasGivenUpAndIsThereAfterAllIsThere() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), List.of("ehr"));
        ledger.delivery("report", new Delivery("ehr", Delivery.State.FAILED, 1, "it does not answer"), null);

        ledger.delivery("report", new Delivery("ehr", Delivery.State.DELIVERED, 1, null), "1");

        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.DELIVERED);
    }

    @Test
    void aTryFromBeforeAPersonBeganAnewGivesNothingUp() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), List.of("ehr"));
        ledger.delivery("report", waiting("ehr", 1, "it does not answer", NOON), null);
        ledger.replays().carryOut(new Replay(Replay.Action.RESEND, EcgFilter.ALL, null, null, 1, "night shift"));

        ledger.delivery("report", new Delivery("ehr", Delivery.State.FAILED, 2, "it does not answer"), null);
        assertThat(task("report").state()).isEqualTo(Delivery.State.WAITING);
        assertThat(task("report").tries()).isZero();

        ledger.delivery("report", new Delivery("ehr", Delivery.State.DELIVERED, 2, null), "1");
        assertThat(task("report").state()).as("it is there").isEqualTo(Delivery.State.DELIVERED);
    }

    @Test
    void aDestinationThatIsNewHasTheReportOfARepeatToo() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), List.of("gateway"));
        ledger.delivery("report", new Delivery("gateway", Delivery.State.DELIVERED, 1, null), "1");

        ledger.received(arrival(1));
        assertThat(ledger.repeated(hash(1), "DICOM", source(1), "report", BOTH))
                .extracting(ReportAddress::destination)
                .containsExactly("ehr");
    }

    @Test
    void anotherObjectOfTheSameEcgIsLinkedToItsReport() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), BOTH);
        ledger.received(arrival(2));
        ledger.repeated(hash(2), "DICOM", source(1), "report", BOTH);

        assertThat(ledger.search().list(EcgFilter.of("1.2.1"), 0, 10))
                .extracting(LedgerEntry::reportId)
                .containsExactly("report", "report");
        assertThat(ledger.search().list(EcgFilter.of("report"), 0, 10)).hasSize(2);
    }

    @Test
    void oneNameForTwoContentsStandsInTheWayOfBoth() throws Exception {
        ledger.received(arrival(1));
        ledger.received(arrival(2));
        ledger.received(arrival(3));
        SourceIdentity first = source(1);
        SourceIdentity other = new SourceIdentity(first.kind(), first.identifier(), "e".repeat(64));
        assertThat(ledger.isInConflict(first)).isFalse();

        ledger.interpreted(madeOf(first, "one", 1), BOTH);
        assertThat(ledger.isInConflict(first)).isFalse();
        assertThat(ledger.isInConflict(other)).isTrue();
        ledger.interpreted(madeOf(other, "two", 2), BOTH);
        // Once more, as by another model: that tells nothing new.
        ledger.interpreted(madeOf(other, "three", 2), BOTH);
        // The same in another transfer syntax is no conflict of its own.
        ledger.repeated(hash(3), "DICOM", first, "one", BOTH);

        assertThat(ledger.isInConflict(first)).isTrue();
        assertThat(ledger.search().way(hash(2)))
                .filteredOn(step -> step.outcome().equals("CONFLICT"))
                .extracting(Step::reason)
                .containsExactly(
                        "object " + hash(1) + " has the same SOP Instance UID and other content; both are kept");
        assertThat(ledger.search().way(hash(1)))
                .filteredOn(step -> step.outcome().equals("CONFLICT"))
                .extracting(Step::reason)
                .containsExactly(
                        "object " + hash(2) + " has the same SOP Instance UID and other content; both are kept");
        assertThat(entry(1).reportId()).isEqualTo("one");
        assertThat(entry(2).reportId()).isEqualTo("three");
        assertThat(ledger.reports().bundle("one")).isPresent();
        assertThat(ledger.reports().bundle("two")).isPresent();
    }

    @Test
    void versionsOfAnObservationAreNoConflict() throws Exception {
        ledger.received(arrival(1));
        SourceIdentity first = new SourceIdentity(SourceIdentity.Kind.FHIR, "urn:a|1", "f".repeat(64));
        ledger.interpreted(madeOf(first, "one", 1), BOTH);

        assertThat(ledger.isInConflict(new SourceIdentity(first.kind(), first.identifier(), "e".repeat(64))))
                .isFalse();
    }

    @Test
    void aPostponedEcgIsDueAtItsTimeAndClaimedOnce() throws Exception {
        ledger.received(arrival(1));
        ledger.postponed(hash(1), "the encoder is busy", NOON.plusSeconds(10));
        assertThat(entry(1).nextTryAt()).isEqualTo(NOON.plusSeconds(10));
        assertThat(ledger.tries(hash(1))).isEqualTo(1);
        assertThat(ledger.schedule().claimEcgs(Lane.LIVE, 10)).isEmpty();

        clock.now = NOON.plusSeconds(10);
        assertThat(ledger.schedule().claimEcgs(Lane.BACKFILL, 10)).isEmpty();
        assertThat(ledger.schedule().claimEcgs(Lane.LIVE, 10)).singleElement().satisfies(due -> {
            assertThat(due.object()).isEqualTo(hash(1));
            assertThat(due.sender()).isEqualTo("CART");
            assertThat(due.receivedAt()).isEqualTo(NOON.toEpochMilli());
        });
        assertThat(ledger.schedule().claimEcgs(Lane.LIVE, 10)).isEmpty();
    }

    @Test
    void aClockThatWentBackHoldsNothingUpForLongerThanItsPause() throws Exception {
        RetrySchedule schedule = ledger.schedule();
        ledger.received(arrival(1));
        ledger.postponed(hash(1), "the encoder is busy", NOON.plusSeconds(100));
        ledger.received(arrival(2));
        ledger.interpreted(made("report", 2, null), List.of("ehr"));
        ledger.deferred("report", "ehr", "the destination asked for a pause", NOON.plusSeconds(3600));
        assertThat(schedule.bringForward(List.of("ehr")))
                .as("ahead, but the clock is right")
                .isZero();

        Instant back = NOON.minus(Duration.ofHours(8));
        clock.now = back;
        Instant replayed = back.plus(Duration.ofDays(2));
        ledger.received(new Arrival(hash(3), "fhir", null, Lane.LIVE, 1, back));
        ledger.postponed(hash(3), "in a slow replay", replayed);
        assertThat(schedule.bringForward(List.of("ehr"))).isEqualTo(2);
        assertThat(schedule.bringForward(List.of("ehr"))).isZero();
        assertThat(entry(1).nextTryAt()).isEqualTo(back.plusSeconds(100));
        assertThat(entry(2).deliveries()).extracting(Delivery::nextTryAt).containsExactly(back.plusSeconds(3600));
        assertThat(entry(3).nextTryAt())
                .as("what waits by the time that is now")
                .isEqualTo(replayed);

        clock.now = back.plusSeconds(100);
        assertThat(schedule.claimEcgs(Lane.LIVE, 10)).hasSize(1);
    }

    /** As when the clock is put back while no gateway runs. */
    @Test
    void aScheduleThatBeginsAfterTheClockWentBackNoticesIt() throws Exception {
        ledger.received(arrival(1));
        ledger.postponed(hash(1), "the encoder is busy", NOON.plusSeconds(100));
        clock.now = NOON.minus(Duration.ofHours(8));
        ledger.received(new Arrival(hash(2), "fhir", null, Lane.LIVE, 1, clock.now));

        assertThat(ledger.schedule().bringForward(List.of())).isEqualTo(1);
    }

    @Test
    void whatGoesMissingBetweenLedgerAndQueueIsFound() throws Exception {
        ledger.received(arrival(1));
        ledger.received(arrival(2));
        ledger.interpreted(made("report", 2, null), List.of("ehr"));
        Duration patience = Duration.ofSeconds(30);
        assertThat(ledger.schedule().recoverEcgs(Lane.LIVE, patience)).isZero();

        clock.now = NOON.plusSeconds(30);
        assertThat(ledger.schedule().recoverEcgs(Lane.BACKFILL, patience)).isZero();
        assertThat(ledger.schedule().recoverEcgs(Lane.LIVE, patience)).isEqualTo(1);
        assertThat(ledger.schedule().claimEcgs(Lane.LIVE, 10)).hasSize(1);
        assertThat(ledger.schedule().recoverReports("gateway", patience)).isZero();
        assertThat(ledger.schedule().recoverReports("ehr", patience)).isEqualTo(1);
        assertThat(ledger.schedule().claimReports("ehr", Lane.LIVE, 10))
                .extracting(RetrySchedule.DueReport::reportId)
                .containsExactly("report");
    }

    @Test
    void whatAClockTouchedThatWasPutBackSinceIsFoundToo() throws Exception {
        ledger.received(arrival(1));
        ledger.received(arrival(2));
        ledger.interpreted(made("report", 2, null), List.of("ehr"));
        Duration patience = Duration.ofSeconds(30);

        clock.now = NOON.minus(Duration.ofDays(1));
        assertThat(ledger.schedule().recoverEcgs(Lane.LIVE, patience))
                .as("it may be on its way")
                .isZero();
        assertThat(ledger.schedule().recoverReports("ehr", patience)).isZero();

        clock.now = clock.now.plus(patience);
        assertThat(ledger.schedule().recoverEcgs(Lane.LIVE, patience)).isEqualTo(1);
        assertThat(ledger.schedule().recoverReports("ehr", patience)).isEqualTo(1);
        assertThat(ledger.schedule().claimEcgs(Lane.LIVE, 9)).hasSize(1);
        assertThat(ledger.schedule().claimReports("ehr", Lane.LIVE, 9)).hasSize(1);
    }

    @Test
    void theNextOfAPatientIsTakenWhenTheOneBeforeIsSettled() throws Exception {
        for (int i = 1; i <= 3; i++) {
            ledger.received(arrival(i));
            ledger.interpreted(made("report-" + i, i, i < 3 ? "patient" : null), List.of("ehr", "pacs"));
        }
        ledger.deferred("report-2", "ehr", "an earlier one goes first", NOON);
        RetrySchedule schedule = ledger.schedule();
        assertThat(schedule.claimAfter("report-1", "ehr", Lane.LIVE))
                .as("it still waits")
                .isEmpty();

        ledger.delivery("report-1", new Delivery("ehr", Delivery.State.DELIVERED, 1, null), "1");
        ledger.deferred("report-2", "ehr", "it asked for a pause", NOON.plusSeconds(60));
        assertThat(schedule.claimAfter("report-1", "ehr", Lane.LIVE))
                .as("it is not due")
                .isEmpty();
        clock.now = NOON.plusSeconds(60);
        assertThat(schedule.claimAfter("report-1", "pacs", Lane.LIVE))
                .as("another destination")
                .isEmpty();
        assertThat(schedule.claimAfter("report-3", "ehr", Lane.LIVE))
                .as("nobody's report")
                .isEmpty();
        assertThat(schedule.claimAfter("report-1", "ehr", Lane.LIVE))
                .contains(new RetrySchedule.DueReport("report-2", "ehr", "patient", clock.now.toEpochMilli()));
        assertThat(schedule.claimAfter("report-1", "ehr", Lane.LIVE))
                .as("it is in the queue")
                .isEmpty();
    }

    @Test
    void reportsOfAPatientGoInTheOrderInWhichTheyWereMade() throws Exception {
        for (int i = 1; i <= 4; i++) {
            ledger.received(arrival(i));
        }
        ledger.interpreted(made("first", 1, "patient"), List.of("ehr"));
        ledger.interpreted(made("second", 2, "patient"), List.of("ehr"));
        ledger.interpreted(made("other", 3, "somebody else"), List.of("ehr"));
        ledger.interpreted(made("nobody", 4, null), List.of("ehr"));
        assertThat(task("first").held()).isFalse();
        assertThat(task("second").held()).isTrue();
        assertThat(task("other").held()).isFalse();
        assertThat(task("nobody").held()).isFalse();

        ledger.delivery("first", waiting("ehr", 1, "it does not answer", NOON.plusSeconds(60)), null);
        ledger.deferred("second", "ehr", "an earlier one goes first", NOON);
        assertThat(ledger.schedule().claimReports("ehr", Lane.LIVE, 10)).isEmpty();

        ledger.delivery("first", new Delivery("ehr", Delivery.State.FAILED, 2, "refused"), null);
        assertThat(ledger.schedule().claimReports("ehr", Lane.LIVE, 10))
                .extracting(RetrySchedule.DueReport::reportId, RetrySchedule.DueReport::patientKey)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("second", "patient"));
        assertThat(task("second").held()).isFalse();
        assertThat(task("second").tries()).as("being held is no try").isZero();
    }

    @Test
    void ofManyWhoClaimAtOnceEachReportHasOne() throws Exception {
        List<String> reports = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            ledger.received(arrival(i));
            ledger.interpreted(made("report-" + i, i, null), List.of("ehr"));
            ledger.deferred("report-" + i, "ehr", "later", NOON);
            reports.add("report-" + i);
        }
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (Ledger otherNode = open(clock)) {
            List<Callable<List<RetrySchedule.DueReport>>> claims = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Ledger node = i % 2 == 0 ? ledger : otherNode;
                claims.add(() -> node.schedule().claimReports("ehr", Lane.LIVE, 5));
            }
            List<String> claimed = new ArrayList<>();
            for (Future<List<RetrySchedule.DueReport>> claim : threads.invokeAll(claims)) {
                claim.get().forEach(due -> claimed.add(due.reportId()));
            }
            assertThat(claimed).doesNotHaveDuplicates();
            claimed.addAll(ledger.schedule().claimReports("ehr", Lane.LIVE, 60).stream()
                    .map(RetrySchedule.DueReport::reportId)
                    .toList());
            assertThat(claimed).containsExactlyInAnyOrderElementsOf(reports);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aNewerModelsReportNamesTheOlder() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("old", 1, null), BOTH);

        assertThat(ledger.reports().older(source(1).key(), MODEL)).isEmpty();
        assertThat(ledger.reports().older(source(1).key(), "mean 2")).contains("old");
    }

    /** In a rolling upgrade a node of the version before meets what one of the next has made. */
    @Test
    void aReportRevisesNoneOfAHigherVersionWhicheverWasMadeFirst() throws Exception {
        ledger.received(arrival(1));
        madeBy("mean 1.9.0", "nine");
        madeBy("mean 1.10.0", "ten");
        madeBy("mean 1.2.0", "two");

        assertThat(ledger.reports().older(source(1).key(), "mean 1.2.0")).isEmpty();
        assertThat(ledger.reports().older(source(1).key(), "mean 1.9.0")).contains("two");
        assertThat(ledger.reports().older(source(1).key(), "mean 1.9.1")).contains("nine");
        assertThat(ledger.reports().older(source(1).key(), "mean 2.0.0")).contains("ten");
        assertThat(ledger.reports().older(source(1).key(), "median 1.0.0"))
                .as("of another model the last")
                .contains("two");
    }

    @Test
    void theReportOfTheHighestVersionStandsForAnEcg() throws Exception {
        ledger.received(arrival(1));
        assertThat(ledger.reports().standing(source(1).key(), "mean 1")).isEmpty();
        madeBy("mean 1.10.0", "ten");
        madeBy("mean 1.9.0", "nine");
        madeBy("median 3.0.0", "other");

        assertThat(ledger.reports().standing(source(1).key(), "mean 1.9.0")).contains("ten");
        assertThat(ledger.reports().standing(source(1).key(), "mean 2.0.0")).contains("ten");
        assertThat(ledger.reports().standing(source(1).key(), "mode 1.0.0")).contains("other");

        ledger.write(handle -> handle.execute("update report set bundle = null"));
        assertThat(ledger.reports().standing(source(1).key(), "mean 1.10.0"))
                .as("what retention removed is made anew")
                .isEmpty();
        assertThat(ledger.reports().standing(source(1).key(), "mean 1.9.0"))
                .as("but not by an older version")
                .contains("ten");
    }

    @Test
    void isReadByTheModelThatRunsWhereAPersonAskedForItAndOnce() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), BOTH);
        ledger.received(arrival(1));
        assertThat(ledger.readingTask(hash(1))).contains(new ReadingTask(true, false, null));

        ledger.replays().carryOut(new Replay(Replay.Action.RERUN, EcgFilter.ALL, null, null, 1, "night shift"));
        ledger.schedule().claimEcgs(Lane.LIVE, 1);
        ledger.postponed(hash(1), "the encoder is busy", NOON);
        ledger.schedule().claimEcgs(Lane.LIVE, 1);
        assertThat(ledger.readingTask(hash(1))).contains(new ReadingTask(true, true, null));

        ledger.repeated(hash(1), "DICOM", source(1), "report", BOTH);
        assertThat(ledger.readingTask(hash(1))).contains(new ReadingTask(true, false, null));
    }

    @Test
    void anEcgIsNotSettledWhileAnyOfItsReportsWaits() throws Exception {
        ledger.received(arrival(1));
        madeBy("mean 1", "old");
        madeBy("mean 2", "new");
        delivered("new");
        Instant later = NOON.plusSeconds(10);
        assertThat(ledger.removal().originals(later, 0, 9)).isEmpty();
        assertThat(ledger.removal().removed(List.of(hash(1)), later)).isZero();

        delivered("old");
        assertThat(ledger.removal().originals(later, 0, 9))
                .extracting(Removal.Outdated::object)
                .containsExactly(hash(1));
        assertThat(ledger.removal().removed(List.of(hash(1)), later)).isEqualTo(1);
    }

    @Test
    void withAnEcgGoAllItsReportsAndWithBytesThatAreNotItsLastNone() throws Exception {
        ledger.received(arrival(1));
        ledger.received(arrival(2));
        madeBy("mean 1", "old");
        madeBy("mean 2", "new");
        ledger.repeated(hash(2), "DICOM", source(1), "new", BOTH);
        delivered("old");
        delivered("new");
        Instant later = NOON.plusSeconds(10);

        ledger.removal().removed(List.of(hash(1)), later);
        assertThat(ledger.removal().entries(later, Instant.EPOCH, 9)).isEqualTo(new Removal.Part(1, 1, NOON));
        assertThat(ledger.search().find(hash(1))).isEmpty();
        assertThat(ledger.search().reports(hash(2)))
                .extracting(ReportEntry::reportId)
                .containsExactly("old", "new");

        ledger.removal().removed(List.of(hash(2)), later);
        assertThat(ledger.removal().entries(later, Instant.EPOCH, 9)).isEqualTo(new Removal.Part(1, 1, NOON));
        assertThat(ledger.reports().bundle("old")).isEmpty();
        assertThat(ledger.deliveryTask("old", "ehr")).isEmpty();
        assertThat(ledger.deliveryTask("new", "ehr")).isEmpty();
    }

    @Test
    void transactionsGoInParts() throws Exception {
        for (int i = 1; i <= 5; i++) {
            ledger.received(arrival(i));
            ledger.interpreted(made("report-" + i, i, null), BOTH);
            if (i != 2) {
                delivered("report-" + i);
            }
        }
        Instant later = NOON.plusSeconds(10);
        assertThat(ledger.removal().reports(NOON, Instant.EPOCH, 3)).isEqualTo(new Removal.Part(0, 0, Instant.EPOCH));
        assertThat(ledger.removal().reports(later, Instant.EPOCH, 3)).isEqualTo(new Removal.Part(3, 3, NOON));
        assertThat(ledger.removal().reports(later, NOON, 3)).isEqualTo(new Removal.Part(1, 1, NOON));
        assertThat(ledger.reports().bundle("report-1")).isEmpty();
        assertThat(ledger.reports().bundle("report-2")).isPresent();
    }

    private void delivered(String report) throws LedgerException {
        for (String destination : BOTH) {
            ledger.delivery(report, new Delivery(destination, Delivery.State.DELIVERED, 1, null), "1");
        }
    }

    private void madeBy(String model, String report) throws LedgerException {
        MadeReport made = new MadeReport(
                report, hash(1), "DICOM", source(1), null, model, null, new byte[] {'{', '}'}, true, null, NOON);
        ledger.interpreted(made, BOTH);
    }

    @Test
    void isSearchedByWhereThingsStand() throws Exception {
        for (int i = 1; i <= 6; i++) {
            ledger.received(arrival(i));
        }
        ledger.quarantined(hash(2), "cut off");
        ledger.failed(hash(3), "the disk");
        for (int i = 4; i <= 6; i++) {
            ledger.interpreted(made("report-" + i, i, null), List.of("ehr"));
        }
        ledger.delivery("report-5", new Delivery("ehr", Delivery.State.DELIVERED, 1, null), "1");
        ledger.delivery("report-6", new Delivery("ehr", Delivery.State.FAILED, 1, "refused"), null);

        assertThat(found(EcgFilter.in(LedgerEntry.State.RECEIVED))).containsExactly(hash(1));
        assertThat(found(EcgFilter.in(LedgerEntry.State.QUARANTINED))).containsExactly(hash(2));
        assertThat(found(EcgFilter.in(LedgerEntry.State.INTERPRETED))).containsExactly(hash(4));
        assertThat(found(EcgFilter.in(LedgerEntry.State.DELIVERED))).containsExactly(hash(5));
        assertThat(found(EcgFilter.in(LedgerEntry.State.FAILED))).containsExactly(hash(3), hash(6));
        assertThat(found(new EcgFilter(
                        java.util.Set.of(LedgerEntry.State.FAILED), null, null, "ehr", null, null, null, null)))
                .containsExactly(hash(6));
        assertThat(found(new EcgFilter(
                        java.util.Set.of(), "dicom", "CART", "ehr", null, Lane.LIVE, NOON, NOON.plusSeconds(1))))
                .containsExactly(hash(4), hash(5), hash(6));
        assertThat(found(new EcgFilter(java.util.Set.of(), null, null, null, null, null, NOON.plusSeconds(1), null)))
                .isEmpty();
        assertThat(all()).allSatisfy(entry -> assertThat(entry)
                .isEqualTo(ledger.search().find(entry.object()).orElseThrow()));
        assertThat(ledger.search().list(EcgFilter.ALL, all().get(3).sequence(), 1))
                .extracting(LedgerEntry::object)
                .containsExactly(hash(5));
        assertThat(ledger.search().summary())
                .containsEntry("FAILED", 2L)
                .containsEntry("RECEIVED", 1L)
                .containsEntry("WAITING at ehr", 1L)
                .containsEntry("FAILED at ehr", 1L);
    }

    @Test
    void aLiveReportGoesBeforeThoseOfAnArchive() throws Exception {
        ledger.received(archived(1));
        ledger.received(archived(2));
        ledger.received(arrival(3));
        assertThat(ledger.interpreted(made("old", 1, "patient"), List.of("ehr")))
                .containsExactly(new ReportAddress("ehr", Lane.BACKFILL));
        ledger.interpreted(made("older", 2, "patient"), List.of("ehr"));
        assertThat(ledger.interpreted(made("today's", 3, "patient"), List.of("ehr")))
                .containsExactly(new ReportAddress("ehr", Lane.LIVE));
        assertThat(task("today's").held())
                .as("it waits for none of the archive")
                .isFalse();
        assertThat(task("older").held()).as("the archive keeps its order").isTrue();

        for (String report : List.of("old", "older", "today's")) {
            ledger.deferred(report, "ehr", "many reports wait", NOON);
        }
        RetrySchedule schedule = ledger.schedule();
        assertThat(schedule.claimAfter("old", "ehr", Lane.BACKFILL).map(RetrySchedule.DueReport::reportId))
                .contains("today's");
        assertThat(schedule.claimAfter("today's", "ehr", Lane.LIVE))
                .as("none of the archive takes the place of one of today")
                .isEmpty();
        ledger.deferred("today's", "ehr", "once more", NOON);
        assertThat(schedule.claimReports("ehr", Lane.LIVE, 9))
                .extracting(RetrySchedule.DueReport::reportId)
                .containsExactly("today's");
        assertThat(schedule.claimReports("ehr", Lane.BACKFILL, 9))
                .extracting(RetrySchedule.DueReport::reportId)
                .containsExactly("old");
    }

    @Test
    void oneOfAnArchiveThatALiveOneHoldsIsNotTakenAfterItself() throws Exception {
        ledger.received(arrival(1));
        ledger.received(archived(2));
        ledger.interpreted(made("today's", 1, "patient"), List.of("ehr"));
        ledger.interpreted(made("old", 2, "patient"), List.of("ehr"));
        ledger.delivery("today's", waiting("ehr", 1, "it does not answer", NOON.plusSeconds(300)), null);
        assertThat(task("old").held()).isTrue();
        ledger.deferred("old", "ehr", "an earlier one goes first", NOON);

        assertThat(ledger.schedule().claimAfter("old", "ehr", Lane.BACKFILL)).isEmpty();
        assertThat(ledger.schedule().claimReports("ehr", Lane.BACKFILL, 9)).isEmpty();
        clock.now = NOON.plusSeconds(300);
        assertThat(ledger.schedule().claimAfter("old", "ehr", Lane.BACKFILL).map(RetrySchedule.DueReport::reportId))
                .contains("today's");
    }

    @Test
    void behindThousandsOfAPatientThatMustWaitThoseOfOthersAreFound() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("other", 1, "somebody else"), List.of("ehr"));
        ledger.deferred("other", "ehr", "many reports wait", NOON.minusMillis(1));
        ledger.write(handle ->
                handle.execute("with recursive n(i) as (select 1 union all select i + 1 from n where i < 15000)"
                        + " insert into delivery (report_id, destination, patient_key, lane, state, next_try_at, changed_at)"
                        + " select 'report-' || i, 'ehr', 'patient', 'LIVE', 'WAITING', i, i from n"));
        ledger.write(handle -> handle.execute("update delivery set next_try_at = null where report_id = 'report-1'"));
        RetrySchedule schedule = ledger.schedule();

        List<String> found = new ArrayList<>();
        for (int look = 0; look < 20; look++) {
            schedule.claimReports("ehr", Lane.LIVE, 16).forEach(due -> found.add(due.reportId()));
        }
        assertThat(found).containsExactly("other");

        ledger.write(handle ->
                handle.execute("update delivery set patient_key = 'a third' where report_id = 'report-2500'"));
        for (int look = 0; look < 20; look++) {
            schedule.claimReports("ehr", Lane.LIVE, 16).forEach(due -> found.add(due.reportId()));
        }
        assertThat(found).as("and then it begins again").containsExactly("other", "report-2500");
    }

    @Test
    void whatANodeTookAndDidNotSendIsGivenOutAgain() throws Exception {
        for (int i = 1; i <= 4; i++) {
            ledger.received(arrival(i));
        }
        for (int i = 1; i <= 2; i++) {
            ledger.postponed(hash(i), "the encoder is busy", NOON);
            ledger.interpreted(made("report-" + i, i + 2, null), List.of("ehr"));
            ledger.deferred("report-" + i, "ehr", "many reports wait", NOON);
        }
        RetrySchedule schedule = ledger.schedule();
        List<RetrySchedule.DueEcg> ecgs = schedule.claimEcgs(Lane.LIVE, 9);
        List<RetrySchedule.DueReport> reports = schedule.claimReports("ehr", Lane.LIVE, 9);
        assertThat(ecgs).hasSize(2);
        assertThat(reports).hasSize(2);
        schedule.ecgsSent(ecgs.subList(0, 1));
        schedule.reportsSent(reports.subList(0, 1));

        clock.now = NOON.plus(Duration.ofMinutes(6));
        assertThat(schedule.recoverClaimedEcgs(Lane.LIVE))
                .as("it may still be sending")
                .isZero();
        assertThat(schedule.recoverClaimedReports("ehr")).isZero();
        clock.now = NOON.plus(Duration.ofMinutes(7));
        assertThat(schedule.recoverClaimedEcgs(Lane.BACKFILL)).isZero();
        assertThat(schedule.recoverClaimedReports("pacs")).isZero();
        assertThat(schedule.recoverClaimedEcgs(Lane.LIVE)).isEqualTo(1);
        assertThat(schedule.recoverClaimedReports("ehr")).isEqualTo(1);
        assertThat(schedule.recoverClaimedEcgs(Lane.LIVE)).isZero();
        assertThat(schedule.recoverClaimedReports("ehr")).isZero();
        assertThat(schedule.claimEcgs(Lane.LIVE, 9))
                .extracting(RetrySchedule.DueEcg::object)
                .containsExactly(ecgs.get(1).object());
        assertThat(schedule.claimReports("ehr", Lane.LIVE, 9))
                .extracting(RetrySchedule.DueReport::reportId)
                .containsExactly(reports.get(1).reportId());
    }

    @Test
    void aMarkIsTakenAwayByItsOwnClaimOnly() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), List.of("ehr"));
        ledger.deferred("report", "ehr", "many reports wait", NOON);
        RetrySchedule schedule = ledger.schedule();
        List<RetrySchedule.DueReport> slow = schedule.claimReports("ehr", Lane.LIVE, 9);
        ledger.deferred("report", "ehr", "an earlier one goes first", NOON);
        clock.now = NOON.plusSeconds(1);
        assertThat(schedule.claimReports("ehr", Lane.LIVE, 9)).hasSize(1);

        schedule.reportsSent(slow);
        schedule.putBack(slow.get(0), Duration.ZERO, "it is away");

        assertThat(schedule.claimReports("ehr", Lane.LIVE, 9)).isEmpty();
        clock.now = NOON.plus(Duration.ofMinutes(8));
        assertThat(schedule.recoverClaimedReports("ehr")).isEqualTo(1);
    }

    @Test
    void aClaimOfAClockThatWasPutBackSinceIsGivenOutAgainAsWell() throws Exception {
        ledger.received(arrival(1));
        ledger.postponed(hash(1), "the encoder is busy", NOON);
        ledger.schedule().claimEcgs(Lane.LIVE, 9);

        clock.now = NOON.minus(Duration.ofHours(8));
        ledger.schedule().recoverEcgs(Lane.LIVE, Duration.ofHours(6));
        assertThat(ledger.schedule().recoverClaimedEcgs(Lane.LIVE)).isZero();
        clock.now = clock.now.plus(Duration.ofMinutes(7));
        assertThat(ledger.schedule().recoverClaimedEcgs(Lane.LIVE)).isEqualTo(1);
        assertThat(ledger.schedule().claimEcgs(Lane.LIVE, 9)).hasSize(1);
    }

    @Test
    void whatWentOnBeforeItWasSaidToBeSentIsLeftAlone() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), List.of("ehr"));
        ledger.deferred("report", "ehr", "many reports wait", NOON);
        ledger.schedule().claimReports("ehr", Lane.LIVE, 9);
        ledger.delivery("report", new Delivery("ehr", Delivery.State.DELIVERED, 1, null), "1");

        clock.now = NOON.plus(Duration.ofMinutes(9));
        assertThat(ledger.schedule().recoverClaimedReports("ehr")).isZero();

        assertThat(ledger.schedule().claimReports("ehr", Lane.LIVE, 9)).isEmpty();
        assertThat(entry(1).deliveries()).extracting(Delivery::state).containsExactly(Delivery.State.DELIVERED);
    }

    @Test
    void anEcgWhoseReportFoundNoQueueIsNotGivenUp() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), List.of("ehr"));

        assertThat(ledger.failed(hash(1), "the queue takes no message")).isFalse();

        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.INTERPRETED);
        assertThat(entry(1).deliveries()).extracting(Delivery::nextTryAt).containsExactly(NOON.plusSeconds(5));
    }

    @Test
    void anEcgWhoseReportIsDeliveredIsNotGivenUpByALateMessage() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), List.of("ehr"));
        ledger.delivery("report", new Delivery("ehr", Delivery.State.DELIVERED, 1, null), "1");

        assertThat(ledger.failed(hash(1), "the disk is full")).as("given up").isFalse();
        assertThat(entry(1).state()).as("it has its report").isEqualTo(LedgerEntry.State.DELIVERED);
        assertThat(ledger.search().way(hash(1)))
                .last()
                .extracting(Step::outcome, Step::reason)
                .containsExactly("LATE", "the disk is full");
    }

    @Test
    void anEcgWhoseReportWaitsIsNotPutIntoQuarantineByALateMessage() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), List.of("ehr"));

        assertThat(ledger.quarantined(hash(1), "the file is cut")).isFalse();
        assertThat(entry(1).state()).isEqualTo(LedgerEntry.State.INTERPRETED);
        assertThat(entry(1).deliveries().get(0).reason()).isNull();
        assertThat(ledger.search().way(hash(1)))
                .last()
                .extracting(Step::outcome)
                .isEqualTo("LATE");
    }

    @Test
    void whatAQueueDoesNotTakeSaysWhyUntilItDoes() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("report", 1, null), List.of("ehr"));
        ledger.deferred("report", "ehr", "many reports wait", NOON);
        RetrySchedule schedule = ledger.schedule();

        schedule.putBack(schedule.claimReports("ehr", Lane.LIVE, 9).get(0), Duration.ZERO, "it is away");
        assertThat(entry(1).deliveries().get(0).reason()).isEqualTo("its queue does not take it now: it is away");

        schedule.reportsSent(schedule.claimReports("ehr", Lane.LIVE, 9));
        assertThat(entry(1).deliveries().get(0).reason()).isNull();
    }

    @Test
    void aNewerReportTakesTheirPlaceFromThoseThatHaveNotArrivedOnly() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("old", 1, null), BOTH);
        ledger.delivery("old", new Delivery(BOTH.get(0), Delivery.State.DELIVERED, 1, null), "1");
        MadeReport newer = made("new", 1, null);
        ledger.interpreted(revising(newer, "old"), BOTH);

        assertThat(ledger.deliveryTask("old", BOTH.get(0))).isPresent();
        assertThat(ledger.deliveryTask("old", BOTH.get(1))).isEmpty();
    }

    @Test
    void aLiveEcgIsLateWhereItCouldHaveBeenRead() throws Exception {
        Duration late = Duration.ofMillis(300);
        ledger.received(archived(1));
        ledger.received(arrival(2));
        clock.now = NOON.plusMillis(299);
        assertThat(ledger.isLate(Lane.LIVE, late)).isFalse();
        clock.now = NOON.plusMillis(300);
        assertThat(ledger.isLate(Lane.LIVE, late)).isTrue();

        clock.now = NOON.plus(Duration.ofMinutes(31));
        assertThat(ledger.isLate(Lane.LIVE, late)).as("it may be lost").isFalse();

        clock.now = NOON.plusMillis(300);
        ledger.interpreted(made("report", 2, null), List.of("ehr"));
        assertThat(ledger.isLate(Lane.LIVE, late)).isFalse();
    }

    @Test
    void aReportThatTakesTheLiveOnesPlaceIsLive() throws Exception {
        ledger.received(arrival(1));
        ledger.interpreted(made("old", 1, "patient"), List.of("ehr"));
        ledger.write(handle -> handle.execute("update received set lane = 'BACKFILL'"));
        MadeReport newer = made("new", 1, "patient");

        List<ReportAddress> addresses = ledger.interpreted(revising(newer, "old"), List.of("ehr"));

        assertThat(addresses).containsExactly(new ReportAddress("ehr", Lane.LIVE));
    }

    @Test
    void aReportOfAnArchiveIsHurriedWhenItsEcgComesInLive() throws Exception {
        ledger.received(archived(1));
        ledger.interpreted(made("old", 1, "patient"), List.of("ehr"));
        ledger.deferred("old", "ehr", "many reports wait", NOON);
        ledger.received(arrival(2));

        ledger.repeated(hash(2), "DICOM", source(1), "old", List.of("ehr"));

        assertThat(ledger.schedule().claimReports("ehr", Lane.LIVE, 9))
                .extracting(RetrySchedule.DueReport::reportId)
                .containsExactly("old");
    }

    private static Arrival archived(int number) {
        return new Arrival(hash(number), "file", null, Lane.BACKFILL, 100, NOON);
    }

    @Test
    void whatASenderOrAReceiverWritesNeverFailsInTheDatabase() throws Exception {
        String identifier = "urn:x|1\u00002";
        SourceIdentity odd = new SourceIdentity(SourceIdentity.Kind.FHIR, identifier, "f".repeat(64));
        SourceIdentity huge = new SourceIdentity(SourceIdentity.Kind.DICOM, "1".repeat(60_000), "f".repeat(64));
        ledger.received(arrival(1));
        ledger.postponed(hash(1), "the SOP class is 1\u0000\uD83D", NOON);
        assertThat(entry(1).reason()).isEqualTo("the SOP class is 1\uFFFD\uFFFD");
        ledger.received(arrival(2));

        ledger.interpreted(madeOf("report", 1, odd), List.of("ehr"));
        ledger.interpreted(madeOf("another", 2, huge), List.of("ehr"));
        ledger.delivery("report", new Delivery("ehr", Delivery.State.FAILED, 1, "no\u0000"), null);

        assertThat(ledger.isKnown(identifier)).isTrue();
        assertThat(ledger.isKnown(huge.identifier())).isTrue();
        assertThat(ledger.reports().of(huge.key(), MODEL)).contains("another");
        assertThat(entry(1).deliveries()).extracting(Delivery::reason).containsExactly("no\uFFFD");
        assertThatThrownBy(() -> new AssignedPatient("4711\u0000", null)).isInstanceOf(IllegalArgumentException.class);
    }

    private static MadeReport madeOf(String id, int number, SourceIdentity source) {
        return new MadeReport(
                id, hash(number), "FHIR", source, null, MODEL, null, new byte[] {'{', '}'}, true, null, NOON);
    }

    @Test
    void oneFaultyWriteOfAGroupDoesNotUndoTheOthers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Callable<Boolean>> writes = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            int number = i;
            writes.add(() -> {
                if (number % 8 == 0) {
                    assertThatThrownBy(() -> ledger.write(handle -> handle.execute(
                                    "insert into received (channel)" + " values ('a secret of a patient')")))
                            .isInstanceOf(LedgerException.class)
                            .hasMessageNotContaining("secret");
                    return false;
                }
                ledger.received(arrival(number));
                return true;
            });
        }
        for (Future<Boolean> write : threads.invokeAll(writes)) {
            write.get();
        }
        threads.shutdown();

        assertThat(all()).hasSize(56);
    }

    @Test
    void patientsHaveKeysThatLastAndTellNothing() throws Exception {
        PatientRef patient = new PatientRef("12345678", "hospital");
        String key = ledger.patientKeys().of(patient);
        assertThat(key).matches("[0-9a-f]{32}").doesNotContain("12345678");
        assertThat(ledger.patientKeys().of(new PatientRef("12345678", "clinic")))
                .isNotEqualTo(key);
        assertThat(ledger.patientKeys().of(null)).isNull();
        try (Ledger again = open(clock)) {
            assertThat(again.patientKeys().of(patient)).isEqualTo(key);
        }
    }

    private DeliveryTask task(String report) throws LedgerException {
        return ledger.deliveryTask(report, "ehr").orElseThrow();
    }

    private List<ObjectHash> found(EcgFilter filter) throws LedgerException {
        List<LedgerEntry> found = ledger.search().list(filter, 0, 100);
        assertThat(ledger.search().count(filter)).isEqualTo(found.size());
        return found.stream().map(LedgerEntry::object).toList();
    }

    private List<LedgerEntry> all() throws LedgerException {
        return ledger.search().list(EcgFilter.ALL, 0, 1000);
    }

    private LedgerEntry entry(int number) throws LedgerException {
        return ledger.search().find(hash(number)).orElseThrow();
    }

    private static Delivery waiting(String destination, int tries, String reason, Instant next) {
        return new Delivery(destination, Delivery.State.WAITING, tries, reason, null, next);
    }

    static Arrival arrival(int number) {
        return new Arrival(hash(number), "dicom", "CART", Lane.LIVE, 100, NOON);
    }

    static SourceIdentity source(int number) {
        return new SourceIdentity(SourceIdentity.Kind.DICOM, "1.2." + number, "f".repeat(64));
    }

    static MadeReport made(String id, int number, String patientKey) {
        byte[] bundle = ("{\"report\":\"ä " + number + "\"}").getBytes(StandardCharsets.UTF_8);
        return new MadeReport(
                id, hash(number), "DICOM", source(number), patientKey, MODEL, null, bundle, true, null, NOON);
    }

    private static MadeReport madeOf(SourceIdentity source, String id, int number) {
        return new MadeReport(
                id, hash(number), "DICOM", source, null, MODEL + id, null, new byte[] {'{', '}'}, true, null, NOON);
    }

    /** The same report by another model, in place of an older one. */
    private static MadeReport revising(MadeReport made, String older) {
        return new MadeReport(
                made.reportId(),
                made.original(),
                made.format(),
                made.source(),
                made.patientKey(),
                "mean 2",
                older,
                made.bundle(),
                true,
                null,
                NOON);
    }

    static ObjectHash hash(int number) {
        return new ObjectHash(String.format("%064x", number));
    }
}
