package org.einthoven.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.app.SettableClock;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.dicom.network.CommitmentRequest;
import org.einthoven.dicom.network.CommitmentResult;
import org.einthoven.dicom.network.SopReference;
import org.einthoven.ecg.Delivery;
import org.einthoven.ecg.SourceIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a ledger knows of storage commitments, in either database. */
abstract class CommitmentsContract {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant SOON = NOON.plusSeconds(5);
    private static final String CART = "CART";
    private static final int UNKNOWN = CommitmentResult.Failure.NO_SUCH_OBJECT;

    private final SettableClock clock = new SettableClock(NOON);
    private Ledger ledger;
    private Commitments commitments;

    /** A ledger without entries. */
    abstract Ledger open(Clock time) throws Exception;

    @BeforeEach
    void openLedger() throws Exception {
        ledger = open(clock);
        commitments = ledger.commitments();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static CommitmentRequest request(String transactionUid, String... instanceUids) {
        List<SopReference> instances = new ArrayList<>();
        for (String uid : instanceUids) {
            instances.add(new SopReference("1.2.840.10008.5.1.4.1.1.9.1.1", uid));
        }
        return new CommitmentRequest(transactionUid, instances);
    }

    private Commitment asked(String... instanceUids) throws Exception {
        CommitmentRequest request = request("1.2.3", instanceUids);
        assertThat(commitments.asked(request, CART, SOON)).isTrue();
        return commitments.find(CART, "1.2.3").orElseThrow();
    }

    private static ObjectHash hash(int number) {
        return new ObjectHash(String.format("%064x", number));
    }

    private void received(int number, String sopInstanceUid) throws Exception {
        ledger.received(new Arrival(hash(number), "dicom", CART, Lane.LIVE, null, 3, clock.instant(), sopInstanceUid));
    }

    private static Commitments.Outcome kept(int position, int... objects) {
        List<ObjectHash> originals = new ArrayList<>();
        for (int object : objects) {
            originals.add(hash(object));
        }
        return new Commitments.Outcome(position, Commitment.COMMITTED, originals, null);
    }

    private Commitment decided(Commitment commitment, Commitments.Outcome... outcomes) throws Exception {
        commitments.note(commitment, List.of(outcomes));
        return commitments.decided(commitment, clock.instant()).orElseThrow();
    }

    @Test
    void aCommitmentGoesFromTheRequestToThePeersWord() throws Exception {
        received(1, "1.1");
        Commitment asked = asked("1.1", "1.2");
        assertThat(asked.open()).hasSize(2);
        assertThat(commitments.decided(asked, NOON)).as("nothing is known").isEmpty();

        commitments.note(asked, List.of(kept(0, 1)));
        assertThat(commitments.decided(asked, NOON)).as("half is known").isEmpty();
        Commitment decided = decided(asked, Commitments.Outcome.failed(1, UNKNOWN));
        assertThat(decided.result().committed())
                .extracting(SopReference::sopInstanceUid)
                .containsExactly("1.1");
        assertThat(decided.result().failed())
                .containsExactly(
                        new CommitmentResult.Failure(asked.objects().get(1).instance(), UNKNOWN));
        assertThat(commitments.peersToTell()).containsExactly(CART);
        assertThat(ledger.search().way(hash(1)))
                .filteredOn(step -> step.step().equals("commit"))
                .extracting(Step::outcome, Step::reason)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("COMMITTED", "its storage was committed to CART"));

        commitments.reported(CART, "1.2.3");
        assertThat(commitments.peersToTell()).isEmpty();
        assertThat(commitments.counts()).isEmpty();
    }

    @Test
    void theSameRequestAgainIsTheSameCommitmentAndLookedAtAnew() throws Exception {
        Commitment first = asked("1.1");
        decided(first, Commitments.Outcome.failed(0, UNKNOWN));
        commitments.reported(CART, "1.2.3");

        received(1, "1.1");
        Commitment again = asked("1.1");
        assertThat(again.sequence()).isEqualTo(first.sequence());
        assertThat(again.open()).hasSize(1);
        assertThat(decided(again, kept(0, 1)).result().committed()).hasSize(1);
    }

    @Test
    void theOrderOfTheObjectsIsOfNoMatter() throws Exception {
        asked("1.1", "1.2");
        assertThat(commitments.asked(request("1.2.3", "1.2", "1.1"), CART, SOON))
                .isTrue();
    }

    @Test
    void aTransactionUidStandsForOneListOfObjectsOfOnePeer() throws Exception {
        Commitment first = asked("1.1");
        assertThat(commitments.asked(request("1.2.3", "1.1", "1.2"), CART, SOON))
                .isFalse();
        assertThat(commitments.asked(request("1.2.3", "1.9"), "OTHER", SOON)).isTrue();

        assertThat(commitments.find(CART, "1.2.3")).contains(first);
    }

    @Test
    void oneIsClaimedOnceAndLeftToWhoClaimedIt() throws Exception {
        asked("1.1");
        assertThat(commitments.claimUndecided(9, NOON.plusSeconds(60)))
                .as("its peer may hear at once")
                .isEmpty();
        clock.now = SOON;
        List<Commitment> claimed = commitments.claimUndecided(9, NOON.plusSeconds(60));
        assertThat(claimed).hasSize(1);
        assertThat(commitments.claimUndecided(9, NOON.plusSeconds(60))).isEmpty();
        clock.now = NOON.plusSeconds(60);
        assertThat(commitments.claimUndecided(9, NOON.plusSeconds(120)))
                .as("who claimed it ended")
                .hasSize(1);

        decided(claimed.get(0), Commitments.Outcome.failed(0, UNKNOWN));
        assertThat(commitments.claimUntold("OTHER", NOON.plusSeconds(120))).isEmpty();
        assertThat(commitments.claimUntold(CART, NOON.plusSeconds(120))).isPresent();
        assertThat(commitments.claimUntold(CART, NOON.plusSeconds(120))).isEmpty();
    }

    @Test
    void whatCannotBeToldWaitsThenIsGivenUp() throws Exception {
        Commitment decided = decided(asked("1.1"), Commitments.Outcome.failed(0, UNKNOWN));
        commitments.untold(decided, "it does not answer", NOON.plusSeconds(10));
        assertThat(commitments.peersToTell()).isEmpty();
        clock.now = NOON.plusSeconds(10);
        Commitment due = commitments.claimUntold(CART, NOON.plusSeconds(60)).orElseThrow();
        assertThat(due.tries()).isEqualTo(1);

        commitments.untold(due, "it does not answer", null);
        clock.now = NOON.plus(Duration.ofDays(1));
        assertThat(commitments.peersToTell()).isEmpty();
        commitments.reported(CART, "1.2.3");
        assertThat(commitments.find(CART, "1.2.3")).isPresent();
    }

    @Test
    void aPeerThatIsAwayIsAskedOnceForAll() throws Exception {
        decided(asked("1.1"), Commitments.Outcome.failed(0, UNKNOWN));
        commitments.asked(request("1.2.4", "1.1"), "OTHER", SOON);
        decided(commitments.find("OTHER", "1.2.4").orElseThrow(), Commitments.Outcome.failed(0, UNKNOWN));

        commitments.quiet(CART, NOON.plusSeconds(10));
        assertThat(commitments.peersToTell()).containsExactly("OTHER");
    }

    @Test
    void anOriginalThatWasRemovedMeanwhileIsNotCommitted() throws Exception {
        received(1, "1.1");
        ledger.quarantined(hash(1), "no ECG");
        ledger.replays()
                .carryOut(new Replay(Replay.Action.DISMISS, EcgFilter.of(hash(1).hex()), null, null, 1, "night shift"));
        Commitment asked = asked("1.1");
        clock.now = NOON.plusSeconds(60);
        assertThat(ledger.removal().removed(List.of(hash(1)), NOON.plusSeconds(1)))
                .isEqualTo(1);
        assertThat(commitments.originals("1.1", "pacs"))
                .containsExactly(new Commitments.Original(hash(1), null, true, false, null, false));

        assertThat(decided(asked, kept(0, 1)).result().failed())
                .extracting(CommitmentResult.Failure::reason)
                .containsExactly(UNKNOWN);
    }

    @Test
    void anOriginalThatIsCommittedIsNotRemoved() throws Exception {
        received(1, "1.1");
        received(2, "1.2");
        for (int number : List.of(1, 2)) {
            ledger.quarantined(hash(number), "no ECG");
            ledger.replays()
                    .carryOut(new Replay(
                            Replay.Action.DISMISS, EcgFilter.of(hash(number).hex()), null, null, 1, "night shift"));
        }
        decided(asked("1.1"), kept(0, 1));
        clock.now = NOON.plus(Duration.ofDays(1000));

        assertThat(ledger.removal().originals(NOON.plusSeconds(1), 0, 10))
                .extracting(Removal.Outdated::object)
                .containsExactly(hash(2));
        assertThat(ledger.removal().removed(List.of(hash(1), hash(2)), NOON.plusSeconds(1)))
                .isEqualTo(1);
        assertThat(commitments.originals("1.1", "pacs"))
                .containsExactly(new Commitments.Original(hash(1), null, false, false, null, false));
    }

    private void interpreted(int number, String sopInstanceUid) throws Exception {
        received(number, sopInstanceUid);
        ledger.interpreted(
                new MadeReport(
                        "r" + number,
                        hash(number),
                        "DICOM",
                        new SourceIdentity(
                                SourceIdentity.Kind.DICOM,
                                sopInstanceUid,
                                hash(number).hex()),
                        null,
                        "mean 1",
                        null,
                        "{}".getBytes(StandardCharsets.UTF_8),
                        true,
                        null,
                        clock.instant()),
                List.of("pacs"));
    }

    private static CommitmentResult committed(CommitmentRequest request, int... failed) {
        List<SopReference> kept = new ArrayList<>(request.instances());
        List<CommitmentResult.Failure> failures = new ArrayList<>();
        for (int position : failed) {
            kept.remove(request.instances().get(position));
            failures.add(new CommitmentResult.Failure(request.instances().get(position), UNKNOWN));
        }
        return new CommitmentResult(request.transactionUid(), kept, failures);
    }

    @Test
    void anArchiveThatCommitsEndsTheWaitOfReportAndPeer() throws Exception {
        ArchiveCommitments archive = ledger.archiveCommitments();
        interpreted(1, "1.1");
        assertThat(commitments.originals("1.1", "pacs").get(0).onItsWay()).isTrue();
        Commitment waits = asked("1.1");
        commitments.postponed(waits, NOON.plus(Duration.ofHours(1)));
        CommitmentRequest request = request("1.2.9", "1.1", "1.1.1");
        archive.asked(request, "r1", "pacs", "status B000");
        ledger.awaited("r1", "pacs", "not committed yet", NOON.plus(Duration.ofDays(1)));
        clock.now = NOON.plusSeconds(60);
        assertThat(ledger.schedule().claimReports("pacs", Lane.LIVE, 9)).isEmpty();
        assertThat(commitments.claimUndecided(9, clock.now)).isEmpty();

        assertThat(archive.result(committed(request("1.2.8", "1.1"))))
                .as("nobody asked")
                .isFalse();
        assertThat(archive.result(committed(request))).isTrue();

        ArchiveCommitment said = archive.find("r1", "pacs").orElseThrow();
        assertThat(said.state()).isEqualTo(ArchiveCommitment.State.COMMITTED);
        assertThat(said.warning()).isEqualTo("status B000");
        assertThat(commitments.originals("1.1", "pacs").get(0).archived()).isTrue();
        assertThat(commitments.originals("1.1", "other").get(0).archived()).isFalse();
        assertThat(ledger.schedule().claimReports("pacs", Lane.LIVE, 9)).hasSize(1);
        assertThat(ledger.deliveryTask("r1", "pacs").orElseThrow().tries()).isZero();
        assertThat(commitments.claimUndecided(9, clock.now.plusSeconds(60))).hasSize(1);
        archive.forget("r1", "pacs");
        assertThat(archive.find("r1", "pacs")).isEmpty();
    }

    /** The archive's word comes between the answer to the request and the note that it is awaited. */
    @Test
    void whatAnArchiveSaysMeanwhileIsNotAwaited() throws Exception {
        interpreted(1, "1.1");
        CommitmentRequest request = request("1.2.9", "1.1");
        ledger.archiveCommitments().asked(request, "r1", "pacs", null);
        ledger.archiveCommitments().result(committed(request));
        ledger.awaited("r1", "pacs", "not committed yet", NOON.plus(Duration.ofDays(1)));
        assertThat(ledger.schedule().claimReports("pacs", Lane.LIVE, 9)).hasSize(1);
    }

    private boolean isKept(int number) throws Exception {
        ledger.delivery("r" + number, new Delivery("pacs", Delivery.State.DELIVERED, 1, null), "1");
        return ledger.removal().originals(clock.now.plus(Duration.ofDays(1)), 0, 99).stream()
                .map(Removal.Outdated::object)
                .noneMatch(hash(number)::equals);
    }

    private void archived(int number, String sopInstanceUid) throws Exception {
        CommitmentRequest request = request("1.2.9." + number, sopInstanceUid);
        ledger.archiveCommitments().asked(request, "r" + number, "pacs", null);
        ledger.archiveCommitments().result(committed(request));
    }

    private void committed(int number, String transactionUid, String sopInstanceUid) throws Exception {
        commitments.asked(request(transactionUid, sopInstanceUid), CART, SOON);
        decided(
                commitments.find(CART, transactionUid).orElseThrow(),
                new Commitments.Outcome(0, Commitment.COMMITTED, List.of(hash(number)), "pacs"));
    }

    @Test
    void whatAnArchiveTookOtherwiseThanPlainlyIsKeptOnceAPeerReliesOnIt() throws Exception {
        ArchiveCommitments archive = ledger.archiveCommitments();
        for (int number = 1; number <= 4; number++) {
            interpreted(number, "1." + number);
        }
        assertThat(archive.doubted("r1", "pacs", "1.1", "0111")).isTrue();
        assertThat(archive.doubted("r1", "pacs", "1.1", "0111")).isFalse();
        archive.doubted("r2", "pacs", "1.9", "0111");
        archive.doubted("r3", "other", "1.3", "0111");
        archive.doubted("r4", "pacs", "1.4", "B000");
        for (int number = 1; number <= 4; number++) {
            archived(number, "1." + number);
        }
        for (int number = 1; number <= 3; number++) {
            committed(number, "1.3." + number, "1." + number);
        }

        assertThat(isKept(1)).isTrue();
        assertThat(isKept(2)).as("another object of the report").isFalse();
        assertThat(isKept(3)).as("another archive").isFalse();
        assertThat(isKept(4)).as("nobody relies on it").isFalse();
        assertThat(ledger.search().way(hash(1)))
                .filteredOn(step -> step.outcome().equals("DOUBTFUL"))
                .extracting(Step::destination, Step::reason)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        "pacs",
                        "it answered C-STORE with status 0111: it may have another object under this UID, or a changed"
                                + " one"));
    }

    /** A newer report sends the original once more. */
    @Test
    void anArchiveThatHasWhatItTookPlainlyHasItButNotWhatItChanges() throws Exception {
        for (int number = 1; number <= 2; number++) {
            interpreted(number, "1." + number);
            archived(number, "1." + number);
            committed(number, "1.3." + number, "1." + number);
        }
        ledger.archiveCommitments().doubted("r1", "pacs", "1.1", "0111");
        ledger.archiveCommitments().doubted("r2", "pacs", "1.2", "B006");

        assertThat(isKept(1)).isFalse();
        assertThat(isKept(2)).isTrue();
    }

    @Test
    void whatOnlyAnArchiveHasIsNotReplacedThereByAnotherUnderItsUid() throws Exception {
        interpreted(1, "1.1");
        archived(1, "1.1");
        ledger.delivery("r1", new Delivery("pacs", Delivery.State.DELIVERED, 1, null), "1");
        interpreted(2, "1.1");
        assertThat(ledger.deliveryTask("r2", "pacs").orElseThrow().withheld())
                .as("the first is here as well")
                .isFalse();

        interpreted(3, "1.3");
        archived(3, "1.3");
        ledger.delivery("r3", new Delivery("pacs", Delivery.State.DELIVERED, 1, null), "1");
        clock.now = NOON.plus(Duration.ofDays(1));
        assertThat(ledger.removal().removed(List.of(hash(1), hash(3)), clock.now))
                .as("of the first there are two")
                .isEqualTo(1);
        interpreted(4, "1.3");

        assertThat(ledger.deliveryTask("r4", "pacs").orElseThrow().withheld()).isTrue();
        assertThat(ledger.deliveryTask("r3", "pacs").orElseThrow().withheld()).isFalse();
    }

    @Test
    void ofWhichClassAnArchiveCommittedIsKnown() throws Exception {
        interpreted(1, "1.1");
        archived(1, "1.1");
        assertThat(commitments.originals("1.1", "pacs").get(0).archivedClass())
                .isEqualTo("1.2.840.10008.5.1.4.1.1.9.1.1");
        assertThat(commitments.originals("1.1", "other").get(0).archivedClass()).isNull();
    }

    @Test
    void anArchiveCommitsWhatItNamesAndNoMore() throws Exception {
        ArchiveCommitments archive = ledger.archiveCommitments();
        interpreted(1, "1.1");
        interpreted(2, "1.2");
        CommitmentRequest first = request("1.2.9", "1.1", "1.1.1");
        CommitmentRequest second = request("1.2.10", "1.2", "1.2.1");
        archive.asked(first, "r1", "pacs", null);
        archive.asked(second, "r2", "pacs", null);

        archive.result(committed(first, 1));
        archive.result(new CommitmentResult("1.2.10", second.instances().subList(1, 2), List.of()));

        assertThat(archive.find("r1", "pacs").orElseThrow().reason())
                .isEqualTo("the archive does not commit 1 of 2 objects: 0112");
        assertThat(commitments.originals("1.1", "pacs").get(0).archived()).isTrue();
        assertThat(archive.find("r2", "pacs").orElseThrow().reason())
                .isEqualTo("the archive does not commit 1 of 2 objects");
        assertThat(commitments.originals("1.2", "pacs").get(0).archived()).isFalse();
    }

    @Test
    void whatIsOverIsForgottenAndWhatIsNotStays() throws Exception {
        decided(asked("1.1"), Commitments.Outcome.failed(0, UNKNOWN));
        assertThat(commitments.remove(NOON.plusSeconds(1))).isZero();
        commitments.reported(CART, "1.2.3");
        assertThat(commitments.remove(NOON)).isZero();
        assertThat(commitments.remove(NOON.plusSeconds(1))).isEqualTo(1);
        assertThat(commitments.find(CART, "1.2.3")).isEmpty();
    }
}
