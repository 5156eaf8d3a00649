package org.einthoven.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A running gateway, asked by its API under /api. What it refuses is a {@link CommandFailure} in its own words. */
final class GatewayApi {
    static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI base;
    private final @Nullable String token;

    GatewayApi(URI base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    /** @param path below /api, without parameters */
    JsonNode get(String path, Map<String, String> parameters) throws CommandFailure, InterruptedException {
        String query = parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return ask(request(path + (query.isEmpty() ? "" : "?" + query)).GET().timeout(Duration.ofMinutes(2)));
    }

    /** One ECG by any of its names, with its way and its reports. */
    JsonNode show(String identifier) throws CommandFailure, InterruptedException {
        return get("/ecg", Map.of("id", identifier));
    }

    /** Writes an original into a file, which is there in part where the connection is lost. */
    void original(String object, Path file) throws CommandFailure, InterruptedException {
        HttpResponse<String> response = send(
                request("/originals/" + object).GET().timeout(Duration.ofMinutes(30)),
                head -> head.statusCode() == 200
                        ? BodySubscribers.mapping(BodySubscribers.ofFile(file), written -> "")
                        : BodySubscribers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() != 200) {
            throw CommandFailure.badInput(sentence(response, parsed(response)));
        }
    }

    /** Long enough for the gateway to go through a ledger of millions. */
    JsonNode replay(JsonNode request) throws CommandFailure, InterruptedException {
        return ask(request("/replays")
                .header("Content-Type", "application/json")
                .timeout(Duration.ofMinutes(30))
                .POST(HttpRequest.BodyPublishers.ofString(request.toString())));
    }

    private HttpRequest.Builder request(String path) throws CommandFailure {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/+$", "") + "/api" + path));
            return token == null ? request : request.header("Authorization", "Bearer " + token);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("the token or identifier holds characters that HTTP does not carry");
        }
    }

    private JsonNode ask(HttpRequest.Builder request) throws CommandFailure, InterruptedException {
        HttpResponse<String> response = send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode body = parsed(response);
        if (response.statusCode() != 200 || body == null) {
            throw CommandFailure.badInput(sentence(response, body));
        }
        return body;
    }

    private HttpResponse<String> send(HttpRequest.Builder request, HttpResponse.BodyHandler<String> handler)
            throws CommandFailure, InterruptedException {
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), handler);
        } catch (HttpTimeoutException e) {
            throw CommandFailure.badInput("the gateway at " + base + " does not answer in time");
        } catch (IOException e) {
            throw CommandFailure.badInput("no gateway answers at " + base + "; is it running, and is --url right?");
        }
        if (response.statusCode() == 401) {
            throw CommandFailure.badInput("the gateway at " + base + " asks for a token: --token or EINTHOVEN_TOKEN");
        }
        return response;
    }

    private static @Nullable JsonNode parsed(HttpResponse<String> response) {
        try {
            JsonNode body = JSON.readTree(response.body());
            return body.isObject() ? body : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private String sentence(HttpResponse<String> response, @Nullable JsonNode body) {
        if (body != null && body.path("error").isTextual()) {
            return body.path("error").textValue();
        }
        int status = response.statusCode();
        return status < 400 || status == 404 || status == 405
                ? base + " is no gateway with an API: it answers HTTP " + status
                : "the gateway at " + base + ", or a proxy before it, answers HTTP " + status + " and says no more";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
