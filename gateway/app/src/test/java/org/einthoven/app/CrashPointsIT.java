package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.fhir.FhirEcgWriter;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.NormalisedEcg;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The promise, step by step: an ECG goes its way once, to the gateway's own store and to another FHIR server, and before and
 * after each commit on it what lies on the disk of both is copied. A gateway that starts on any of these copies ends with
 * exactly one report in each, whether or not the sender sends again, and the sender must, where it has not heard "success".
 */
class CrashPointsIT {
    private static final String SAMPLE = "pydicom_waveform_ecg.dcm";
    private static final List<String> COMMITS_OF_AN_INTAKE = List.of(
            "before ObjectStore.place",
            "after ObjectStore.place",
            "before Ledger.received",
            "after Ledger.received",
            "before ClientProducerImpl.doSend",
            "after ClientProducerImpl.doSend");

    private static final String COUNT = "/fhir/DiagnosticReport?_summary=count";

    @TempDir
    Path folder;

    @BeforeAll
    static void weave() {
        CrashPoints.install();
    }

    /** How an ECG comes in. */
    private enum Intake {
        DICOM {
            @Override
            void send(Gateway gateway) throws Exception {
                assertThat(TestGateways.send(gateway, List.of(Samples.dicom(SAMPLE))))
                        .containsExactly(DimseStatus.SUCCESS);
            }
        },
        FHIR {
            @Override
            void send(Gateway gateway) throws Exception {
                EcgRecording recording = EcgDecoder.standard().decode(Samples.dicom(SAMPLE), DecodingOptions.DEFAULT);
                byte[] observation = new FhirEcgWriter().toJson(recording).getBytes(StandardCharsets.UTF_8);
                assertThat(post(gateway, "/fhir/Observation", "application/fhir+json", observation))
                        .isEqualTo(201);
            }
        },
        FILE {
            @Override
            void send(Gateway gateway) throws Exception {
                byte[] file = Files.readAllBytes(Samples.dicom(SAMPLE));
                assertThat(post(gateway, "/api/files?name=x", "application/octet-stream", file))
                        .isIn(200, 202);
            }
        };

        /** Sends the sample, which must be acknowledged. */
        abstract void send(Gateway gateway) throws Exception;
    }

    @Test
    void whereverItStopsOneReportComesOfIt() throws Exception {
        List<CrashPoints.Copy> copies = oneWay(Intake.DICOM, new TestGateways.MeanEncoder());
        assertThat(points(copies)).containsAll(COMMITS_OF_AN_INTAKE);
        assertThat(points(copies))
                .contains(
                        "before Ledger.interpreted",
                        "after Ledger.interpreted",
                        "before FhirStore.write",
                        "after FhirStore.write",
                        "before FhirServerDestination.write",
                        "after FhirServerDestination.write",
                        "before Ledger.delivery",
                        "after Ledger.delivery",
                        "before ClientSessionImpl.commit",
                        "after ClientSessionImpl.commit");
        everyCopyEndsWithOneReport(Intake.DICOM, copies);
    }

    @ParameterizedTest
    @EnumSource(names = {"FHIR", "FILE"})
    void whateverWayItComesIn(Intake intake) throws Exception {
        List<CrashPoints.Copy> copies = oneWay(intake, new TestGateways.MeanEncoder());
        assertThat(points(copies)).containsAll(COMMITS_OF_AN_INTAKE);
        // From there on it is the way of any other. The message may be read before its sender hears that it was sent.
        List<CrashPoints.Copy> own =
                COMMITS_OF_AN_INTAKE.stream().map(point -> first(copies, point)).toList();
        everyCopyEndsWithOneReport(intake, own);
    }

    @Test
    void aTryThatFailedIsAsSafe() throws Exception {
        List<CrashPoints.Copy> copies = oneWay(Intake.DICOM, new FailingOnce());
        assertThat(points(copies))
                .contains(
                        "before Ledger.postponed",
                        "after Ledger.postponed",
                        "before QueueSender.offer",
                        "after QueueSender.offer");
        // Until then it is the way of any other, which the other test goes.
        everyCopyEndsWithOneReport(
                Intake.DICOM,
                copies.stream()
                        .dropWhile(copy -> !copy.point().equals("before Ledger.postponed"))
                        .toList());
    }

    private List<CrashPoints.Copy> oneWay(Intake intake, TestGateways.MeanEncoder encoder) throws Exception {
        Path ehr = folder.resolve("ehr");
        try (ReportServer server = ReportServer.start(ehr);
                Gateway gateway = start(folder, server, encoder)) {
            CrashPoints.watch(Files.createDirectories(folder.resolve("copies")), folder.resolve("data"), ehr);
            intake.send(gateway);
            TestGateways.await(gateway, 1, LedgerEntry::settled);
            assertThat(get(server.address(), COUNT)).contains("\"total\":1");
        }
        // A job that begins with the gateway has nothing to do with the ECG.
        return CrashPoints.stop().stream()
                .filter(copy -> !copy.point().contains("JobRuns"))
                .toList();
    }

    private static CrashPoints.Copy first(List<CrashPoints.Copy> copies, String point) {
        return copies.stream()
                .filter(copy -> copy.point().equals(point))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> points(List<CrashPoints.Copy> copies) {
        Set<String> points = new TreeSet<>();
        copies.forEach(copy -> points.add(copy.point()));
        return points;
    }

    private static void everyCopyEndsWithOneReport(Intake intake, List<CrashPoints.Copy> copies) throws Exception {
        List<String> faults = CrashPoints.faults(copies, copy -> {
            try (ReportServer server = ReportServer.start(copy.folder().resolve("ehr"));
                    Gateway gateway = start(copy.folder(), server, new TestGateways.MeanEncoder())) {
                if (!copy.acknowledged()) {
                    intake.send(gateway);
                }
                List<LedgerEntry> entries = TestGateways.await(gateway, 1, LedgerEntry::settled);
                LedgerEntry entry = entries.get(0);
                boolean asPromised = entries.size() == 1
                        && entry.state() == LedgerEntry.State.DELIVERED
                        && entry.deliveries().size() == 2
                        && hasOneReport(gateway.httpAddress(), entry)
                        && hasOneReport(server.address(), entry);
                return asPromised ? null : copy.point() + ": " + entries;
            }
        });
        System.out.println("CrashPointsIT: " + intake + ", " + copies.size() + " points, " + faults.size() + " faults");
        assertThat(faults).isEmpty();
    }

    /** The ECG's, in its first version, and no other. */
    private static boolean hasOneReport(URI server, LedgerEntry entry) throws Exception {
        return get(server, COUNT).contains("\"total\":1")
                && get(server, "/fhir/DiagnosticReport/" + entry.reportId()).contains("\"versionId\":\"1\"");
    }

    /** @param folder receives, or holds, its data */
    private static Gateway start(Path folder, ReportServer ehr, TestGateways.MeanEncoder encoder) throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                config.resolve("einthoven.yaml"),
                TestGateways.SMALL_QUEUES + "destinations:\n  - name: ehr\n    url: " + ehr.address() + "/fhir\n");
        return Gateway.start(
                GatewayConfiguration.read(config, TestGateways.environment(folder.resolve("data"))),
                configuration -> encoder);
    }

    private static String get(URI server, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("Accept", "application/fhir+json")
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int post(Gateway gateway, String path, String type, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.httpAddress().resolve(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** An encoder that is busy once. */
    private static final class FailingOnce extends TestGateways.MeanEncoder {
        private boolean failed;

        @Override
        public synchronized Inference infer(List<NormalisedEcg> windows) throws EncoderException {
            if (!failed) {
                failed = true;
                throw new EncoderException("the encoder failed once");
            }
            return super.infer(windows);
        }
    }
}
