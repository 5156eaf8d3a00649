package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
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
import org.einthoven.dicom.peers.Orthanc;
import org.einthoven.dicom.peers.PeerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Carts that delete an ECG when the gateway has committed its storage. */
class StorageCommitmentIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String UNKNOWN = "1.2.3.4";

    @TempDir
    Path folder;

    private final Cart cart = new Cart();

    /** What a cart hears on associations that the gateway opens. */
    private static final class Cart {
        private final List<CommitmentResult> heard = new CopyOnWriteArrayList<>();
        private final CountDownLatch first = new CountDownLatch(1);
        private volatile int refusals;

        DicomServices services() {
            return DicomServices.storage(object -> DimseStatus.OUT_OF_RESOURCES).withCommitmentUser((result, title) -> {
                assertThat(title).isEqualTo("EINTHOVEN");
                if (refusals-- > 0) {
                    return DimseStatus.PROCESSING_FAILURE;
                }
                heard.add(result);
                first.countDown();
                return DimseStatus.SUCCESS;
            });
        }

        CommitmentResult await() throws InterruptedException {
            assertThat(first.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return heard.get(0);
        }
    }

    private Gateway start(String commitment) throws Exception {
        return start(commitment, 0);
    }

    private Gateway start(String commitment, int port) throws Exception {
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(
                configuration.resolve("einthoven.yaml"),
                TestGateways.SMALL_QUEUES + "dicom: {commitment: {" + commitment + "}}\n");
        Map<String, String> environment = TestGateways.environment(folder.resolve("data"));
        environment.put("EINTHOVEN_DICOM_PORT", String.valueOf(port));
        return Gateway.start(
                GatewayConfiguration.read(configuration, environment), settings -> new TestGateways.MeanEncoder());
    }

    private DicomServer listen(int port) throws IOException {
        return new EinthovenDicomNetwork()
                .listen(DicomServerSettings.of("CART", port, folder.resolve("cart")), cart.services());
    }

    private static String at(int port) {
        return "peers: ['CART@127.0.0.1:" + port + "']";
    }

    private List<SopReference> sent(Gateway gateway, int from, int to) throws Exception {
        List<Path> files = EcgFiles.write(folder.resolve("files"), from, to);
        assertThat(TestGateways.send(gateway, files)).allMatch(DimseStatus::isSuccess);
        List<SopReference> references = new ArrayList<>();
        for (Path file : files) {
            DicomDataset dataset = DicomReader.standard().read(file).dataset();
            references.add(new SopReference(
                    dataset.getString(Tag.SOPClassUID, ""), dataset.getString(Tag.SOPInstanceUID, "")));
        }
        return references;
    }

    private static CommitmentRequest request(List<SopReference> references) {
        return new CommitmentRequest(UID.random(), references);
    }

    private static DicomAssociation connect(Gateway gateway, PresentationContext context) throws IOException {
        return new EinthovenDicomNetwork()
                .connect(
                        new RemoteAe("EINTHOVEN", "127.0.0.1", gateway.dicomPort()),
                        DicomClientSettings.of("CART"),
                        List.of(context));
    }

    private static CommitmentReply ask(Gateway gateway, CommitmentRequest request, Duration patience)
            throws IOException {
        try (DicomAssociation association = connect(gateway, PresentationContext.commitmentRequest())) {
            CommitmentReply reply = association.requestCommitment(request, patience);
            association.release();
            return reply;
        }
    }

    /** A cart that goes as soon as its request is answered. */
    private static void askAndGo(Gateway gateway, CommitmentRequest request) throws IOException {
        DicomAssociation association = connect(gateway, PresentationContext.commitmentRequest());
        assertThat(association.requestCommitment(request, Duration.ZERO).status())
                .isEqualTo(DimseStatus.SUCCESS);
        association.abort();
    }

    @Test
    void aCartThatWaitsHearsAtOnce() throws Exception {
        try (Gateway gateway = start("")) {
            List<SopReference> all = new ArrayList<>(sent(gateway, 0, 3));
            SopReference unknown = new SopReference(UID.TwelveLeadECGWaveformStorage, UNKNOWN);
            SopReference other = new SopReference(
                    UID.AmbulatoryECGWaveformStorage, all.get(0).sopInstanceUid());
            all.add(unknown);
            all.add(other);

            CommitmentReply reply = ask(gateway, request(all), PATIENCE);

            assertThat(reply.status()).isEqualTo(DimseStatus.SUCCESS);
            CommitmentResult result = Objects.requireNonNull(reply.result());
            assertThat(result.committed()).isEqualTo(all.subList(0, 3));
            assertThat(result.failed())
                    .containsExactly(
                            new CommitmentResult.Failure(unknown, 0x0112), new CommitmentResult.Failure(other, 0x0119));
            LedgerEntry entry =
                    TestGateways.await(gateway, 3, LedgerEntry::settled).get(0);
            assertThat(gateway.way(entry.object()))
                    .anySatisfy(step -> assertThat(step.outcome()).isEqualTo("COMMITTED"));
        }
    }

    @Test
    void aCartThatGoesHearsOnAnAssociationOfTheGateways() throws Exception {
        cart.refusals = 1;
        try (DicomServer listener = listen(0);
                Gateway gateway = start(at(listener.port()))) {
            CommitmentRequest request = request(sent(gateway, 0, 2));
            askAndGo(gateway, request);
            CommitmentResult result = cart.await();
            assertThat(result.transactionUid()).isEqualTo(request.transactionUid());
            assertThat(result.committed()).isEqualTo(request.instances());
        }
        assertThat(cart.heard).hasSize(1);
    }

    @Test
    void aCartThatIsAwayHearsWhenItIsBackAndTheGatewayWasStartedAnew() throws Exception {
        int port = PeerProcess.freePort();
        CommitmentRequest request;
        try (Gateway gateway = start(at(port))) {
            request = request(sent(gateway, 0, 2));
            askAndGo(gateway, request);
        }
        try (Gateway again = start(at(port));
                DicomServer listener = listen(port)) {
            assertThat(cart.await().committed()).isEqualTo(request.instances());
            assertThat(again.entries()).hasSize(2);
        }
        assertThat(cart.heard).hasSize(1);
    }

    @Test
    void aCartWithoutAnAddressHearsWhenItAsksAgain() throws Exception {
        try (Gateway gateway = start("")) {
            CommitmentRequest request = request(sent(gateway, 0, 1));
            askAndGo(gateway, request);
            CommitmentReply reply = ask(gateway, request, PATIENCE);
            assertThat(Objects.requireNonNull(reply.result()).committed()).isEqualTo(request.instances());
        }
    }

    @Test
    void aRequestThatIsGarbageDisturbsNobody() throws Exception {
        try (Gateway gateway = start("")) {
            List<SopReference> known = sent(gateway, 0, 1);
            List<SopReference> many = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                many.add(new SopReference(UID.TwelveLeadECGWaveformStorage, UNKNOWN + "." + i));
            }
            many.addAll(known);
            try (DicomAssociation association = connect(gateway, PresentationContext.commitmentRequest())) {
                CommitmentRequest none =
                        request(List.of(new SopReference(UID.TwelveLeadECGWaveformStorage, "x".repeat(2000))));
                assertThat(association
                                .requestCommitment(none, PATIENCE)
                                .status()
                                .code())
                        .isEqualTo(0x0115);
                CommitmentResult result = Objects.requireNonNull(
                        association.requestCommitment(request(many), PATIENCE).result());
                assertThat(result.committed()).isEqualTo(known);
                assertThat(result.failed()).hasSize(10_000);
            }
            assertThat(sent(gateway, 1, 2)).hasSize(1);
        }
    }

    /** Nobody but a peer that this side asked may tell it a result. */
    @Test
    void aResultThatNobodyAskedForIsNotTaken() throws Exception {
        try (Gateway gateway = start("");
                DicomAssociation association = connect(gateway, PresentationContext.commitmentResult())) {
            CommitmentResult result = new CommitmentResult(
                    UID.random(), List.of(new SopReference(UID.TwelveLeadECGWaveformStorage, UNKNOWN)), List.of());
            assertThatThrownBy(() -> {
                        if (!association.reportCommitment(result).isSuccess()) {
                            throw new IOException("refused");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    private static final Pattern ID = Pattern.compile("\"ID\"\\s*:\\s*\"([^\"]+)\"");

    @Test
    void orthancAsksAndHears() throws Exception {
        int port = PeerProcess.freePort();
        try (Orthanc orthanc = Orthanc.start(folder, port);
                Gateway gateway = start("peers: ['ORTHANC@127.0.0.1:" + orthanc.dicomPort() + "']", port)) {
            SopReference known = sent(gateway, 0, 1).get(0);
            String asked = orthanc.post("/modalities/gw/storage-commitment", """
                    {"DicomInstances": [["%s", "%s"], ["%s", "%s"]]}
                    """.formatted(
                            known.sopClassUid(), known.sopInstanceUid(), known.sopClassUid(), UNKNOWN));
            Matcher id = ID.matcher(asked);
            assertThat(id.find()).as(asked).isTrue();

            String report = "";
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!report.contains("\"Failures\"")) {
                assertThat(System.nanoTime()).as(report).isLessThan(deadline);
                Thread.sleep(50);
                report = orthanc.get("/storage-commitment/" + id.group(1));
            }
            assertThat(report)
                    .containsPattern("\"Success\"\\s*:\\s*\\[\\s*\\{[^}]*" + Pattern.quote(known.sopInstanceUid()))
                    .containsPattern("\"Failures\"\\s*:\\s*\\[\\s*\\{[^}]*" + Pattern.quote(UNKNOWN));
        }
    }
}
