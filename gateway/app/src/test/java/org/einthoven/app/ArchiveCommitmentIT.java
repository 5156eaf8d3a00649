package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.Step;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.CommitmentReply;
import org.einthoven.dicom.network.CommitmentRequest;
import org.einthoven.dicom.network.CommitmentResult;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomServer;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.DicomServices;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicom.network.SopReference;
import org.einthoven.dicom.network.StorageCommitmentProvider;
import org.einthoven.dicom.network.StorageHandler;
import org.einthoven.dicom.network.StoredObject;
import org.einthoven.dicom.peers.Orthanc;
import org.einthoven.dicom.peers.PeerProcess;
import org.einthoven.ecg.Delivery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the cart through the gateway into an archive: the cart deletes when the archive has committed. */
class ArchiveCommitmentIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Pacs pacs = new Pacs();

    /** An archive that commits what it was sent: at once, or when a test says so. */
    private static final class Pacs implements StorageHandler, StorageCommitmentProvider {
        private final List<SopReference> stored = new CopyOnWriteArrayList<>();
        private final BlockingQueue<CommitmentRequest> requests = new LinkedBlockingQueue<>();
        private volatile boolean knowsAtOnce = true;
        private volatile int losses;
        private volatile DimseStatus answer = DimseStatus.SUCCESS;

        @Override
        public DimseStatus store(StoredObject object) {
            stored.add(new SopReference(object.sopClassUid(), object.sopInstanceUid()));
            return answer;
        }

        @Override
        public DimseStatus request(CommitmentRequest request, String callingAeTitle) {
            requests.add(request);
            return DimseStatus.SUCCESS;
        }

        @Override
        public @Nullable CommitmentResult resultNow(CommitmentRequest request, String callingAeTitle) {
            return knowsAtOnce ? result(request) : null;
        }

        /** Of what it lost it says so, once. */
        CommitmentResult result(CommitmentRequest request) {
            List<SopReference> kept = new ArrayList<>(request.instances());
            kept.retainAll(stored);
            List<CommitmentResult.Failure> failed = new ArrayList<>();
            if (losses-- > 0) {
                failed.add(new CommitmentResult.Failure(kept.remove(0), CommitmentResult.Failure.RESOURCE_LIMITATION));
            }
            return new CommitmentResult(request.transactionUid(), kept, failed);
        }

        @Override
        public void confirmed(CommitmentResult result, String callingAeTitle) {}

        CommitmentRequest awaitRequest() throws InterruptedException {
            return Objects.requireNonNull(requests.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
    }

    private DicomServer listen() throws IOException {
        DicomServerSettings settings =
                DicomServerSettings.of("ARCHIVE", 0, folder.resolve("archive")).withEveryStorageClass(true);
        return new EinthovenDicomNetwork()
                .listen(settings, DicomServices.storage(pacs).withCommitmentProvider(pacs));
    }

    private Gateway start(String archive, int port) throws Exception {
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(configuration.resolve("einthoven.yaml"), TestGateways.SMALL_QUEUES + """
                dicom: {commitment: {after: pacs}}
                destinations:
                  - {name: pacs, type: dicom, dicom: '%s', commitment: true, objects: [original, sr]}
                """.formatted(archive));
        Map<String, String> environment = TestGateways.environment(folder.resolve("data"));
        environment.put("EINTHOVEN_DICOM_PORT", String.valueOf(port));
        return Gateway.start(
                GatewayConfiguration.read(configuration, environment), settings -> new TestGateways.MeanEncoder());
    }

    private Gateway start(DicomServer archive) throws Exception {
        return start("ARCHIVE@127.0.0.1:" + archive.port(), 0);
    }

    private SopReference sent(Gateway gateway) throws Exception {
        List<Path> files = EcgFiles.write(folder.resolve("files"), 0, 1);
        assertThat(TestGateways.send(gateway, files)).containsExactly(DimseStatus.SUCCESS);
        DicomDataset dataset = DicomReader.standard().read(files.get(0)).dataset();
        return new SopReference(dataset.getString(Tag.SOPClassUID, ""), dataset.getString(Tag.SOPInstanceUID, ""));
    }

    private static DicomAssociation connect(Gateway gateway, String title, PresentationContext context)
            throws IOException {
        return new EinthovenDicomNetwork()
                .connect(
                        new RemoteAe("EINTHOVEN", "127.0.0.1", gateway.dicomPort()),
                        DicomClientSettings.of(title),
                        List.of(context));
    }

    /** What a cart hears that asks once. */
    private static @Nullable CommitmentResult ask(Gateway gateway, SopReference ecg) throws IOException {
        try (DicomAssociation association = connect(gateway, "CART", PresentationContext.commitmentRequest())) {
            CommitmentReply reply = association.requestCommitment(
                    new CommitmentRequest(UID.random(), List.of(ecg)), Duration.ofSeconds(2));
            assertThat(reply.status()).isEqualTo(DimseStatus.SUCCESS);
            return reply.result();
        }
    }

    private static Delivery toPacs(Gateway gateway) throws IOException {
        return gateway.entries().get(0).deliveries().stream()
                .filter(delivery -> delivery.destination().equals("pacs"))
                .findFirst()
                .orElseThrow();
    }

    private static void assertCommitted(Gateway gateway, SopReference ecg) throws Exception {
        assertThat(TestGateways.await(gateway, 1, LedgerEntry::settled))
                .extracting(LedgerEntry::state)
                .containsExactly(LedgerEntry.State.DELIVERED);
        assertThat(Objects.requireNonNull(ask(gateway, ecg)).committed()).containsExactly(ecg);
    }

    @Test
    void anArchiveThatSaysSoAtOnce() throws Exception {
        try (DicomServer archive = listen();
                Gateway gateway = start(archive)) {
            SopReference ecg = sent(gateway);
            assertCommitted(gateway, ecg);
            assertThat(pacs.stored).hasSize(2).contains(ecg);
            assertThat(pacs.awaitRequest().instances()).containsExactlyInAnyOrderElementsOf(pacs.stored);
            assertThat(toPacs(gateway).tries()).isEqualTo(1);
        }
    }

    @Test
    void anArchiveThatSaysSoOnItsOwnAssociationAfterARestartOfTheGateway() throws Exception {
        pacs.knowsAtOnce = false;
        try (DicomServer archive = listen()) {
            SopReference ecg;
            CommitmentRequest request;
            try (Gateway gateway = start(archive)) {
                ecg = sent(gateway);
                request = pacs.awaitRequest();
                TestGateways.await(gateway, 1, entry -> entry.deliveries().stream()
                        .anyMatch(delivery -> delivery.reason() != null && delivery.nextTryAt() != null));
                assertThat(toPacs(gateway).state()).isEqualTo(Delivery.State.WAITING);
                assertThat(toPacs(gateway).tries()).as("no try is counted").isZero();
                assertThat(ask(gateway, ecg))
                        .as("the archive has not committed")
                        .isNull();
            }
            try (Gateway again = start(archive);
                    DicomAssociation association = connect(again, "ARCHIVE", PresentationContext.commitmentResult())) {
                CommitmentResult unknown = new CommitmentResult(UID.random(), request.instances(), List.of());
                assertThat(association.reportCommitment(unknown).code()).isEqualTo(0x0112);
                assertThat(association.reportCommitment(pacs.result(request))).isEqualTo(DimseStatus.SUCCESS);
                assertCommitted(again, ecg);
            }
        }
        assertThat(pacs.stored).as("each was sent once").hasSize(2);
    }

    /** It commits an object of this UID; which, nobody knows. */
    @Test
    void anArchiveThatHasAnotherObjectUnderTheUidAndCommitsAfterARestart() throws Exception {
        pacs.knowsAtOnce = false;
        pacs.answer = new DimseStatus(0x0111, "");
        ObjectHash object;
        try (DicomServer archive = listen()) {
            SopReference ecg;
            CommitmentRequest request;
            try (Gateway gateway = start(archive)) {
                ecg = sent(gateway);
                request = pacs.awaitRequest();
            }
            try (Gateway again = start(archive);
                    DicomAssociation association = connect(again, "ARCHIVE", PresentationContext.commitmentResult())) {
                assertThat(association.reportCommitment(pacs.result(request))).isEqualTo(DimseStatus.SUCCESS);
                assertCommitted(again, ecg);
                object = again.entries().get(0).object();
                assertThat(again.way(object)).extracting(Step::outcome).containsOnlyOnce("DOUBTFUL");
            }
        }
        try (Ledger ledger = Ledger.open(folder.resolve("data"), Clock.systemUTC(), "gateway")) {
            Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
            assertThat(ledger.removal().removed(List.of(object), tomorrow))
                    .as("retention")
                    .isZero();
        }
    }

    @Test
    void whatAnArchiveDidNotCommitIsSentAgain() throws Exception {
        pacs.losses = 1;
        try (DicomServer archive = listen();
                Gateway gateway = start(archive)) {
            SopReference ecg = sent(gateway);
            assertCommitted(gateway, ecg);
            assertThat(toPacs(gateway).tries()).isEqualTo(2);
        }
        assertThat(pacs.stored).hasSize(4);
        assertThat(new HashSet<>(pacs.stored)).hasSize(2);
    }

    @Test
    void anArchiveThatCommitsNothingIsNotAskedTo() throws Exception {
        DicomServerSettings settings =
                DicomServerSettings.of("ARCHIVE", 0, folder.resolve("archive")).withEveryStorageClass(true);
        try (DicomServer archive = new EinthovenDicomNetwork().listen(settings, pacs);
                Gateway gateway = start(archive)) {
            SopReference ecg = sent(gateway);
            TestGateways.await(gateway, 1, LedgerEntry::settled);
            assertThat(toPacs(gateway).state()).isEqualTo(Delivery.State.FAILED);
            assertThat(toPacs(gateway).reason()).contains("accepts no storage commitment");
            assertThat(Objects.requireNonNull(ask(gateway, ecg)).failed())
                    .containsExactly(new CommitmentResult.Failure(ecg, 0x0110));
        }
    }

    @Test
    void orthancCommitsAndTheCartMayDelete() throws Exception {
        int port = PeerProcess.freePort();
        try (Orthanc orthanc = Orthanc.start(folder, port);
                Gateway gateway = start("ORTHANC@127.0.0.1:" + orthanc.dicomPort(), port)) {
            SopReference ecg = sent(gateway);
            assertCommitted(gateway, ecg);
            Set<String> uids = new HashSet<>();
            for (String instance : orthanc.instances()) {
                uids.add(orthanc.get("/instances/" + instance + "/content/0008-0018")
                        .strip());
            }
            assertThat(uids).hasSize(2);
            assertThat(uids).anySatisfy(uid -> assertThat(uid).contains(ecg.sopInstanceUid()));
        }
    }
}
