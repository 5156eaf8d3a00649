package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Storage commitment of every engine: its own requestor against its own acceptor, in both roles. */
public abstract class StorageCommitmentContract {

    /** Others are made at random, and may end in any digit. */
    private static final String UNKNOWN_TRANSACTION = "1.2.3.7";

    private static final String CLASS = UID.TwelveLeadECGWaveformStorage;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final DicomNetwork network = network();
    private final Keeper keeper = new Keeper();
    private final List<CommitmentResult> reported = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    /** The engine that is tested. */
    protected abstract DicomNetwork network();

    /** Keeps each object but those that end in 9. */
    private static final class Keeper implements StorageCommitmentProvider {

        final List<CommitmentRequest> requests = new CopyOnWriteArrayList<>();
        final List<CommitmentResult> confirmed = new CopyOnWriteArrayList<>();
        volatile DimseStatus answer = DimseStatus.SUCCESS;
        volatile boolean knowsAtOnce = true;
        volatile @Nullable IOException failure;

        @Override
        public DimseStatus request(CommitmentRequest request, String callingAeTitle) throws IOException {
            if (failure != null) {
                throw failure;
            }
            assertThat(callingAeTitle).isEqualTo("CART");
            requests.add(request);
            return answer;
        }

        @Override
        public @Nullable CommitmentResult resultNow(CommitmentRequest request, String callingAeTitle) {
            return knowsAtOnce ? resultOf(request) : null;
        }

        @Override
        public void confirmed(CommitmentResult result, String callingAeTitle) {
            confirmed.add(result);
        }
    }

    private static CommitmentResult resultOf(CommitmentRequest request) {
        List<SopReference> kept = new ArrayList<>();
        List<CommitmentResult.Failure> failed = new ArrayList<>();
        for (SopReference instance : request.instances()) {
            if (instance.sopInstanceUid().endsWith("9")) {
                failed.add(new CommitmentResult.Failure(instance, CommitmentResult.Failure.NO_SUCH_OBJECT));
            } else {
                kept.add(instance);
            }
        }
        return new CommitmentResult(request.transactionUid(), kept, failed);
    }

    private static CommitmentRequest request(String... instanceUids) {
        List<SopReference> instances = new ArrayList<>();
        for (String uid : instanceUids) {
            instances.add(new SopReference(CLASS, uid));
        }
        return new CommitmentRequest(UID.random(), instances);
    }

    private DicomServer listen(DicomServices services) throws IOException {
        return network.listen(DicomServerSettings.of("EINTHOVEN", 0, folder.resolve("spool")), services);
    }

    private DicomServices keeping() {
        return DicomServices.storage(object -> DimseStatus.SUCCESS).withCommitmentProvider(keeper);
    }

    private DicomServices asking() {
        return DicomServices.storage(object -> DimseStatus.SUCCESS).withCommitmentUser((result, title) -> {
            assertThat(title).isEqualTo("CART");
            reported.add(result);
            return result.transactionUid().equals(UNKNOWN_TRANSACTION)
                    ? DimseStatus.NO_SUCH_OBJECT
                    : DimseStatus.SUCCESS;
        });
    }

    private DicomAssociation connect(DicomServer server, PresentationContext context) throws IOException {
        RemoteAe remote = new RemoteAe("EINTHOVEN", "127.0.0.1", server.port());
        return network.connect(remote, DicomClientSettings.of("CART"), List.of(context));
    }

    @Test
    void tellsTheResultOnTheSameAssociation() throws IOException {
        CommitmentRequest request = request("1.2.1", "1.2.2", "1.2.9");
        try (DicomServer server = listen(keeping())) {
            try (DicomAssociation association = connect(server, PresentationContext.commitmentRequest())) {
                CommitmentReply reply = association.requestCommitment(request, PATIENCE);
                assertThat(reply).isEqualTo(new CommitmentReply(DimseStatus.SUCCESS, resultOf(request)));
                CommitmentRequest second = request("1.2.4");
                assertThat(association.requestCommitment(second, PATIENCE).result())
                        .isEqualTo(resultOf(second));
            }
        }
        assertThat(keeper.requests).hasSize(2).contains(request);
        assertThat(keeper.confirmed).hasSize(2).contains(resultOf(request));
    }

    @Test
    void doesNotCallAResultConfirmedThatThePeerDidNotAwait() throws IOException {
        try (DicomServer server = listen(keeping())) {
            DicomAssociation association = connect(server, PresentationContext.commitmentRequest());
            assertThat(association.requestCommitment(request("1.2.1"), Duration.ZERO))
                    .satisfies(reply -> {
                        assertThat(reply.status()).isEqualTo(DimseStatus.SUCCESS);
                        assertThat(reply.result()).isNull();
                    });
            association.abort();
        }
        assertThat(keeper.requests).hasSize(1);
        assertThat(keeper.confirmed).isEmpty();
    }

    @Test
    void goesOnWithoutAResultThatComesLater() throws IOException {
        keeper.knowsAtOnce = false;
        try (DicomServer server = listen(keeping());
                DicomAssociation association = connect(server, PresentationContext.commitmentRequest())) {
            assertThat(association.requestCommitment(request("1.2.1"), SHORT).result())
                    .isNull();
            association.release();
        }
        assertThat(keeper.requests).hasSize(1);
    }

    @Test
    void takesAResultOnAnAssociationOfThePeers() throws IOException {
        CommitmentResult result = resultOf(request("1.2.1", "1.2.9"));
        CommitmentResult unknown = new CommitmentResult(UNKNOWN_TRANSACTION, result.committed(), List.of());
        try (DicomServer server = listen(asking());
                DicomAssociation association = connect(server, PresentationContext.commitmentResult())) {
            assertThat(association.reportCommitment(result)).isEqualTo(DimseStatus.SUCCESS);
            assertThat(association.reportCommitment(unknown).code()).isEqualTo(0x0112);
        }
        assertThat(reported).containsExactly(result, unknown);
    }

    @Test
    void answersARequestThatCannotBeKept() throws IOException {
        try (DicomServer server = listen(keeping());
                DicomAssociation association = connect(server, PresentationContext.commitmentRequest())) {
            keeper.failure = new IOException("disk full");
            assertThat(association
                            .requestCommitment(request("1.2.1"), PATIENCE)
                            .status()
                            .code())
                    .isEqualTo(0x0110);
            keeper.failure = null;
            keeper.answer = DimseStatus.OUT_OF_RESOURCES;
            CommitmentReply refused = association.requestCommitment(request("1.2.1"), PATIENCE);
            assertThat(refused.status().code()).isEqualTo(0xA700);
            assertThat(refused.result()).isNull();
        }
        assertThat(keeper.confirmed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a UID", "1.2.3/4", ""})
    void refusesARequestThatNamesNoUids(String uid) throws IOException {
        try (DicomServer server = listen(keeping());
                DicomAssociation association = connect(server, PresentationContext.commitmentRequest())) {
            CommitmentRequest malformed = new CommitmentRequest(UID.random(), List.of(new SopReference(CLASS, uid)));
            assertThat(association
                            .requestCommitment(malformed, PATIENCE)
                            .status()
                            .code())
                    .isEqualTo(0x0115);
        }
        assertThat(keeper.requests).isEmpty();
    }

    @Test
    void doesNotOfferWhatItDoesNotKnow() throws IOException {
        try (DicomServer server = listen(DicomServices.storage(object -> DimseStatus.SUCCESS));
                DicomAssociation association = connect(server, PresentationContext.commitmentRequest())) {
            assertThatThrownBy(() -> association.requestCommitment(request("1.2.1"), PATIENCE))
                    .hasMessageContaining("does not accept storage commitment");
        }
        try (DicomServer server = listen(asking());
                DicomAssociation association = connect(server, PresentationContext.commitmentRequest())) {
            assertThat(association
                            .requestCommitment(request("1.2.1"), PATIENCE)
                            .status()
                            .code())
                    .isEqualTo(0x0211);
        }
    }

    @Test
    void carriesThousandsOfObjects() throws IOException {
        String[] uids = new String[5_000];
        for (int i = 0; i < uids.length; i++) {
            uids[i] = "2.25.340282366920938463463374607431768211." + (i + 1);
        }
        CommitmentRequest request = request(uids);
        try (DicomServer server = listen(keeping());
                DicomAssociation association = connect(server, PresentationContext.commitmentRequest())) {
            assertThat(association.requestCommitment(request, PATIENCE).result())
                    .isEqualTo(resultOf(request));
        }
    }

    /** What the server says to an N-ACTION whose data set is anything: a status, or -1 where it ends the association. */
    private static int statusOf(DicomServer server, byte[] dataset) throws IOException {
        try (RawPeer peer = new RawPeer(server.port())) {
            byte[] context = RawPeer.context(1, UID.StorageCommitmentPushModel, RawPeer.IMPLICIT);
            peer.send(RawPeer.associateRequest(1, "1.2.840.10008.3.1.1.1", context));
            assertThat(peer.read().type()).as("accepted").isEqualTo(2);
            peer.send(RawPeer.data(RawPeer.pdv(1, 3, RawPeer.actionCommand())));
            peer.send(RawPeer.data(RawPeer.pdv(1, 2, dataset)));
            RawPeer.Answer answer = peer.read();
            return answer.type() == 4 ? RawPeer.status(answer) : -1;
        }
    }

    private static byte[] encoded(DicomDataset dataset) {
        return DicomWriter.standard().toBytes(dataset, TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
    }

    private DicomServices careless() {
        return DicomServices.storage(object -> DimseStatus.SUCCESS)
                .withCommitmentProvider(new StorageCommitmentProvider() {
                    @Override
                    public DimseStatus request(CommitmentRequest request, String callingAeTitle) {
                        return DimseStatus.SUCCESS;
                    }

                    @Override
                    public @Nullable CommitmentResult resultNow(CommitmentRequest request, String callingAeTitle) {
                        return null;
                    }

                    @Override
                    public void confirmed(CommitmentResult result, String callingAeTitle) {}
                });
    }

    @Test
    void refusesARequestThatIsNone() throws IOException {
        DicomDataset sound = CommitmentDatasets.of(request("1.2.1", "1.2.2"));
        DicomDataset unnamed = CommitmentDatasets.of(request("1.2.1"));
        unnamed.setString(Tag.TransactionUID, "");
        DicomDataset empty = new DicomDataset().setString(Tag.TransactionUID, "1.2.3");
        DicomDataset halfNamed = new DicomDataset()
                .setString(Tag.TransactionUID, "1.2.3")
                .setItems(
                        Tag.ReferencedSOPSequence,
                        List.of(new DicomDataset().setString(Tag.ReferencedSOPClassUID, CLASS)));
        try (DicomServer server = listen(careless())) {
            assertThat(statusOf(server, encoded(sound))).isZero();
            for (DicomDataset none : List.of(unnamed, empty, halfNamed)) {
                assertThat(statusOf(server, encoded(none))).isEqualTo(0x0115);
            }
            byte[] cut = encoded(sound);
            assertThat(statusOf(server, Arrays.copyOf(cut, cut.length - 5))).isNotZero();
        }
    }

    @Test
    void outlivesGarbage() throws IOException {
        long seed = 20_261_128;
        Random random = new Random(seed);
        byte[] sound = encoded(CommitmentDatasets.of(request("1.2.1", "1.2.2", "1.2.3")));
        try (DicomServer server = listen(careless())) {
            for (int i = 0; i < 200; i++) {
                byte[] garbage = Arrays.copyOf(sound, 1 + random.nextInt(sound.length));
                for (int flips = random.nextInt(4); flips >= 0; flips--) {
                    garbage[random.nextInt(garbage.length)] = (byte) random.nextInt();
                }
                assertThat(statusOf(server, garbage))
                        .as("seed %d, case %d", seed, i)
                        .isIn(-1, 0, 0x0115, 0x0110);
            }
            assertThat(statusOf(server, sound)).as("it still serves").isZero();
        }
    }
}
