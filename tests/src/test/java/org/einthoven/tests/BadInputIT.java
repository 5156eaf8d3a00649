package org.einthoven.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RawStorage;
import org.einthoven.dicom.network.RemoteAe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty and more bad inputs by every way in: each is refused with a reason, the gateway stays up, its memory stays flat,
 * and a good ECG still goes through.
 */
class BadInputIT {
    private static final int REPEATS = 4;
    private static final long GROWTH_ALLOWED_KIB = 96 * 1024;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void isRefusedWithAReasonAndLeavesTheGatewayUp() throws Exception {
        Map<String, byte[]> dataSets = BadDicom.dataSets();
        Map<String, byte[]> streams = BadDicom.streams();
        Map<String, byte[]> observations = BadFhir.observations();
        assertThat(dataSets.size() + streams.size() + observations.size()).isGreaterThanOrEqualTo(50);
        try (GatewayProcess gateway = new GatewayProcess(folder).start()) {
            Map<String, String> answers = new LinkedHashMap<>();
            once(gateway, dataSets, streams, observations, answers);
            answers.forEach((input, answer) -> System.out.println(input + " -> " + answer));
            long warm = residentKib(gateway);
            for (int i = 0; i < REPEATS; i++) {
                once(gateway, dataSets, streams, observations, new LinkedHashMap<>());
            }
            assertThat(residentKib(gateway) - warm).as("growth in KiB").isLessThan(GROWTH_ALLOWED_KIB);
            assertThat(new FhirReader(gateway.fhir()).countReports()).isZero();
            for (String type :
                    List.of("application/fhir+json; charset=bogus", "application/fhir+json; charset=\"", "x")) {
                HttpResponse<String> response = post(gateway, type, "{}".getBytes(StandardCharsets.UTF_8));
                assertThat(response.statusCode()).as(type).isBetween(400, 499);
            }
            wrongRatesAreReportedWithoutMeasurements(gateway);
            goesThrough(gateway);
            assertThat(gateway.alive()).isTrue();
            assertThat(Files.readString(gateway.log())).doesNotContain("OutOfMemoryError");
        }
    }

    private void once(
            GatewayProcess gateway,
            Map<String, byte[]> dataSets,
            Map<String, byte[]> streams,
            Map<String, byte[]> observations,
            Map<String, String> answers)
            throws Exception {
        for (var input : dataSets.entrySet()) {
            RawStorage.Response response = RawStorage.store(gateway.dicomPort, "1.2.3.4", input.getValue());
            answers.put("C-STORE of " + input.getKey(), response.toString());
            assertThat(response.status() & 0xF000).as(input.getKey()).isIn(0xA000, 0xC000);
            assertThat(response.comment()).as(input.getKey()).isNotBlank();
        }
        for (var input : streams.entrySet()) {
            answers.put("on the DICOM port: " + input.getKey(), closedAfter(gateway, input.getValue()));
        }
        for (var input : observations.entrySet()) {
            HttpResponse<String> response = post(gateway, input.getValue());
            answers.put("POST of " + input.getKey(), response.statusCode() + " " + diagnostics(response.body()));
            assertThat(response.statusCode()).as(input.getKey()).isBetween(400, 499);
            assertThat(response.body()).as(input.getKey()).contains("OperationOutcome");
            assertThat(diagnostics(response.body())).as(input.getKey()).isNotBlank();
            assertThat(response.body()).as(input.getKey()).doesNotContain("\tat ", "Exception");
        }
        assertThat(gateway.alive()).isTrue();
        assertThat(new FhirReader(gateway.fhir())
                        .get(gateway.http("/health/ready"))
                        .statusCode())
                .isEqualTo(200);
    }

    /** They are well-formed, so that they are taken; whatever the rate says of their length, nothing is made of it. */
    private void wrongRatesAreReportedWithoutMeasurements(GatewayProcess gateway) throws Exception {
        List<EcgVariant> slowAndFast =
                List.of(EcgVariant.ofRate("0.001", folder), EcgVariant.ofRate("1000000000000", folder));
        FhirReader reader = new FhirReader(gateway.fhir());
        try (DicomAssociation association = associate(gateway)) {
            for (EcgVariant variant : slowAndFast) {
                assertThat(association.store(variant.file()).isSuccess()).isTrue();
            }
        }
        String uid = EcgVariant.newUid();
        String observation = EcgVariant.observation(uid).replaceAll("\"period\":[0-9.]+", "\"period\":1e6");
        assertThat(post(gateway, observation.getBytes(StandardCharsets.UTF_8)).statusCode())
                .isLessThan(300);
        for (String of :
                List.of(slowAndFast.get(0).sopInstanceUid(), slowAndFast.get(1).sopInstanceUid(), uid)) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> reader.reportsOfDicomObject(of).size() == 1);
            assertThat(reader.reportsOfDicomObject(of).get(0).getConclusion())
                    .contains("outside 100 to 2000 Hz")
                    .doesNotContain("Heart rate");
        }
    }

    private static DicomAssociation associate(GatewayProcess gateway) throws IOException {
        return new EinthovenDicomNetwork()
                .connect(
                        new RemoteAe("EINTHOVEN", "127.0.0.1", gateway.dicomPort),
                        DicomClientSettings.of("CART"),
                        PresentationContext.storage(EcgVariant.SOP_CLASS, EcgVariant.TRANSFER_SYNTAX));
    }

    /** Sends bytes that are no association and waits until the gateway ends the connection. */
    private static String closedAfter(GatewayProcess gateway, byte[] bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.dicomPort)) {
            socket.setSoTimeout(60_000);
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
                byte[] answer = socket.getInputStream().readAllBytes();
                return answer.length == 0 ? "closed" : "PDU type " + answer[0] + ", closed";
            } catch (java.net.SocketException reset) {
                return "reset";
            }
        }
    }

    private HttpResponse<String> post(GatewayProcess gateway, byte[] body) throws Exception {
        return post(
                gateway, body.length > 0 && body[0] == '<' ? "application/fhir+xml" : "application/fhir+json", body);
    }

    private HttpResponse<String> post(GatewayProcess gateway, String type, byte[] body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(gateway.http("/fhir/Observation"))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", type)
                        .header("Accept", "application/fhir+json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String diagnostics(String operationOutcome) {
        var matcher = java.util.regex.Pattern.compile("\"diagnostics\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(operationOutcome);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static long residentKib(GatewayProcess gateway) throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc/" + gateway.pid() + "/status"));
        return status.stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private void goesThrough(GatewayProcess gateway) throws Exception {
        EcgVariant good = EcgVariant.next(folder);
        try (DicomAssociation association = associate(gateway)) {
            assertThat(association.store(good.file()).isSuccess()).isTrue();
        }
        FhirReader reader = new FhirReader(gateway.fhir());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> reader.reportsOfDicomObject(good.sopInstanceUid()).size() == 1);
    }
}
