package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.fhir.FhirEcgWriter;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.ecg.Delivery;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.NormalisedEcg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way in one JVM: real sockets, queues, stores, routes. */
class GatewayIT {
    @TempDir
    Path data;

    @Test
    void anEcgGoesInByDicomAndComesOutAsADiagnosticReport() throws Exception {
        Path file = Samples.dicom("pydicom_waveform_ecg.dcm");
        try (Gateway gateway = TestGateways.start(data)) {
            assertThat(TestGateways.send(gateway, List.of(file))).containsExactly(DimseStatus.SUCCESS);

            LedgerEntry entry =
                    TestGateways.await(gateway, 1, LedgerEntry::settled).get(0);
            assertThat(entry.state()).isEqualTo(LedgerEntry.State.DELIVERED);
            assertThat(entry.analysed()).isTrue();
            HttpResponse<String> report = get(gateway, "/fhir/DiagnosticReport/" + entry.reportId());
            assertThat(report.statusCode()).isEqualTo(200);
            assertThat(report.body()).contains("11524-6").contains("/drawing/" + entry.reportId() + ".svg");
            HttpResponse<String> drawing = get(gateway, "/drawing/" + entry.reportId() + ".svg");
            assertThat(drawing.statusCode()).isEqualTo(200);
            assertThat(drawing.body()).contains("<svg");
        }
    }

    @Test
    void theSameEcgAgainAndInOtherTransferSyntaxesHasOneReport() throws Exception {
        Path file = Samples.dicom("pydicom_waveform_ecg.dcm");
        List<Path> again = List.of(
                file,
                file,
                Samples.dicom("mortara_implicit.dcm"),
                Samples.dicom("mortara_bigendian.dcm"),
                Samples.dicom("mortara_deflated.dcm"));
        try (Gateway gateway = TestGateways.start(data)) {
            assertThat(TestGateways.send(gateway, again)).allMatch(DimseStatus::isSuccess);

            List<LedgerEntry> entries = TestGateways.await(gateway, 4, LedgerEntry::settled);
            assertThat(entries).extracting(LedgerEntry::state).containsOnly(LedgerEntry.State.DELIVERED);
            assertThat(entries.stream().map(LedgerEntry::reportId).distinct()).hasSize(1);
            assertThat(get(gateway, "/fhir/DiagnosticReport?_summary=count").body())
                    .contains("\"total\":1");
            // Its time has no offset and no time zone is configured: the day is known all the same.
            assertThat(get(gateway, "/fhir/DiagnosticReport?date=2013-01-25&_summary=count")
                            .body())
                    .contains("\"total\":1");
            assertThat(get(gateway, "/fhir/DiagnosticReport/" + entries.get(0).reportId())
                            .headers()
                            .firstValue("ETag"))
                    .contains("W/\"1\"");
        }
    }

    @Test
    void whatIsNoDataSetIsRefusedWhileTheSenderListens() throws Exception {
        byte[] bytes = Files.readAllBytes(Samples.dicom("pydicom_waveform_ecg.dcm"));
        Path truncated = Files.write(data.resolve("truncated.dcm"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        try (Gateway gateway = TestGateways.start(data.resolve("data"))) {
            assertThat(TestGateways.send(gateway, List.of(truncated))).allMatch(DimseStatus::isFailure);
            assertThat(gateway.entries()).isEmpty();
        }
    }

    @Test
    void whatCannotBeDecodedIsKeptInQuarantineWithItsReason() throws Exception {
        Path pdf = Samples.dicom("result_pdf.dcm");
        try (Gateway gateway = TestGateways.start(data)) {
            assertThat(TestGateways.send(gateway, List.of(pdf))).allMatch(DimseStatus::isSuccess);

            LedgerEntry entry =
                    TestGateways.await(gateway, 1, LedgerEntry::settled).get(0);
            assertThat(entry.state()).isEqualTo(LedgerEntry.State.QUARANTINED);
            assertThat(entry.reason()).isNotBlank();
            assertThat(entry.reportId()).isNull();
            String uid = DicomReader.standard().read(pdf).dataset().getString(Tag.SOPInstanceUID);
            assertThat(entry.sourceIdentifier())
                    .as("found by what the sender knows")
                    .isEqualTo(uid);
        }
    }

    @Test
    void whatWasReceivedBeforeAStopIsThereAfterIt() throws Exception {
        Path file = Samples.dicom("pydicom_waveform_ecg.dcm");
        LedgerEntry before;
        try (Gateway gateway = TestGateways.start(data)) {
            TestGateways.send(gateway, List.of(file));
            before = TestGateways.await(gateway, 1, LedgerEntry::settled).get(0);
        }
        try (Gateway gateway = TestGateways.start(data)) {
            assertThat(gateway.entries()).containsExactly(before);
            assertThat(get(gateway, "/fhir/DiagnosticReport/" + before.reportId())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void anEcgGoesInByFhirAndComesOutAsADiagnosticReport() throws Exception {
        EcgRecording recording =
                EcgDecoder.standard().decode(Samples.dicom("pydicom_waveform_ecg.dcm"), DecodingOptions.DEFAULT);
        String observation = new FhirEcgWriter().toJson(recording);
        try (Gateway gateway = TestGateways.start(data)) {
            HttpRequest post = HttpRequest.newBuilder(gateway.httpAddress().resolve("/fhir/Observation"))
                    .header("Content-Type", "application/fhir+json")
                    .POST(HttpRequest.BodyPublishers.ofString(observation))
                    .build();
            HttpResponse<String> answer = HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isIn(201, 202);
            LedgerEntry entry =
                    TestGateways.await(gateway, 1, LedgerEntry::settled).get(0);
            assertThat(entry.state()).isEqualTo(LedgerEntry.State.DELIVERED);
            assertThat(entry.channel()).isEqualTo("fhir");
            assertThat(get(gateway, "/fhir/DiagnosticReport/" + entry.reportId())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aDestinationThatIsDownHoldsUpNoOtherAndGetsItsReportLater() throws Exception {
        Path config = Files.createDirectories(data.resolve("config"));
        Path down = data.resolve("second");
        int port;
        try (Gateway free = TestGateways.start(down)) {
            port = free.httpPort();
        }
        Files.writeString(
                config.resolve("einthoven.yaml"),
                TestGateways.SMALL_QUEUES + "destinations:\n  - name: second\n    url: http://127.0.0.1:" + port
                        + "/fhir\n");
        Map<String, String> environment = TestGateways.environment(data.resolve("first"));
        try (Gateway gateway = Gateway.start(
                GatewayConfiguration.read(config, environment), configuration -> new TestGateways.MeanEncoder())) {
            TestGateways.send(gateway, List.of(Samples.dicom("pydicom_waveform_ecg.dcm")));
            LedgerEntry waiting = TestGateways.await(
                            gateway,
                            1,
                            entry -> entry.deliveries().stream().anyMatch(d -> d.tries() >= 2)
                                    && entry.deliveries().stream().anyMatch(d -> d.state() == Delivery.State.DELIVERED))
                    .get(0);
            assertThat(waiting.state()).isEqualTo(LedgerEntry.State.INTERPRETED);

            environment = TestGateways.environment(down);
            environment.put("EINTHOVEN_HTTP_PORT", String.valueOf(port));
            try (Gateway second = Gateway.start(
                    GatewayConfiguration.read(TestGateways.SMALL, environment),
                    configuration -> new TestGateways.MeanEncoder())) {
                LedgerEntry entry =
                        TestGateways.await(gateway, 1, LedgerEntry::settled).get(0);

                assertThat(entry.state()).isEqualTo(LedgerEntry.State.DELIVERED);
                assertThat(get(second, "/fhir/DiagnosticReport/" + entry.reportId())
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void anEcgThatFailsAgainAndAgainLeavesTheQueueWithItsReason() throws Exception {
        Path config = Files.createDirectories(data.resolve("config"));
        Files.writeString(
                config.resolve("einthoven.yaml"), TestGateways.SMALL_QUEUES + "properties:\n  interpret.tries: 2\n");
        Encoder failing = new TestGateways.MeanEncoder() {
            @Override
            public Inference infer(List<NormalisedEcg> windows) throws EncoderException {
                throw new EncoderException("the model's runtime failed");
            }
        };
        try (Gateway gateway = Gateway.start(
                GatewayConfiguration.read(config, TestGateways.environment(data.resolve("data"))),
                configuration -> failing)) {
            TestGateways.send(gateway, List.of(Samples.dicom("pydicom_waveform_ecg.dcm")));

            LedgerEntry entry =
                    TestGateways.await(gateway, 1, LedgerEntry::settled).get(0);
            assertThat(entry.state()).isEqualTo(LedgerEntry.State.FAILED);
            assertThat(entry.reason()).isEqualTo("the model's runtime failed");
        }
    }

    @Test
    void aFaultyRouteKeepsTheGatewayFromStarting() throws Exception {
        Path routes = Files.createDirectories(data.resolve("config/routes"));
        Files.writeString(
                routes.resolve("50-mine.yaml"),
                "- route:\n    from:\n      uri: timer:x\n      parameters: {period: banana}\n      steps: []\n");

        assertThatThrownBy(() -> Gateway.start(
                        GatewayConfiguration.read(
                                data.resolve("config"), TestGateways.environment(data.resolve("data"))),
                        configuration -> new TestGateways.MeanEncoder()))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("50-mine.yaml:4:20: the option 'period' must be a duration");
    }

    @Test
    void whatAKilledGatewayLeftOfRequestsIsRemoved() throws Exception {
        Path left = Files.createDirectories(data.resolve("scratch")).resolve("fhir-1.tmp");
        Files.writeString(left, "of a request that nobody answered");
        try (Gateway gateway = TestGateways.start(data)) {
            assertThat(gateway.entries()).isEmpty();
            assertThat(left).doesNotExist();
        }
    }

    @Test
    void twoGatewaysDoNotShareADataFolder() throws Exception {
        try (Gateway gateway = TestGateways.start(data)) {
            assertThat(gateway.httpPort()).isPositive();
            assertThatThrownBy(() -> TestGateways.start(data))
                    .isInstanceOf(GatewayException.class)
                    .hasMessageContaining("in use by another gateway");
        }
    }

    @Test
    void healthIsUpWhenEverythingRuns() throws Exception {
        try (Gateway gateway = TestGateways.start(data)) {
            assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(gateway, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(gateway, "/metrics").body()).contains("einthoven_queue_messages{queue=\"ecg.received\"} 0");
        }
    }

    @Test
    void aLedgerThatOnlyAnswersIsNotReady() throws Exception {
        try (Gateway gateway = TestGateways.start(data);
                Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"));
                Statement statement = ledger.createStatement()) {
            assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(200);
            statement.execute("create trigger full before insert on setting begin select raise(abort, 'full'); end");
            // A write that succeeded a moment ago is believed.
            await().untilAsserted(
                            () -> assertThat(get(gateway, "/health/ready")).satisfies(answer -> {
                                assertThat(answer.statusCode()).isEqualTo(503);
                                assertThat(answer.body()).contains("\"ledger\":\"DOWN\"");
                            }));
            statement.execute("drop trigger full");
            assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> get(Gateway gateway, String path) throws Exception {
        URI address = gateway.httpAddress().resolve(path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
