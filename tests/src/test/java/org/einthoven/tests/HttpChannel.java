package org.einthoven.tests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** POST after POST. */
final class HttpChannel implements EcgSender.Channel {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI address;
    private final String contentType;
    private final Body body;

    /** The ECG of a UID, as it is sent. */
    private interface Body {
        byte[] of(String uid) throws IOException;
    }

    private HttpChannel(URI address, String contentType, Body body) {
        this.address = address;
        this.contentType = contentType;
        this.body = body;
    }

    /** Of Observations. */
    static HttpChannel ofFhir(GatewayProcess gateway) {
        return new HttpChannel(
                gateway.http("/fhir/Observation"), "application/fhir+json", uid -> EcgVariant.observation(uid)
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Of files, as a backfill does: they are read and reported behind all others. */
    static HttpChannel ofFiles(GatewayProcess gateway, Path folder) {
        return new HttpChannel(gateway.http("/api/files"), "application/dicom", uid -> file(uid, folder));
    }

    private static byte[] file(String uid, Path folder) throws IOException {
        Path file = EcgVariant.of(uid, folder).file();
        try {
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public boolean send(String uid) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.of(uid)))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
    }

    @Override
    public void close() {
        // java.net.http.HttpClient has nothing to close in Java 17.
    }
}
