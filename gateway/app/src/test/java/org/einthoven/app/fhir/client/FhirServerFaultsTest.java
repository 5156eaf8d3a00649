package org.einthoven.app.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.einthoven.app.fhir.ExampleReports;
import org.einthoven.app.http.AnsweringServer;
import org.einthoven.app.http.AnsweringServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a delivery says of servers that fail. */
class FhirServerFaultsTest {
    private static final String FHIR = "application/fhir+json";
    private static final String OUTCOME = "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\","
            + "\"code\":\"invalid\",\"diagnostics\":\"HAPI-0960: Client-assigned ID of Jane Roe 4711 is not allowed"
            + " in DiagnosticReport.subject\"}]}";

    private static final String WARNED_ENTRY =
            "{\"response\":{\"status\":\"201\",\"location\":\"DiagnosticReport/a/_history/7\","
                    + "\"outcome\":{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"information\","
                    + "\"code\":\"informational\",\"diagnostics\":\"all is well\"},{\"severity\":\"warning\","
                    + "\"code\":\"business-rule\",\"diagnostics\":\"odd code for Jane Roe 4711 in Observation.code\"}]}}}";
    private static final String WARNED = "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\",\"entry\":["
            + String.join(",", Collections.nCopies(4, WARNED_ENTRY)) + "]}";

    private static final String STATEMENT = "{\"resourceType\":\"CapabilityStatement\",\"status\":\"active\","
            + "\"date\":\"2026-01-01\",\"kind\":\"instance\",\"fhirVersion\":\"4.0.1\",\"format\":[\"json\"]}";

    /** The server is being replaced, and what stands before it answers in its place. */
    @ParameterizedTest
    @CsvSource({"404, text/html", "200, text/html", "502, text/html"})
    void aProxyThatAnswersForTheServerSaysNothingOfTheReport(int status, String type) throws Exception {
        try (AnsweringServer proxy =
                        AnsweringServer.start(request -> Answer.of(status, type, "<html>back soon</html>"));
                FhirServerDestination destination = to(proxy.port(), Duration.ofSeconds(20))) {
            assertThat(destination.deliver(ReportDelivery.of(ExampleReports.bundle("a"))))
                    .isInstanceOfSatisfying(DeliveryResult.RetryLater.class, later -> assertThat(later.receiverFailed())
                            .isTrue());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, Refused",
        "405, Refused",
        "422, Refused",
        "401, RetryLater",
        "403, RetryLater",
        "408, RetryLater",
        "409, RetryLater",
        "412, RetryLater",
        "429, RetryLater",
        "500, RetryLater",
        "502, RetryLater",
        "503, RetryLater"
    })
    void tellsWhatMayBetterFromWhatNeverWill(int status, String expected) throws Exception {
        try (AnsweringServer server =
                        AnsweringServer.start(request -> Answer.of(isRead(request) ? 404 : status, FHIR, OUTCOME));
                FhirServerDestination destination = to(server.port(), Duration.ofSeconds(20))) {
            DeliveryResult result = destination.deliver(ReportDelivery.of(ExampleReports.bundle("a")));

            assertThat(result.getClass().getSimpleName()).isEqualTo(expected);
            assertThat(result.toString()).doesNotContain("Jane", "Roe", "4711");
            if (status == 400) {
                assertThat(result.toString())
                        .contains("HTTP 400", "invalid", "not allowed", "DiagnosticReport.subject");
            }
        }
    }

    @Test
    void whatAServerWarnsOfAlthoughItTookTheReportIsKept() throws Exception {
        try (AnsweringServer server = AnsweringServer.start(
                        request -> isRead(request) ? Answer.of(404, FHIR, OUTCOME) : Answer.of(200, FHIR, WARNED));
                FhirServerDestination destination = to(server.port(), Duration.ofSeconds(20))) {
            assertThat(destination.deliver(ReportDelivery.of(ExampleReports.bundle("a"))))
                    .isInstanceOfSatisfying(DeliveryResult.Delivered.class, delivered -> {
                        assertThat(delivered.version()).isEqualTo("7");
                        assertThat(delivered.warning())
                                .contains("business-rule", "Observation.code")
                                .doesNotContain("all is well", "Jane", "4711");
                    });
        }
    }

    /** The library's own patience ends after ten seconds. */
    @Test
    void anAnswerIsAwaitedForAsLongAsIsConfigured() throws Exception {
        Duration patience = Duration.ofSeconds(11);
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                FhirServerDestination destination = to(silent.getLocalPort(), patience)) {
            long begin = System.nanoTime();
            assertThat(destination.deliver(ReportDelivery.of(ExampleReports.bundle("a"))))
                    .isEqualTo(new DeliveryResult.RetryLater("no answer in time"));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(patience);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | 120                           | 120",
                "503 | Fri, 26 Nov 2100 12:00:00 GMT | 3600",
                "503 | 86400                         | 3600",
                "429 | 99999999999999999999          | 3600",
                "503 | Thu, 26 Nov 2020 11:00:00 GMT | 0",
                "429 | 0                             | 0",
                "429 | soon                          | 0",
                "429 | Thu, 99 Nov 2026 11:00:00 GMT | 0",
                "500 | 120                           | 0"
            })
    void aPauseThatTheServerAsksForIsTold(int status, String retryAfter, int seconds) throws Exception {
        // What stands before a server that is away knows no FHIR.
        Answer busy = new Answer(status, Map.of("Content-Type", "text/html", "Retry-After", retryAfter), "busy");
        try (AnsweringServer server = AnsweringServer.start(request -> busy);
                FhirServerDestination destination = to(server.port(), Duration.ofSeconds(20))) {
            assertThat(destination.deliver(ReportDelivery.of(ExampleReports.bundle("a"))))
                    .isInstanceOfSatisfying(DeliveryResult.RetryLater.class, later -> {
                        assertThat(later.pause()).isEqualTo(Duration.ofSeconds(seconds));
                        assertThat(later.receiverFailed()).isTrue();
                        assertThat(later.reason()).startsWith("HTTP " + status);
                        assertThat(later.reason().contains("a pause of " + seconds + " s"))
                                .isEqualTo(seconds > 0);
                    });
        }
    }

    /** 404 for everything with an OperationOutcome, as a FHIR proxy without its server may say. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoHasNoneOfTheReportsIsAskedWhetherItIsTheServer(boolean server) throws Exception {
        try (AnsweringServer http = AnsweringServer.start(
                        request -> request.getRequestURI().getPath().equals("/fhir/metadata") && server
                                ? Answer.of(200, FHIR, STATEMENT)
                                : Answer.of(404, FHIR, OUTCOME));
                FhirServerDestination destination = to(http.port(), Duration.ofSeconds(20))) {
            if (server) {
                assertThat(destination.missing(List.of("a", "b"))).containsExactly("a", "b");
            } else {
                assertThatThrownBy(() -> destination.missing(List.of("a", "b")))
                        .isInstanceOf(IOException.class)
                        .hasMessage("it has none of the reports asked for, and no CapabilityStatement: HTTP 404");
            }
        }
    }

    @Test
    void aDateIsHeldAgainstTheServersOwnClock() {
        assertThat(RetryAfter.pause("Thu, 26 Nov 2026 12:10:00 GMT", "Thu, 26 Nov 2026 12:00:00 GMT"))
                .isEqualTo(Duration.ofMinutes(10));
        assertThat(RetryAfter.pause("Thu, 26 Nov 2026 12:10:00 GMT", "yesterday"))
                .isZero();
    }

    @Test
    void aServerThatIsDownOrSilentIsTriedAgain() throws Exception {
        int port;
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = silent.getLocalPort();
            try (FhirServerDestination destination = to(port, Duration.ofMillis(500))) {
                assertThat(destination.deliver(ReportDelivery.of(ExampleReports.bundle("a"))))
                        .isEqualTo(new DeliveryResult.RetryLater("no answer in time"));
            }
        }
        try (FhirServerDestination destination = to(port, Duration.ofSeconds(5))) {
            assertThat(destination.deliver(ReportDelivery.of(ExampleReports.bundle("a"))))
                    .isEqualTo(new DeliveryResult.RetryLater("no connection to the server"));
        }
    }

    private static boolean isRead(HttpExchange request) {
        return request.getRequestMethod().equals("GET");
    }

    private static FhirServerDestination to(int port, Duration timeout) {
        return new FhirServerDestination(
                "hospital",
                new FhirServerSettings(URI.create("http://127.0.0.1:" + port + "/fhir"), null, timeout, timeout));
    }
}
