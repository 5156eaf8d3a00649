package org.einthoven.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.app.http.HttpAccess;
import org.einthoven.app.http.HttpServer;
import org.einthoven.app.http.HttpSettings;
import org.einthoven.app.ledger.Arrival;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.MadeReport;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.Delivery;
import org.einthoven.ecg.SourceIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String TOKEN = "a-token-of-some-length";

    @TempDir
    Path folder;

    private Ledger ledger;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        ledger = Ledger.open(folder, Clock.fixed(NOON, ZoneOffset.UTC), "node-1");
        server = HttpServer.start(
                HttpSettings.loopback(0, HttpAccess.tokens(List.of(TOKEN))),
                List.of(ApiServlet.mount(ledger, List.of("gateway", "ehr"))));
        for (int i = 1; i <= 3; i++) {
            ledger.received(new Arrival(hash(i), "dicom", "CART", Lane.LIVE, 9, NOON.plusSeconds(i)));
        }
        ledger.quarantined(hash(1), "cut off");
        SourceIdentity source = new SourceIdentity(SourceIdentity.Kind.FHIR, "Observation/5/_history/1", hash(2).hex());
        ledger.interpreted(
                new MadeReport(
                        "report",
                        hash(2),
                        "FHIR",
                        source,
                        null,
                        "mean 1",
                        null,
                        new byte[] {'{', '}'},
                        true,
                        null,
                        NOON),
                List.of("ehr"));
        ledger.delivery(
                "report",
                new Delivery("ehr", Delivery.State.FAILED, 1, "it refuses the profile", "odd code", null),
                null);
    }

    @AfterEach
    void stop() {
        server.close();
        ledger.close();
    }

    @Test
    void listsInPages() throws Exception {
        List<String> objects = new ArrayList<>();
        JsonNode page = ok("/api/ecgs?limit=2");
        page.path("ecgs").forEach(ecg -> objects.add(ecg.path("object").asText()));
        page = ok("/api/ecgs?limit=2&after=" + page.path("next").asLong());
        page.path("ecgs").forEach(ecg -> objects.add(ecg.path("object").asText()));

        assertThat(page.path("next").isNull()).isTrue();
        assertThat(objects).containsExactly(hash(1).hex(), hash(2).hex(), hash(3).hex());
    }

    @ParameterizedTest
    @CsvSource({
        "state=quarantined, 1",
        "'state=QUARANTINED,FAILED', 2",
        "state=FAILED&destination=ehr, 1",
        "state=FAILED&destination=pacs, 0",
        "channel=dicom&sender=CART, 3",
        "channel=fhir, 0",
        "lane=backfill, 0",
        "from=2026-01-01T13:00:02%2B01:00, 2",
        "to=2026-01-01T12:00:02Z, 1",
        "q=report, 1"
    })
    void filters(String query, int found) throws Exception {
        assertThat(ok("/api/ecgs?" + query).path("ecgs")).hasSize(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report",
                "Observation/5/_history/1",
                "0000000000000000000000000000000000000000000000000000000000000002"
            })
    void showsOneEcgsWholeWay(String identifier) throws Exception {
        JsonNode ecg = ok("/api/ecgs/" + identifier).path("ecgs").path(0);

        assertThat(ecg.path("state").asText()).isEqualTo("FAILED");
        JsonNode delivery = ecg.path("reports").path(0).path("deliveries").path(0);
        assertThat(delivery.path("reason").asText()).isEqualTo("it refuses the profile");
        assertThat(delivery.path("warning").asText()).isEqualTo("odd code");
        assertThat(delivery.path("tries").asInt()).isEqualTo(1);
        assertThat(ecg.path("steps"))
                .extracting(step -> step.path("step").asText())
                .containsExactly("receive", "interpret", "deliver");
    }

    @Test
    void summarises() throws Exception {
        JsonNode summary = ok("/api/summary");
        assertThat(summary.path("ecgs").path("QUARANTINED").asInt()).isEqualTo(1);
        assertThat(summary.path("ecgs").path("DELIVERED").asInt()).isZero();
        assertThat(summary.path("reports").path("ehr").path("FAILED").asInt()).isEqualTo(1);
        assertThat(summary.path("unserved")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action':'resend','by':'me','destination':'old','filter':{}}",
                "{'action':'address','by':'me','destination':'odl','filter':{}}",
                "{'action':'withdraw','by':'me','destination':'ehr','filter':{}}",
                "{'action':'withdraw','by':'me','filter':{}}",
                "{'action':'withdraw','by':'me','destination':'','filter':{}}",
                "{'action':'withdraw','by':'me','destination':'old','filter':{'sender':'\\u0007'}}",
                "{'action':'rerun','by':'me','destination':'ehr','filter':{}}"
            })
    void nothingIsSentWhereNobodyDeliversNorWithdrawnWhereSomebodyDoes(String request) throws Exception {
        List<LedgerEntry> before = ledger.search().list(EcgFilter.ALL, 0, 9);
        refused(post(request), 400);
        assertThat(ledger.search().list(EcgFilter.ALL, 0, 9)).isEqualTo(before);
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        List<LedgerEntry> before = ledger.search().list(EcgFilter.ALL, 0, 9);
        JsonNode answer = replay("{'action':'resend','by':'me','dryRun':true,'filter':{'state':'FAILED'}}", 200);

        assertThat(answer.path("dryRun").asBoolean()).isTrue();
        assertThat(answer.path("dueAgain").asInt()).isEqualTo(1);
        assertThat(answer.path("first")).hasSize(1);
        assertThat(ledger.search().list(EcgFilter.ALL, 0, 9)).isEqualTo(before);
    }

    @Test
    void sendsAgain() throws Exception {
        replay("{'action':'resend','by':'me','destination':'ehr','ratePerSecond':0.5,'filter':{}}", 200);
        assertThat(ledger.schedule().claimReports("ehr", 9)).hasSize(1);
    }

    @Test
    void releasesWithAPatientWhomItDoesNotRepeat() throws Exception {
        HttpResponse<String> answer = post("{'action':'release','by':'me','filter':{'q':'" + hash(1).hex()
                + "'},'patient':{'identifier':'4711','issuer':'urn:oid:1.2.3'}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("4711");
        assertThat(ledger.assignedPatient(hash(1)).orElseThrow().identifier()).isEqualTo("4711");
        assertThat(get("/api/ecgs/" + hash(1).hex(), TOKEN).body()).doesNotContain("4711");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=nonsense",
                "lane=fast",
                "from=yesterday",
                "to=2026-01-01",
                "limit=0",
                "limit=1001",
                "limit=many",
                "after=-1",
                "limit=99999999999999999999",
                "page=2",
                "q=",
                "q=%20",
                "q=%00",
                "state=,",
                "state=FAILED,",
                "from=%2B999999999-01-01T00:00:00Z",
                "state=FAILED&state=RECEIVED"
            })
    void badParametersAreToldInOneSentence(String query) throws Exception {
        refused(get("/api/ecgs?" + query, TOKEN), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "null",
                "{'action':'resend'}",
                "{'action':'delete','by':'me'}",
                "{'action':1,'by':'me'}",
                "{'action':'resend','by':''}",
                "{'action':'resend','by':'a\\nb'}",
                "{'action':'resend','by':'me','by':'you'}",
                "{'action':'resend','by':'me'} {}",
                "{'action':'resend','by':'me','ratePerSecond':0}",
                "{'action':'resend','by':'me','ratePerSecond':1000}",
                "{'action':'resend','by':'me','ratePerSecond':'fast'}",
                "{'action':'resend','by':'me','dryRun':'yes'}",
                "{'action':'resend','by':'me','filter':[]}",
                "{'action':'resend','by':'me','filter':{'q':''}}",
                "{'action':'resend','by':'me','filter':{'state':','}}",
                "{'action':'release','by':'me','filter':{'q':''},'patient':{'identifier':'4711'}}",
                "{'action':'resend','by':'me','filter':{'state':1}}",
                "{'action':'resend','by':'me','filter':{'limit':'1'}}",
                "{'action':'resend','by':'me','filters':{}}",
                "{'action':'rerun','by':'me','destination':'ehr'}",
                "{'action':'rerun','by':'me','patient':{'identifier':'1'}}",
                "{'action':'release','by':'me','patient':{'identifier':' '}}",
                "{'action':'release','by':'me','patient':{'name':'x'}}",
                "{'action':'release','by':'me','patient':'x'}",
                "{'action':'release','by':'me','filter':{'state':'QUARANTINED,FAILED'},'patient':{'identifier':'1'}}"
            })
    void badReplaysAreToldInOneSentenceAndChangeNothing(String body) throws Exception {
        List<LedgerEntry> before = ledger.search().list(EcgFilter.ALL, 0, 9);
        refused(post(body), 400);
        assertThat(ledger.search().list(EcgFilter.ALL, 0, 9)).isEqualTo(before);
    }

    @Test
    void whatIsNotThereIsToldInOneSentence() throws Exception {
        refused(get("/api/ecgs/1.2.3", TOKEN), 404);
        refused(get("/api/nonsense", TOKEN), 404);
        refused(get("/api", TOKEN), 404);
        refused(get("/api/replays", TOKEN), 405);
        assertThat(get("/api/ecgs", null).statusCode()).isEqualTo(401);
        assertThat(get("/api/ecgs", "another-token-of-some-length").statusCode())
                .isEqualTo(401);
    }

    private static void refused(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(body.path("error").asText()).endsWith(".").doesNotContain("Exception", "nonsense", "4711");
    }

    private JsonNode ok(String path) throws Exception {
        HttpResponse<String> answer = get(path, TOKEN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private JsonNode replay(String body, int status) throws Exception {
        HttpResponse<String> answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(server.address() + "/api/replays"))
                        .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))),
                TOKEN);
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(server.address() + path)), token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String token) throws Exception {
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static ObjectHash hash(int number) {
        return new ObjectHash(String.format("%064x", number));
    }
}
