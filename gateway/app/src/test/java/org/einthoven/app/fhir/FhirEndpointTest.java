package org.einthoven.app.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.einthoven.app.http.HttpAccess;
import org.einthoven.app.http.HttpServer;
import org.einthoven.app.http.HttpSettings;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class FhirEndpointTest {
    private static final String TOKEN = "a-token-of-some-length";
    private static final int LIMIT = 64 << 10;

    private final List<byte[]> received = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile @Nullable IntakeException refusal;
    private FhirStore store;
    private HttpServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        store = FhirStore.open(folder.resolve("fhir.db"));
        EcgIntake intake = (original, contentType) -> {
            if (refusal != null) {
                throw refusal;
            }
            received.add(original);
            return new EcgIntake.Receipt("r" + received.size());
        };
        HttpSettings settings =
                new HttpSettings("127.0.0.1", 0, HttpAccess.tokens(List.of(TOKEN)), LIMIT, Duration.ofSeconds(10));
        server = HttpServer.start(settings, List.of(FhirEndpoint.mount(store, intake)));
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    @Test
    void takesAnEcgWithItsOriginalBytesAndARepeatHasTheSameLocation() throws Exception {
        String ecg = ExampleReports.ecgJson("4711");

        HttpResponse<String> first = post("/Observation", ecg);
        HttpResponse<String> second = post("/Observation", ecg);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(200);
        String location = first.headers().firstValue("Location").orElseThrow();
        assertThat(location).contains("/fhir/Observation/");
        assertThat(second.headers().firstValue("Location").or(() -> second.headers()
                        .firstValue("Content-Location")))
                .hasValue(location);
        assertThat(received).hasSize(2).allSatisfy(bytes -> assertThat(new String(bytes, StandardCharsets.UTF_8))
                .isEqualTo(ecg));
        assertThat(total("/Observation?code=urn:oid:2.16.840.1.113883.6.24|131328"))
                .isEqualTo(1);
        assertThat(get(location.substring(location.indexOf("/Observation"))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void unpacksGzip() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(ExampleReports.ecgJson("4711").getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<String> answer = send(request("/Observation")
                .header("Content-Type", "application/fhir+json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray())));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(new String(received.get(0), StandardCharsets.UTF_8)).isEqualTo(ExampleReports.ecgJson("4711"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{;400",
                "not json;400",
                "{\"resourceType\": \"Observation\", \"status\": \"SECRETNAME\"};400",
                "{\"resourceType\": \"Observation\", \"valueString\": {SECRETNAME}};400",
                "{\"resourceType\": \"Patient\", \"name\": [{\"family\": \"SECRETNAME\"}]};400",
                "{\"resourceType\": \"SECRETNAME\"};400",
                "{\"status\": \"final\"};400",
                "[];400",
                "{\"resourceType\": \"Observation\", \"code\": {\"text\": \"SECRETNAME\"}};422",
                "{\"resourceType\": \"Observation\", \"status\": \"final\"};422",
                "{\"resourceType\": \"Observation\", \"status\": \"final\", \"code\": {\"text\": \"SECRETNAME\"}};422",
                "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>;400",
            })
    void answersBadInputInOneSentenceWithoutItsContent(String body, int status) throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        root.addAppender(log);
        try {
            HttpResponse<String> answer = post("/Observation", body);

            assertThat(answer.statusCode()).isEqualTo(status);
            OperationOutcome outcome = parse(OperationOutcome.class, answer);
            assertThat(outcome.getIssueFirstRep().getDiagnostics())
                    .isNotBlank()
                    .doesNotContain("SECRETNAME", "Exception", "\n\tat ");
            assertThat(answer.body()).doesNotContain("SECRETNAME");
            assertThat(received).isEmpty();
            assertThat(log.list)
                    .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                    .noneMatch(event ->
                            event.getFormattedMessage().contains("SECRETNAME") || event.getThrowableProxy() != null);
        } finally {
            root.detachAppender(log);
        }
        assertThat(post("/Observation", ExampleReports.ecgJson("1")).statusCode())
                .isEqualTo(201);
    }

    @Test
    void refusesABodyOverTheLimitHoweverItComes() throws Exception {
        byte[] large = new byte[LIMIT + 1];
        java.util.Arrays.fill(large, (byte) ' ');
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(large);
        }
        HttpRequest.Builder json = request("/Observation").header("Content-Type", "application/fhir+json");

        assertThat(send(json.copy().POST(BodyPublishers.ofByteArray(large))).statusCode())
                .as("declared length")
                .isEqualTo(413);
        assertThat(send(json.copy().POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large))))
                        .statusCode())
                .as("chunked")
                .isEqualTo(413);
        HttpResponse<String> unpacked = send(
                json.copy().header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(packed.toByteArray())));
        assertThat(unpacked.statusCode()).as("unpacked").isEqualTo(413);
        assertThat(parse(OperationOutcome.class, unpacked).hasIssue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"UNREADABLE, 422", "UNAVAILABLE, 503", "STORAGE_FULL, 507"})
    void saysWhyTheIntakeRefused(IntakeException.Kind kind, int status) throws Exception {
        refusal = new IntakeException(kind, "The intake's own sentence.");

        HttpResponse<String> answer = post("/Observation", ExampleReports.ecgJson("4711"));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(parse(OperationOutcome.class, answer).getIssueFirstRep().getDiagnostics())
                .isEqualTo("The intake's own sentence.");
        refusal = null;
        assertThat(total("/Observation")).as("nothing was kept").isZero();
    }

    @Test
    void needsATokenForAllButTheCapabilityStatement() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri("/DiagnosticReport")).build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> wrong = http.send(
                HttpRequest.newBuilder(uri("/DiagnosticReport"))
                        .header("Authorization", "Bearer another-token-of-length")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer");
        assertThat(parse(OperationOutcome.class, answer).getIssueFirstRep().getCode())
                .isEqualTo(OperationOutcome.IssueType.LOGIN);
        assertThat(http.send(HttpRequest.newBuilder(uri("/metadata")).build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theCapabilityStatementSaysWhatIsThere() throws Exception {
        HttpResponse<String> answer = get("/metadata");
        CapabilityStatement statement = parse(CapabilityStatement.class, answer);

        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
        assertThat(statement.getFhirVersion().toCode()).isEqualTo("4.0.1");
        assertThat(statement.getRestFirstRep().getResource())
                .extracting(CapabilityStatement.CapabilityStatementRestResourceComponent::getType)
                .contains("DiagnosticReport", "Observation", "Device", "Patient", "Provenance");
        CapabilityStatement.CapabilityStatementRestResourceComponent report =
                statement.getRestFirstRep().getResource().stream()
                        .filter(resource -> resource.getType().equals("DiagnosticReport"))
                        .findFirst()
                        .orElseThrow();
        assertThat(report.getInteraction())
                .extracting(interaction -> interaction.getCode().toCode())
                .containsExactlyInAnyOrder("read", "vread", "update", "history-instance", "search-type");
        assertThat(report.getSearchParam())
                .extracting(CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent::getName)
                .containsExactlyInAnyOrder(
                        "_id",
                        "_lastUpdated",
                        "patient",
                        "subject",
                        "identifier",
                        "date",
                        "code",
                        "category",
                        "status");
        assertThat(report.getSearchParam()).allSatisfy(parameter -> assertThat(get("/DiagnosticReport?"
                                + parameter.getName()
                                + (parameter.getName().matches("date|_lastUpdated") ? "=2026" : "=x"))
                        .statusCode())
                .as(parameter.getName())
                .isEqualTo(200));
    }

    @Test
    void searchesReports() throws Exception {
        for (int day = 1; day <= 5; day++) {
            store.write(ExampleReports.report("r" + day, "p" + day % 2, "2026-11-0" + day), Write.Condition.NONE);
        }

        assertThat(total("/DiagnosticReport?_summary=count")).isEqualTo(5);
        assertThat(parse(Bundle.class, get("/DiagnosticReport?_summary=count")).getEntry())
                .isEmpty();
        assertThat(total("/DiagnosticReport?patient.identifier=" + ExampleReports.PATIENTS + "|p1"))
                .isEqualTo(3);
        assertThat(total("/DiagnosticReport?patient:identifier=" + ExampleReports.PATIENTS + "|p0"))
                .isEqualTo(2);
        assertThat(total("/DiagnosticReport?patient=Patient/1")).isZero();
        assertThat(total("/DiagnosticReport?date=ge2026-11-02&date=lt2026-11-04"))
                .isEqualTo(2);
        assertThat(total("/DiagnosticReport?date=2026-11-02,2026-11-05")).isEqualTo(2);
        assertThat(total("/DiagnosticReport?identifier=urn:uuid:r3")).isEqualTo(1);
        assertThat(total("/DiagnosticReport?code=http://loinc.org|11524-6&status=preliminary"))
                .isEqualTo(5);
        assertThat(total("/DiagnosticReport?_id=r1,r2")).isEqualTo(2);
        assertThat(total("/DiagnosticReport?_lastUpdated=lt2001-01-01")).isZero();
        assertThat(get("/DiagnosticReport?nonsense=1").statusCode()).isEqualTo(400);
        assertThat(get("/DiagnosticReport?status:not=final").statusCode()).isEqualTo(400);
        assertThat(get("/DiagnosticReport?date=yesterday").statusCode()).isEqualTo(400);
        assertThat(get("/DiagnosticReport?_sort=code").statusCode()).isEqualTo(400);
        assertThat(get("/DiagnosticReport?identifier=a%00b").statusCode()).isEqualTo(400);
        assertThat(get("/DiagnosticReport?patient=a%00b").statusCode()).isEqualTo(400);
    }

    @Test
    void pagesThroughAllResultsByTheNextLink() throws Exception {
        for (int day = 1; day <= 5; day++) {
            store.write(ExampleReports.report("r" + day, "p", "2026-11-0" + day), Write.Condition.NONE);
        }
        java.util.List<String> ids = new java.util.ArrayList<>();
        String next = uri("/DiagnosticReport?_count=2").toString();
        for (int page = 0; next != null && page < 5; page++) {
            Bundle bundle = parse(
                    Bundle.class,
                    http.send(
                            HttpRequest.newBuilder(URI.create(next.replace("|", "%7C")))
                                    .header("Authorization", "Bearer " + TOKEN)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString()));
            assertThat(bundle.getTotal()).isEqualTo(5);
            bundle.getEntry()
                    .forEach(entry -> ids.add(entry.getResource().getIdElement().getIdPart()));
            next = bundle.getLink("next") == null
                    ? null
                    : bundle.getLink("next").getUrl();
        }
        assertThat(ids).containsExactly("r5", "r4", "r3", "r2", "r1");
    }

    @Test
    void aPersonVerifiesAReportWithIfMatch() throws Exception {
        store.write(ExampleReports.report("a"), Write.Condition.NONE);
        HttpResponse<String> read = get("/DiagnosticReport/a");
        DiagnosticReport verified =
                parse(DiagnosticReport.class, read).setStatus(DiagnosticReport.DiagnosticReportStatus.FINAL);

        assertThat(read.headers().firstValue("ETag")).hasValue("W/\"1\"");
        assertThat(put(verified, null).statusCode()).as("without If-Match").isEqualTo(412);
        assertThat(put(verified, "W/\"7\"").statusCode()).as("another version").isEqualTo(412);
        HttpResponse<String> done = put(verified, "W/\"1\"");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(put(verified.setStatus(DiagnosticReport.DiagnosticReportStatus.AMENDED), "W/\"1\"")
                        .statusCode())
                .as("someone else was first")
                .isEqualTo(412);
        assertThat(parse(DiagnosticReport.class, get("/DiagnosticReport/a")).getStatus())
                .isEqualTo(DiagnosticReport.DiagnosticReportStatus.FINAL);
        assertThat(parse(DiagnosticReport.class, get("/DiagnosticReport/a/_history/1"))
                        .getStatus())
                .isEqualTo(DiagnosticReport.DiagnosticReportStatus.PRELIMINARY);
        assertThat(parse(Bundle.class, get("/DiagnosticReport/a/_history")).getEntry())
                .hasSize(2);
        assertThat(get("/DiagnosticReport/absent").statusCode()).isEqualTo(404);
        assertThat(get("/DiagnosticReport/a/_history/9").statusCode()).isEqualTo(404);
    }

    @Test
    void carriesOutTransactionsAndBatches() throws Exception {
        Bundle transaction = ExampleReports.bundle("a");
        transaction
                .addEntry()
                .setResource(FhirJson.parse(org.hl7.fhir.r4.model.Observation.class, ExampleReports.ecgJson("4711")))
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Observation");

        HttpResponse<String> answer = post("", FhirJson.encode(transaction));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(parse(Bundle.class, answer).getEntry())
                .extracting(entry -> entry.getResponse().getStatus().substring(0, 3))
                .containsOnly("201")
                .hasSize(4);
        assertThat(received).hasSize(1);

        Bundle conflicting = ExampleReports.bundle("b");
        conflicting.addEntry(ExampleReports.bundle("a").getEntry().get(2));
        conflicting.getEntry().get(3).getRequest().setIfMatch("W/\"5\"");
        assertThat(post("", FhirJson.encode(conflicting)).statusCode()).isEqualTo(412);
        assertThat(get("/DiagnosticReport/b").statusCode()).as("nothing of it").isEqualTo(404);

        conflicting.setType(Bundle.BundleType.BATCH);
        assertThat(parse(Bundle.class, post("", FhirJson.encode(conflicting))).getEntry())
                .extracting(entry -> entry.getResponse().getStatus().substring(0, 3))
                .containsExactly("200", "201", "201", "412");
    }

    private HttpResponse<String> put(DiagnosticReport report, @Nullable String ifMatch) throws Exception {
        HttpRequest.Builder request = request(
                        "/DiagnosticReport/" + report.getIdElement().getIdPart())
                .header("Content-Type", "application/fhir+json")
                .PUT(BodyPublishers.ofString(FhirJson.encode(report)));
        return send(ifMatch == null ? request : request.header("If-Match", ifMatch));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(
                request(path).header("Content-Type", "application/fhir+json").POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private int total(String search) throws Exception {
        HttpResponse<String> answer = get(search);
        assertThat(answer.statusCode()).as(search).isEqualTo(200);
        return parse(Bundle.class, answer).getTotal();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + TOKEN);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(server.address() + "/fhir" + path.replace("|", "%7C"));
    }

    private static <T extends Resource> T parse(Class<T> type, HttpResponse<String> answer) {
        return FhirContext.forR4Cached().newJsonParser().parseResource(type, answer.body());
    }
}
