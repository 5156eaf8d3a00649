package org.einthoven.app.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.github.resilience4j.core.IntervalFunction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings files to a gateway by POST /api/files, and waits while it has no room or cannot be reached: 0.5 s, 1 s, 2 s … at
 * most 30 s, each longer or shorter by up to half at random. Used by many threads.
 */
final class BackfillSender {
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final IntervalFunction PAUSES =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(500), 2, 0.5, LONGEST_PAUSE);
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI ecgs;
    private final @Nullable String token;
    private final Duration patience;

    /**
     * @param gateway its address: "http://127.0.0.1:8080"
     * @param patience how long it is waited for a gateway that does not answer or takes nothing
     */
    BackfillSender(URI gateway, @Nullable String token, Duration patience) {
        this.ecgs = URI.create(gateway.toString().replaceFirst("/+$", "") + "/api/files?channel=file");
        this.token = token;
        this.patience = patience;
    }

    /** The gateway's answer, or why there was none. */
    private record Answer(
            int status, String words, @Nullable Duration retryAfter) {
        boolean mayPass() {
            return status == 0 || status == 408 || status == 429 || status >= 500;
        }
    }

    /**
     * Sends one file.
     *
     * @throws CommandFailure when no other would fare better: wrong credentials, or no gateway that answers
     */
    BackfillOutcome send(byte[] file) throws CommandFailure, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int tries = 1; ; tries++) {
            Answer answer = post(file);
            if (!answer.mayPass()) {
                return outcome(answer);
            }
            // Too many waiting is no failure: the gateway works through them, however long that takes.
            if (answer.status() != 429 && System.nanoTime() > deadline) {
                throw new CommandFailure(
                        1,
                        answer.words() + ", for " + patience.toMinutes() + " minutes; the next run goes on from here");
            }
            pause(answer, tries);
        }
    }

    private static void pause(Answer answer, int tries) throws InterruptedException {
        Duration asked = answer.retryAfter();
        long millis = asked == null ? PAUSES.apply(tries) : Math.min(asked.toMillis(), LONGEST_PAUSE.toMillis());
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    private Answer post(byte[] file) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(ecgs)
                .timeout(ANSWER)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), words(response), retryAfter(response));
        } catch (IOException e) {
            return new Answer(0, "the gateway does not answer", null);
        }
    }

    private static BackfillOutcome outcome(Answer answer) throws CommandFailure {
        return switch (answer.status()) {
            case 202 -> BackfillOutcome.SENT;
            case 200 -> BackfillOutcome.KNOWN;
            case 400, 413, 422 -> BackfillOutcome.noEcg(answer.words());
            case 401, 403 -> throw new CommandFailure(1, "the gateway does not accept the token (--token)");
            default ->
                throw new CommandFailure(1, "HTTP " + answer.status() + ": no gateway that takes files is there");
        };
    }

    private static String words(HttpResponse<String> response) {
        String fallback = "HTTP " + response.statusCode();
        try (JsonParser json = JSON.createParser(response.body())) {
            while (json.nextToken() != null) {
                if ("reason".equals(json.currentName()) && json.currentToken().isScalarValue()) {
                    return json.getText();
                }
            }
            return fallback;
        } catch (IOException noJson) {
            return response.statusCode() == 413 ? "The file is larger than the gateway takes by HTTP." : fallback;
        }
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
    }
}
