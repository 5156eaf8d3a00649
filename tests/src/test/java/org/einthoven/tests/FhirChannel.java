package org.einthoven.tests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** POST after POST of Observations. */
final class FhirChannel implements EcgSender.Channel {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI observations;

    FhirChannel(GatewayProcess gateway) {
        this.observations = gateway.http("/fhir/Observation");
    }

    @Override
    public boolean send(String uid) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(observations)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/fhir+json")
                .POST(HttpRequest.BodyPublishers.ofString(EcgVariant.observation(uid)))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
    }

    @Override
    public void close() {
        // java.net.http.HttpClient has nothing to close in Java 17.
    }
}
