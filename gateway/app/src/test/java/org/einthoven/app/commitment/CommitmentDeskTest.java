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
import org.einthoven.dicom.ContentHash;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** A header that reads well says nothing of the samples behind it. */
    @Test
    void anOriginalWhoseBytesChangedIsNotCommittedBeforeItIsSentAgain() throws Exception {
        byte[] ecg = EcgFiles.small(1, 1);
        SopReference instance = received(ecg);
        byte[] changed = ecg.clone();
        changed[changed.length - 1] ^= 1;
        Path file = objects.find(objects.put(ecg));
        Files.write(file, changed);
        assertThat(reason(instance)).isEqualTo(0x0110);

        objects.put(ecg);
        assertThat(result(instance).committed()).containsExactly(instance);
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
                        source(ecg, received(ecg)),
                        null,
                        "mean 1",
                        null,
                        "{}".getBytes(StandardCharsets.UTF_8),
                        true,
                        null,
                        clock.instant()),
                List.of("pacs"));
    }

    private static SourceIdentity source(byte[] ecg, SopReference reference) throws Exception {
        String content = ContentHash.of(DicomReader.standard().read(ecg).dataset());
        return new SourceIdentity(SourceIdentity.Kind.DICOM, reference.sopInstanceUid(), content);
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

    /** B000, B006, B007: it changed the object; 0111: it has one under this UID, which may be another's. */
    @ParameterizedTest
    @ValueSource(strings = {"0111", "B000", "B006", "B007"})
    void whatAnArchiveTookWithAnotherStatusThanSuccessIsKept(String status) throws Exception {
        byte[] ecg = EcgFiles.small(1, 1);
        interpreted(ecg, "r1");
        SopReference reference = received(ecg);
        ledger.archiveCommitments().doubted("r1", "pacs", reference.sopInstanceUid(), status);
        ledger.close();
        ledger = Ledger.open(folder, clock, "gateway");
        desk = desk("pacs");
        archived(reference, "r1");
        assertThat(result(reference).committed()).containsExactly(reference);

        clock.now = NOON.plus(Duration.ofDays(10));
        assertThat(ledger.removal().removed(List.of(objects.put(ecg)), clock.now))
                .isZero();
    }

    @Test
    void whatAnArchiveMayHaveOtherwiseAndIsNotHereIsNotCommitted() throws Exception {
        desk = desk("pacs");
        byte[] ecg = EcgFiles.small(1, 1);
        interpreted(ecg, "r1");
        SopReference reference = received(ecg);
        ledger.archiveCommitments().doubted("r1", "pacs", reference.sopInstanceUid(), "0111");
        archived(reference, "r1");
        clock.now = NOON.plus(Duration.ofDays(10));
        assertThat(ledger.removal().removed(List.of(objects.put(ecg)), clock.now))
                .isEqualTo(1);
        assertThat(reason(reference)).isEqualTo(0x0112);
    }

    /** It may take the place of the first in the archive, whose sender has deleted his own. */
    @Test
    void whatWasCommittedIsKeptWhenAnotherComesUnderItsUid() throws Exception {
        desk = desk("pacs");
        byte[] one = EcgFiles.small(1, 1);
        byte[] other = EcgFiles.small(1, 2);
        interpreted(one, "r1");
        SopReference reference = received(one);
        archived(reference, "r1");
        assertThat(result(reference).committed()).containsExactly(reference);

        interpreted(other, "r2");
        archived(reference, "r2");
        clock.now = NOON.plus(Duration.ofDays(10));
        List<ObjectHash> both = List.of(objects.put(one), objects.put(other));
        assertThat(ledger.removal().removed(both, clock.now)).isZero();
    }

    @Test
    void theSameEcgInOtherBytesIsInTheArchiveAsWell() throws Exception {
        desk = desk("pacs");
        byte[] ecg = EcgFiles.small(1, 1);
        byte[] again = inAnotherTransferSyntax(ecg);
        interpreted(ecg, "r1");
        SopReference reference = received(ecg);
        archived(reference, "r1");
        assertThat(received(again)).isEqualTo(reference);
        ledger.repeated(objects.put(again), "DICOM", source(again, reference), "r1", List.of("pacs"));
        assertThat(result(reference).committed()).containsExactly(reference);

        clock.now = NOON.plus(Duration.ofDays(10));
        List<ObjectHash> both = List.of(objects.put(ecg), objects.put(again));
        assertThat(ledger.removal().removed(both, clock.now))
                .as("they do not differ")
                .isEqualTo(2);
        assertThat(ledger.removal()
                        .entries(clock.now.plusSeconds(1), Instant.EPOCH, 1)
                        .removed())
                .as("what is known of the first is forgotten")
                .isEqualTo(1);
        assertThat(result(reference).committed()).containsExactly(reference);
    }

    private static byte[] inAnotherTransferSyntax(byte[] ecg) throws Exception {
        DicomFile file = DicomReader.standard().read(ecg);
        return DicomWriter.standard().toBytes(file, TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
    }

    @Test
    void whatAnArchiveKeepsIsOfTheClassThatItCommitted() throws Exception {
        desk = desk("pacs");
        byte[] ecg = EcgFiles.small(1, 1);
        interpreted(ecg, "r1");
        SopReference reference = received(ecg);
        archived(reference, "r1");
        clock.now = NOON.plus(Duration.ofDays(10));
        ledger.removal().removed(List.of(objects.put(ecg)), clock.now);
        Files.delete(objects.find(objects.put(ecg)));

        assertThat(reason(new SopReference(UID.GeneralECGWaveformStorage, reference.sopInstanceUid())))
                .isEqualTo(0x0119);
    }

    /** Reading a folder fails as reading from a broken disk does. */
    private Path unreadable(byte[] ecg) throws Exception {
        Path place = objects.find(objects.put(ecg));
        Files.delete(place);
        return Files.createDirectory(place);
    }

    @Test
    void anOriginalThatCannotBeReadHoldsUpNoOtherAndIsGivenUpInTheEnd() throws Exception {
        SopReference fine = received(EcgFiles.small(1, 1));
        SopReference broken = received(EcgFiles.small(2, 1));
        unreadable(EcgFiles.small(2, 1));
        CommitmentRequest request = new CommitmentRequest("1.2.3", List.of(broken, fine));
        assertThat(now(request)).isNull();
        assertThat(ledger.commitments().find(CART, "1.2.3").orElseThrow().open())
                .extracting(Commitment.Asked::instance)
                .containsExactly(broken);
        lookLater(Duration.ofMinutes(50));
        assertThat(told()).isEmpty();
        lookLater(Duration.ofMinutes(11));
        CommitmentResult result = told().orElseThrow();
        assertThat(result.committed()).containsExactly(fine);
        assertThat(result.failed()).containsExactly(new CommitmentResult.Failure(broken, 0x0110));
    }

    @Test
    void anOriginalThatCanBeReadAgainIsCommitted() throws Exception {
        byte[] ecg = EcgFiles.small(1, 1);
        SopReference reference = received(ecg);
        Path place = unreadable(ecg);
        assertThat(now(new CommitmentRequest("1.2.3", List.of(reference)))).isNull();
        Files.delete(place);
        Files.write(place, ecg);
        lookLater(Duration.ofMinutes(10));
        assertThat(told().orElseThrow().committed()).containsExactly(reference);
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
