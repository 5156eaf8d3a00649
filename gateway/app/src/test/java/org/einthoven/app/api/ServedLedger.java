package org.einthoven.app.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.einthoven.app.http.HttpAccess;
import org.einthoven.app.http.HttpServer;
import org.einthoven.app.http.HttpSettings;
import org.einthoven.app.ledger.Arrival;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.MadeReport;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.ecg.Delivery;
import org.einthoven.ecg.SourceIdentity;

/** The API over a ledger of three ECGs: one in quarantine, one whose report a destination refuses, one just received. */
record ServedLedger(Ledger ledger, HttpServer server) implements AutoCloseable {
    static final String TOKEN = "a-token-of-some-length";
    /** Of the third; no path of HTTP carries it. */
    static final String ODD_IDENTIFIER = "urn:x|http://lab.example/ecg/../7?a=%2F&b=\\;+ü#1";

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static ServedLedger open(Path folder) throws Exception {
        Ledger ledger = Ledger.open(folder, Clock.fixed(NOON, ZoneOffset.UTC), "node-1");
        for (int i = 1; i <= 3; i++) {
            ledger.received(new Arrival(
                    hash(i), "dicom", "CART", Lane.LIVE, null, 9, NOON.plusSeconds(i), i == 3 ? ODD_IDENTIFIER : null));
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
        HttpServer server = HttpServer.start(
                HttpSettings.loopback(0, HttpAccess.tokens(List.of(TOKEN))),
                List.of(ApiServlet.mount(
                        ledger, ObjectStore.open(folder.resolve("objects")), List.of("gateway", "ehr"))));
        return new ServedLedger(ledger, server);
    }

    static ObjectHash hash(int number) {
        return new ObjectHash(String.format("%064x", number));
    }

    /** @param body with ' in place of quotation marks */
    HttpResponse<String> replay(String body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(server.address() + "/api/replays"))
                        .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))),
                TOKEN);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, TOKEN);
    }

    /** @param token null for none */
    HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server.address() + path)), token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String token)
            throws IOException, InterruptedException {
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
        ledger.close();
    }
}
