package org.einthoven.app.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.einthoven.app.EcgFiles;
import org.einthoven.app.SettableClock;
import org.einthoven.app.ledger.Arrival;
import org.einthoven.app.ledger.Commitment;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.MadeReport;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.CommitmentRequest;
import org.einthoven.dicom.network.CommitmentResult;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.SopReference;
import org.einthoven.ecg.Delivery;
import org.einthoven.ecg.SourceIdentity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is committed and what is not, on a real ledger and a real object store. */
class CommitmentDeskTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String CART = "CART";
    private static final String ECG = UID.TwelveLeadECGWaveformStorage;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(NOON);
    private Ledger ledger;
    private ObjectStore objects;
    private CommitmentDesk desk;

    @BeforeEach
    void open() throws Exception {
        ledger = Ledger.open(folder, clock, "gateway");
        objects = ObjectStore.open(folder.resolve("objects"));
        desk = desk(null);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private CommitmentDesk desk(@Nullable String archive) {
        return new CommitmentDesk(
                ledger.commitments(),
                new CommitmentRule(ledger.commitments(), objects, archive),
                Duration.ofHours(24),
                clock);
    }

    private SopReference received(byte[] ecg) throws Exception {
        DicomDataset dataset = DicomReader.standard().read(ecg).dataset();
        String uid = dataset.getString(Tag.SOPInstanceUID, "");
        ObjectHash object = objects.put(ecg);
        ledger.received(new Arrival(object, "dicom", CART, Lane.LIVE, null, ecg.length, clock.instant(), uid));
        return new SopReference(dataset.getString(Tag.SOPClassUID, ""), uid);
    }

    private CommitmentResult result(SopReference... instances) throws Exception {
        CommitmentRequest request = new CommitmentRequest(UID.random(), List.of(instances));
        assertThat(desk.request(request, CART)).isEqualTo(DimseStatus.SUCCESS);
        CommitmentResult result = Objects.requireNonNull(desk.resultNow(request, CART));
        assertThat(result.transactionUid()).isEqualTo(request.transactionUid());
        return result;
    }

    private int reason(SopReference... instances) throws Exception {
        CommitmentResult result = result(instances);
        assertThat(result.committed()).isEmpty();
        assertThat(result.failed()).hasSize(1);
        return result.failed().get(0).reason();
    }

    @Test
    void whatCameInIsCommittedAndWhatDidNotIsNot() throws Exception {
        SopReference first = received(EcgFiles.small(1, 1));
        SopReference second = received(EcgFiles.small(2, 1));
        SopReference unknown = new SopReference(ECG, "1.2.3.4");
        CommitmentResult result = result(second, unknown, first);
        assertThat(result.committed()).containsExactly(second, first);
        assertThat(result.failed()).containsExactly(new CommitmentResult.Failure(unknown, 0x0112));
    }

    @Test
    void anotherClassIsAConflict() throws Exception {
        SopReference ecg = received(EcgFiles.small(1, 1));
        assertThat(reason(new SopReference(UID.GeneralECGWaveformStorage, ecg.sopInstanceUid())))
                .isEqualTo(0x0119);
    }

    @Test
    void anOriginalWhoseBytesAreGoneIsNotCommitted() throws Exception {
        byte[] ecg = EcgFiles.small(1, 1);
        SopReference reference = received(ecg);
        Files.delete(objects.find(objects.put(ecg)));
        assertThat(reason(reference)).isEqualTo(0x0112);
    }

    @Test
    void anOriginalThatIsDamagedIsNotCommitted() throws Exception {
        byte[] ecg = EcgFiles.small(1, 1);
        SopReference reference = received(ecg);
        Files.write(objects.find(objects.put(ecg)), new byte[400]);
        assertThat(reason(reference)).isEqualTo(0x0110);
    }

    /** Nobody can tell which of them the peer has. */
    @Test
    void ofTwoUnderOneUidBothMustBeThere() throws Exception {
        byte[] one = EcgFiles.small(1, 1);
        SopReference reference = received(one);
        byte[] other = EcgFiles.small(1, 2);
        assertThat(received(other)).isEqualTo(reference);
        assertThat(result(reference).committed()).containsExactly(reference);

        Files.delete(objects.find(objects.put(other)));
        assertThat(reason(reference)).isEqualTo(0x0112);
    }

    @Test
    void aUidThatIsNoneIsRefusedAndNothingKept() throws Exception {
        for (String uid : List.of("1.2\u00003", "1".repeat(65), "1.2 3", "1.2.\u00e4")) {
            CommitmentRequest request = new CommitmentRequest("1.2.3", List.of(new SopReference(ECG, uid)));
            assertThat(desk.request(request, CART).code()).isEqualTo(0x0115);
            CommitmentRequest named = new CommitmentRequest(uid, List.of(new SopReference(ECG, "1.2.3")));
            assertThat(desk.request(named, CART).code()).isEqualTo(0x0115);
        }
        assertThat(ledger.commitments().counts()).isEmpty();
    }

    @Test
    void aTransactionUidOfOtherObjectsIsRefused() throws Exception {
        CommitmentRequest first = new CommitmentRequest("1.2.3", List.of(new SopReference(ECG, "1.1")));
        CommitmentRequest second = new CommitmentRequest("1.2.3", List.of(new SopReference(ECG, "1.2")));
        assertThat(desk.request(first, CART)).isEqualTo(DimseStatus.SUCCESS);
        assertThat(desk.request(first, CART)).isEqualTo(DimseStatus.SUCCESS);
        assertThat(desk.request(second, CART).code()).isEqualTo(0x0115);
    }

    @Test
    void thousandsAreDecidedAtOnce() throws Exception {
        SopReference known = received(EcgFiles.small(1, 1));
        List<SopReference> all = new ArrayList<>(List.of(known));
        for (int i = 0; i < 2_000; i++) {
            all.add(new SopReference(ECG, "1.2.3." + i));
        }
        CommitmentResult result = result(all.toArray(SopReference[]::new));
        assertThat(result.committed()).containsExactly(known);
        assertThat(result.failed()).hasSize(2_000);
    }

    @Test
    void whatThePeerConfirmsIsOver() throws Exception {
        CommitmentResult result = result(received(EcgFiles.small(1, 1)));
        assertThat(ledger.commitments().counts()).containsEntry("DECIDED", 1L);
        desk.confirmed(result, CART);
        assertThat(ledger.commitments().counts()).isEmpty();
    }

    /** As where a gateway was killed between the request and its answer. */
    @Test
    void whatWasNotDecidedAtOnceIsDecidedLater() throws Exception {
        SopReference reference = received(EcgFiles.small(1, 1));
        CommitmentRequest request = new CommitmentRequest("1.2.3", List.of(reference));
        desk.request(request, CART);
        clock.now = NOON.plusSeconds(60);
        for (Commitment commitment : ledger.commitments().claimUndecided(10, clock.now.plusSeconds(60))) {
            desk.look(commitment);
        }
        Commitment decided = ledger.commitments()
                .claimUntold(CART, clock.now.plusSeconds(60))
                .orElseThrow();
        assertThat(decided.result().committed()).containsExactly(reference);
    }

    /** A report of an ECG, addressed to the archive. */
    private void interpreted(byte[] ecg, String reportId) throws Exception {
        ObjectHash object = objects.put(ecg);
        ledger.interpreted(
                new MadeReport(
                        reportId,
                        object,
                        "DICOM",
                        new SourceIdentity(
                                SourceIdentity.Kind.DICOM, received(ecg).sopInstanceUid(), object.hex()),
                        null,
                        "mean 1",
                        null,
                        "{}".getBytes(StandardCharsets.UTF_8),
                        true,
                        null,
                        clock.instant()),
                List.of("pacs"));
    }

    private @Nullable CommitmentResult now(CommitmentRequest request) throws Exception {
        assertThat(desk.request(request, CART)).isEqualTo(DimseStatus.SUCCESS);
        return desk.resultNow(request, CART);
    }

    private void lookLater(Duration later) throws Exception {
        clock.now = clock.now.plus(later);
        for (Commitment commitment : ledger.commitments().claimUndecided(10, clock.now.plusSeconds(60))) {
            desk.look(commitment);
        }
    }

    private Optional<CommitmentResult> told() throws Exception {
        return ledger.commitments().claimUntold(CART, clock.now.plusSeconds(60)).map(Commitment::result);
    }

    @Test
    void whatAnArchiveIsToKeepIsCommittedWhenItHasIt() throws Exception {
        desk = desk("pacs");
        byte[] ecg = EcgFiles.small(1, 1);
        interpreted(ecg, "r1");
        SopReference reference = received(ecg);
        CommitmentRequest request = new CommitmentRequest("1.2.3", List.of(reference));
        assertThat(now(request)).as("the archive has not said anything").isNull();
        lookLater(Duration.ofMinutes(10));
        assertThat(told()).isEmpty();

        CommitmentRequest archive = new CommitmentRequest("1.2.4", List.of(reference));
        ledger.archiveCommitments().asked(archive, "r1", "pacs", null);
        ledger.archiveCommitments().result(new CommitmentResult("1.2.4", archive.instances(), List.of()));
        lookLater(Duration.ZERO);

        assertThat(told().orElseThrow().committed()).containsExactly(reference);
        assertThat(Objects.requireNonNull(now(request)).committed()).containsExactly(reference);
    }

    @Test
    void whatAnArchiveKeepsRetentionMayRemove() throws Exception {
        desk = desk("pacs");
        byte[] ecg = EcgFiles.small(1, 1);
        interpreted(ecg, "r1");
        SopReference reference = received(ecg);
        CommitmentRequest archive = new CommitmentRequest("1.2.4", List.of(reference));
        ledger.archiveCommitments().asked(archive, "r1", "pacs", null);
        ledger.archiveCommitments().result(new CommitmentResult("1.2.4", archive.instances(), List.of()));
        ledger.delivery("r1", new Delivery("pacs", Delivery.State.DELIVERED, 1, null), "r1");
        assertThat(result(reference).committed()).containsExactly(reference);

        clock.now = NOON.plus(Duration.ofDays(10));
        assertThat(ledger.removal().removed(List.of(objects.put(ecg)), clock.now))
                .isEqualTo(1);
        Files.delete(objects.find(objects.put(ecg)));
        assertThat(result(reference).committed()).as("the archive has it").containsExactly(reference);
    }

    private void archived(SopReference reference, String reportId) throws Exception {
        CommitmentRequest archive = new CommitmentRequest(UID.random(), List.of(reference));
        ledger.archiveCommitments().asked(archive, reportId, "pacs", null);
        ledger.archiveCommitments()
                .result(new CommitmentResult(archive.transactionUid(), archive.instances(), List.of()));
        ledger.delivery(reportId, new Delivery("pacs", Delivery.State.DELIVERED, 1, null), reportId);
    }

    /** An archive keeps one object under a UID, and nobody knows which. */
    @Test
    void ofTwoUnderOneUidThatAnArchiveCommittedBothAreKept() throws Exception {
        desk = desk("pacs");
        byte[] one = EcgFiles.small(1, 1);
        byte[] other = EcgFiles.small(1, 2);
        interpreted(one, "r1");
        interpreted(other, "r2");
        SopReference reference = received(one);
        archived(reference, "r1");
        archived(reference, "r2");
        assertThat(result(reference).committed()).containsExactly(reference);

        clock.now = NOON.plus(Duration.ofDays(10));
        List<ObjectHash> both = List.of(objects.put(one), objects.put(other));
        assertThat(ledger.removal().removed(both, clock.now)).isZero();
    }

    @Test
    void whatTheArchiveWillNotGetByItselfIsNotCommitted() throws Exception {
        desk = desk("pacs");
        byte[] ecg = EcgFiles.small(1, 1);
        SopReference reference = received(ecg);
        assertThat(now(new CommitmentRequest("1.2.3", List.of(reference)))).isNull();
        ledger.quarantined(objects.put(ecg), "no ECG");
        assertThat(reason(reference)).isEqualTo(0x0110);

        interpreted(EcgFiles.small(2, 1), "r2");
        SopReference refused = received(EcgFiles.small(2, 1));
        ledger.delivery("r2", new Delivery("pacs", Delivery.State.FAILED, 1, "refused"), null);
        assertThat(reason(refused)).isEqualTo(0x0110);
    }

    @Test
    void anArchiveThatSaysNothingIsWaitedForNoLongerThanTheWindow() throws Exception {
        desk = desk("pacs");
        byte[] ecg = EcgFiles.small(1, 1);
        interpreted(ecg, "r1");
        assertThat(now(new CommitmentRequest("1.2.3", List.of(received(ecg))))).isNull();
        lookLater(Duration.ofHours(23));
        assertThat(told()).isEmpty();
        lookLater(Duration.ofHours(2));
        assertThat(told().orElseThrow().failed().get(0).reason()).isEqualTo(0x0110);
    }
}
