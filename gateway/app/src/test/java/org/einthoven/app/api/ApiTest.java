package org.einthoven.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.app.command.TestCommands;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.JobRun;
import org.einthoven.app.ledger.JobRuns;
import org.einthoven.app.ledger.LedgerEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API says, and what it refuses: all questions to one ledger, which none of them changes. */
class ApiTest {
    private static ServedLedger api;

    private List<LedgerEntry> before;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        api = ServedLedger.open(folder);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void look() throws Exception {
        before = entries();
    }

    @AfterEach
    void nothingIsChanged() throws Exception {
        assertThat(entries()).isEqualTo(before);
    }

    private static List<LedgerEntry> entries() throws Exception {
        return api.ledger().search().list(EcgFilter.ALL, 0, 9);
    }

    @Test
    void listsInPages() throws Exception {
        List<String> objects = new ArrayList<>();
        JsonNode page = ok("/api/ecgs?limit=2");
        page.path("ecgs").forEach(ecg -> objects.add(ecg.path("object").asText()));
        page = ok("/api/ecgs?limit=2&after=" + page.path("next").asLong());
        page.path("ecgs").forEach(ecg -> objects.add(ecg.path("object").asText()));

        assertThat(page.path("next").isNull()).isTrue();
        assertThat(objects)
                .containsExactly(
                        ServedLedger.hash(1).hex(),
                        ServedLedger.hash(2).hex(),
                        ServedLedger.hash(3).hex());
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

    @ParameterizedTest
    @ValueSource(strings = {"report", "Observation/5/_history/1", ServedLedger.ODD_IDENTIFIER})
    void showsWhateverIdentifierIsAskedFor(String identifier) throws Exception {
        assertThat(ok("/api/ecg?id=" + URLEncoder.encode(identifier, StandardCharsets.UTF_8))
                        .path("ecgs"))
                .hasSize(1);

        TestCommands.Result shown = run("ledger", "show", identifier);
        assertThat(shown.status()).as(shown.err()).isZero();
        assertThat(shown.out()).contains(identifier);
    }

    @ParameterizedTest
    @CsvSource({
        "ledger list --limit 2, '2 ECGs, and more: --limit, or filter'",
        "ledger list --limit 3, 3 ECGs",
        "ledger list, 3 ECGs",
        "'quarantine list --state QUARANTINED,FAILED --limit 1', '1 ECGs, and more: --limit, or filter'",
        "'quarantine list --state QUARANTINED,FAILED --limit 2', 2 ECGs",
        "quarantine list --limit 1, 1 ECGs",
        "quarantine --limit 1, 1 ECGs"
    })
    void aListSaysWhetherItIsCut(String command, String last) {
        TestCommands.Result words = run(command.split(" "));
        assertThat(words.status()).as(words.err()).isZero();
        assertThat(words.out().strip().lines().reduce((a, b) -> b)).contains(last);

        TestCommands.Result json = run((command + " --json").split(" "));
        assertThat(json.status()).as(json.err()).isZero();
        assertThat(json.out().lines()).hasSize(Integer.parseInt(last.substring(0, 1)));
        assertThat(json.err())
                .isEqualTo(
                        last.contains("more")
                                ? "einthoven: these are the first " + last.charAt(0)
                                        + " ECGs of more: --limit, or filter" + System.lineSeparator()
                                : "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarantine release --by x UNKNOWN",
                "quarantine release --by x --dry-run UNKNOWN",
                "quarantine list --limit 0",
                "ledger show UNKNOWN"
            })
    void whatMeansNothingIsToldInOneSentence(String command) {
        TestCommands.Result result = run(command.split(" "));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().strip().lines()).singleElement().satisfies(line -> assertThat(line)
                .contains(command.contains("UNKNOWN") ? "No ECG has this object hash" : "--limit is at least 1"));
    }

    private static TestCommands.Result run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", api.server().address().toString(), "--token", ServedLedger.TOKEN));
        return TestCommands.run(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?id=", "?id=%20", "?id=a&id=b", "?id=a&q=b", "?q=a", "?id=%00"})
    void whichEcgIsSaidByOneIdentifier(String query) throws Exception {
        refused(api.get("/api/ecg" + query), 400);
    }

    @Test
    void tellsWhatTheJobsDid() throws Exception {
        JobRuns jobs = api.ledger().jobs();
        jobs.end(jobs.begin("retention", "reports"), new JobRun.Tally(3, 0, 2), JobRuns.DONE);
        jobs.begin("reconciliation", "ehr");

        JsonNode runs = ok("/api/jobs").path("runs");

        assertThat(runs.path(0).path("job").asText()).isEqualTo("reconciliation");
        assertThat(runs.path(0).path("endedAt").isNull()).isTrue();
        assertThat(runs.path(1).path("compared").asInt()).isEqualTo(3);
        assertThat(runs.path(1).path("mended").asInt()).isEqualTo(2);
        assertThat(runs.path(1).path("outcome").asText()).isEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/jobs?limit=-1", "/api/jobs?x", "/api/summary?state=FAILED"})
    void whatTakesNoParametersRefusesThem(String address) throws Exception {
        refused(api.get(address), 400);
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
        refused(api.replay(request), 400);
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        JsonNode answer = ok(api.replay("{'action':'resend','by':'me','dryRun':true,'filter':{'state':'FAILED'}}"));

        assertThat(answer.path("dryRun").asBoolean()).isTrue();
        assertThat(answer.path("dueAgain").asInt()).isEqualTo(1);
        assertThat(answer.path("first")).hasSize(1);
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
        refused(api.get("/api/ecgs?" + query), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sender=%", "sender=%zz", "sender=%ff", "%", "q=%u0041"})
    void anAddressThatIsMalformedIsToldInOneSentence(String query) throws Exception {
        try (Socket client = new Socket("127.0.0.1", api.server().port())) {
            // Java's own client sends none.
            client.getOutputStream()
                    .write(("GET /api/ecgs?" + query
                                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                                    + ServedLedger.TOKEN + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("{\"error\":\"The parameters of the address are not encoded");
        }
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
    void badReplaysAreToldInOneSentence(String body) throws Exception {
        refused(api.replay(body), 400);
    }

    @Test
    void whatIsNotThereIsToldInOneSentence() throws Exception {
        refused(api.get("/api/ecgs/1.2.3"), 404);
        refused(api.get("/api/ecg?id=1.2.3"), 404);
        refused(api.get("/api/nonsense"), 404);
        refused(api.get("/api"), 404);
        refused(api.get("/api/replays"), 405);
        assertThat(api.get("/api/ecgs", null).statusCode()).isEqualTo(401);
        assertThat(api.get("/api/ecgs", "another-token-of-some-length").statusCode())
                .isEqualTo(401);
    }

    private static void refused(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(body.path("error").asText()).endsWith(".").doesNotContain("Exception", "nonsense", "4711");
    }

    private static JsonNode ok(String path) throws Exception {
        return ok(api.get(path));
    }

    private static JsonNode ok(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }
}
