package org.einthoven.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.ClientCertificates;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.TestObjects;
import org.einthoven.dicom.network.TlsKeys;
import org.einthoven.dicom.network.TlsSettings;
import org.einthoven.dicom.peers.Dcmtk;
import org.einthoven.dicom.peers.PeerProcess;
import org.einthoven.dicom.peers.TestKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding, moving and getting as routes write it, at dcmtk's archive; and TLS between two endpoints. */
class DicomQueryIT {
    @TempDir
    Path folder;

    private final CamelContext context = new DefaultCamelContext();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private PeerProcess archive;
    private String remote;

    @BeforeEach
    void start() throws Exception {
        context.getRegistry().bind("network", new EinthovenDicomNetwork());
        int own = PeerProcess.freePort();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("dicom:store?aeTitle=EINTHOVEN&port=" + own + "&spoolFolder=" + folder.resolve("spool"))
                        .process(exchange -> received.add(
                                exchange.getMessage().getHeader(DicomConstants.SOP_INSTANCE_UID, String.class)));
            }
        });
        context.start();
        int port = PeerProcess.freePort();
        Path storage = Files.createDirectory(folder.resolve("archive"));
        archive = new Dcmtk(folder).dcmqrscp(port, storage, "EINTHOVEN", own);
        remote = "remote=ARCHIVE@127.0.0.1:" + port;
        Random random = new Random(20_261_128);
        Path sent = Files.createDirectory(folder.resolve("sent"));
        for (int i = 1; i <= 3; i++) {
            Path file = TestObjects.write(
                    sent,
                    TestObjects.ecg(UID.TwelveLeadECGWaveformStorage, 500, random)
                            .setString(Tag.StudyInstanceUID, "1.2.3." + i)
                            .setString(Tag.SeriesInstanceUID, "1.2.3." + i + ".1")
                            .setString(Tag.StudyDate, "2026010" + i)
                            .setString(Tag.PatientName, "Test^Name"),
                    TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
            request("dicom:store?" + remote, file, Map.of());
        }
    }

    @AfterEach
    void stop() {
        context.stop();
        archive.close();
    }

    private Exchange request(String uri, Object body, Map<String, Object> headers) {
        Exchange answer = context.createProducerTemplate().request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        });
        if (answer.getException() != null) {
            throw new CamelExecutionException("failed", answer, answer.getException());
        }
        return answer;
    }

    @Test
    void findMakesTheBodyAListOfMatches() {
        Exchange found = request(
                "dicom:find?" + remote + "&keys=StudyDate=20260102-;StudyInstanceUID=;PatientName", null, Map.of());
        List<Map<String, String>> matches = found.getMessage().getBody(List.class);
        assertThat(matches)
                .extracting(match -> match.get("StudyInstanceUID"))
                .containsExactlyInAnyOrder("1.2.3.2", "1.2.3.3");
        assertThat(matches).extracting(match -> match.get("PatientName")).containsOnly("Test^Name");
        assertThat(found.getMessage().getHeader(DicomConstants.COMPLETE)).isEqualTo(true);

        Exchange limited = request("dicom:find?" + remote + "&limit=1&keys=StudyInstanceUID", null, Map.of());
        assertThat(limited.getMessage().getBody(List.class)).hasSize(1);
        assertThat(limited.getMessage().getHeader(DicomConstants.COMPLETE)).isEqualTo(false);

        Exchange byHeader = request(
                "dicom:find?" + remote + "&level=image&keys=SOPInstanceUID",
                null,
                Map.of(DicomConstants.KEYS, Map.of("StudyInstanceUID", "1.2.3.1", "SeriesInstanceUID", "1.2.3.1.1")));
        assertThat(byHeader.getMessage().getBody(List.class)).hasSize(1);
    }

    @Test
    void moveBringsObjectsToTheOwnListener() {
        Exchange moved = request("dicom:move?" + remote + "&keys=StudyInstanceUID=1.2.3.2", null, Map.of());
        assertThat(moved.getMessage().getHeader(DicomConstants.COMPLETED)).isEqualTo(1);
        assertThat(received).hasSize(1);
        assertThatThrownBy(() -> request(
                        "dicom:move?" + remote + "&destination=NOBODY&keys=StudyInstanceUID=1.2.3.2", null, Map.of()))
                .hasStackTraceContaining("A801");
    }

    @Test
    void getMakesTheBodyAListOfFilesThatLastAsLongAsTheExchange() throws Exception {
        List<Path> seen = new CopyOnWriteArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:fetch")
                        .to("dicom:get?" + remote + "&spoolFolder=" + folder.resolve("got")
                                + "&keys=StudyInstanceUID=1.2.3.3")
                        .split(body())
                        .process(exchange -> {
                            Path file = exchange.getMessage().getBody(Path.class);
                            assertThat(file).exists();
                            seen.add(file);
                        });
            }
        });
        Exchange got = request("direct:fetch", null, Map.of());
        assertThat(got.getMessage().getHeader(DicomConstants.COMPLETED)).isEqualTo(1);
        assertThat(seen).hasSize(1).allSatisfy(file -> assertThat(file).doesNotExist());
        try (var left = Files.walk(folder.resolve("got"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void wrongOptionsAreToldWithWhatIsAllowed() {
        assertWrong("dicom:find?" + remote + "&keys=StudyDay=1", "'StudyDay' is no keyword");
        assertWrong("dicom:find?" + remote + "&keys=WaveformSequence=1", "is a sequence");
        assertWrong("dicom:get?" + remote + "&level=instance", "[image, patient, series, study]");
        assertWrong("dicom:move?" + remote + "&model=worklist", "[patient, study]");
        assertWrong("dicom:find", "needs remote=");
        assertWrong("dicom:fetch?" + remote, "store, echo, find, move or get");
        assertWrong("dicom:echo?tls=true&" + remote, "dicom.tls");
    }

    private void assertWrong(String uri, String message) {
        assertThatThrownBy(() -> request(uri, null, Map.of()))
                .isNotInstanceOf(ResolveEndpointFailedException.class)
                .hasStackTraceContaining(message);
    }

    @Test
    void associationsGoByTls() throws Exception {
        TestKeys keys = new TestKeys(folder);
        Path own = keys.keyStore("gateway");
        TlsKeys opened = TlsKeys.open(own, TestKeys.PASSWORD, keys.trustStore("gateway", own), TestKeys.PASSWORD);
        CamelContext secured = new DefaultCamelContext();
        secured.getRegistry().bind("network", new EinthovenDicomNetwork());
        secured.getRegistry().bind("tls", new TlsSettings(opened, ClientCertificates.REQUIRED, true));
        int port = PeerProcess.freePort();
        try (secured) {
            secured.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("dicom:store?tls=true&port=" + port).log("received");
                }
            });
            secured.start();
            Exchange echoed = secured.createProducerTemplate()
                    .request("dicom:echo?tls=true&remote=EINTHOVEN@127.0.0.1:" + port, exchange -> {});
            assertThat(echoed.getException()).isNull();
            Exchange plain = secured.createProducerTemplate()
                    .request("dicom:echo?remote=EINTHOVEN@127.0.0.1:" + port, exchange -> {});
            assertThat(plain.getException()).isNotNull();
        }
    }
}
