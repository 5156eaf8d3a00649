package org.einthoven.app.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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

    /**
     * What answered, or why nothing did.
     *
     * @param said the one member of the gateway's own JSON, as "reason"; empty where something else answered
     * @param words what it said, or its status
     */
    private record Answer(
            int status, String said, String words, @Nullable Duration retryAfter) {
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
            return answer(response);
        } catch (IOException e) {
            return new Answer(0, "", "the gateway does not answer", null);
        }
    }

    /** A file is settled only by the gateway's own words: a proxy on the way refuses files that the gateway would take. */
    private static BackfillOutcome outcome(Answer answer) throws CommandFailure {
        return switch (answer.status() + " " + answer.said()) {
            case "202 received" -> BackfillOutcome.SENT;
            case "200 known" -> BackfillOutcome.KNOWN;
            case "422 reason" -> BackfillOutcome.noEcg(answer.words());
            default -> BackfillOutcome.unsent(refusal(answer.status()));
        };
    }

    private static String refusal(int status) throws CommandFailure {
        String http = "HTTP " + status;
        if (status == 401) {
            throw new CommandFailure(1, "the gateway does not accept the token (--token)");
        }
        if (status < 400 || status == 404 || status == 405) {
            throw new CommandFailure(1, http + ": no gateway that takes files is there");
        }
        return status == 413
                ? http + ": the file is larger than the gateway, or a proxy before it, takes by HTTP"
                : http + " is no answer of the gateway to a file; a proxy before it may have refused it";
    }

    private static Answer answer(HttpResponse<String> response) {
        String said = "";
        String words = "HTTP " + response.statusCode();
        try (JsonParser json = JSON.createParser(response.body())) {
            if (json.nextToken() == JsonToken.START_OBJECT
                    && json.nextToken() == JsonToken.FIELD_NAME
                    && json.nextToken() == JsonToken.VALUE_STRING) {
                String member = json.currentName();
                String value = json.getText();
                if (json.nextToken() == JsonToken.END_OBJECT && json.nextToken() == null) {
                    said = member;
                    words = value;
                }
            }
        } catch (IOException noJson) {
            // It was not the gateway that answered.
        }
        return new Answer(response.statusCode(), said, words, retryAfter(response));
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
    }
}
