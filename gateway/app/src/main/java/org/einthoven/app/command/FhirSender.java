package org.einthoven.app.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.fhir.FhirEcgWriter;
import org.einthoven.ecg.EcgRecording;
import org.jspecify.annotations.Nullable;

/** POST of Observations: FHIR files as they are, other formats as the Observation of what they hold. */
final class FhirSender implements EcgSender {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI observations;
    private final @Nullable String token;

    FhirSender(URI base, @Nullable String token) {
        this.observations = URI.create(base.toString().replaceAll("/+$", "") + "/Observation");
        this.token = token;
    }

    @Override
    public Outcome send(Path file) throws InterruptedException {
        try {
            return post(observation(file));
        } catch (EcgDecodingException e) {
            return new Outcome(false, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Outcome(false, InputFiles.reason(e));
        }
    }

    private static byte[] observation(Path file) throws EcgDecodingException, IOException {
        EcgRecording recording = EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT);
        return recording.format().equals("FHIR")
                ? Files.readAllBytes(file)
                : new FhirEcgWriter().toJson(recording).getBytes(StandardCharsets.UTF_8);
    }

    private Outcome post(byte[] observation) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(observations)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", contentType(observation))
                .POST(HttpRequest.BodyPublishers.ofByteArray(observation));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        boolean accepted = response.statusCode() / 100 == 2;
        return new Outcome(accepted, "HTTP " + response.statusCode() + location(response));
    }

    private static String contentType(byte[] resource) {
        boolean xml = new String(resource, 0, Math.min(64, resource.length), StandardCharsets.UTF_8)
                .stripLeading()
                .startsWith("<");
        return xml ? "application/fhir+xml" : "application/fhir+json";
    }

    private static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").map(l -> " " + l).orElse("");
    }

    @Override
    public void close() {
        // java.net.http.HttpClient has nothing to close in Java 17.
    }
}
