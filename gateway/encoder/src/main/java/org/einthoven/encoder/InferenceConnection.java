package org.einthoven.encoder;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.einthoven.ecg.EncoderBusyException;
import org.einthoven.ecg.EncoderException;
import org.einthoven.encoder.protocol.ErrorMessage;
import org.einthoven.encoder.protocol.Message;
import org.einthoven.encoder.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP exchanges with one inference server. Safe for use by several threads. Its connections are made anew from time to
 * time: a balancer of TCP connections gives a server that joined later only those that are made later.
 */
final class InferenceConnection {
    /** Shortened or lengthened by up to half at random, so that gateways that started together do not connect anew together. */
    static final Duration LONGEST_AGE = Duration.ofMinutes(5);

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);
    private static final int LONGEST_ERROR = 200;

    private final OpenInferenceSettings settings;
    private final Duration age;
    private Client client;

    /** @param until when its connections are old, by {@link System#nanoTime} */
    private record Client(HttpClient http, long until) {}

    InferenceConnection(OpenInferenceSettings settings) {
        this(settings, LONGEST_AGE);
    }

    /** @param age about which connections are made anew */
    InferenceConnection(OpenInferenceSettings settings, Duration age) {
        this.settings = settings;
        this.age = age;
        this.client = connect();
    }

    private Client connect() {
        long life =
                Math.round(age.toNanos() * (0.5 + ThreadLocalRandom.current().nextDouble()));
        return new Client(newHttpClient(), System.nanoTime() + life);
    }

    /** The JDK's client ends with its connections when nobody uses it any more; what is under way in it ends first. */
    private synchronized HttpClient http() {
        if (System.nanoTime() - client.until() >= 0) {
            client = connect();
        }
        return client.http();
    }

    private HttpClient newHttpClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(
                        settings.timeout().compareTo(LONGEST_CONNECT) < 0 ? settings.timeout() : LONGEST_CONNECT)
                .build();
    }

    /** How messages name the server. */
    String shown() {
        return "the encoder at " + settings.url();
    }

    /**
     * Asks for a resource.
     *
     * @throws EncoderUnavailableException when the server cannot be reached
     * @throws EncoderBusyException when it has too much to do
     * @throws EncoderException when it answers anything but 200 within the limit
     */
    Message get(String path, int mostBytes) throws EncoderException, InterruptedException {
        return exchange(request(path).GET().build(), mostBytes);
    }

    /** Sends a message; throws as {@link #get}. */
    Message post(String path, Message message, int mostBytes) throws EncoderException, InterruptedException {
        HttpRequest.Builder request = request(path).header("Content-Type", message.contentType());
        message.jsonLength().ifPresent(length -> request.header(Message.JSON_LENGTH_HEADER, Integer.toString(length)));
        return exchange(request.POST(BodyPublishers.ofByteArray(message.body())).build(), mostBytes);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.address(path));
        if (settings.token() != null) {
            request.header("Authorization", "Bearer " + settings.token());
        }
        return request;
    }

    private Message exchange(HttpRequest request, int mostBytes) throws EncoderException, InterruptedException {
        // The client's own timeout ends with the headers: a body that trickles would be waited for without end.
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http().sendAsync(request, headers -> new LimitedBody(mostBytes));
        try {
            return message(exchange.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new EncoderUnavailableException(
                    shown() + " did not answer within " + settings.timeout().toMillis() + " ms", false, e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    private EncoderException failure(@Nullable Throwable cause) {
        if (cause instanceof LimitedBody.TooLongException) {
            return new EncoderException(shown() + " sends a longer answer than there can be", cause);
        }
        if (cause instanceof IOException) {
            return new EncoderUnavailableException(
                    shown() + " cannot be reached (" + FirstLine.of(cause) + ")", true, cause);
        }
        throw new IllegalStateException("an HTTP exchange failed by an error of this program", cause);
    }

    private Message message(HttpResponse<byte[]> response) throws EncoderException {
        int status = response.statusCode();
        if (status == 200) {
            return received(response);
        }
        String answered = shown() + " answered " + status + error(response);
        // A 503 of the encoder itself says when to come again; that of a balancer in front of none does not.
        if (status == 429
                || (status == 503
                        && response.headers().firstValue("Retry-After").isPresent())) {
            throw new EncoderBusyException(answered);
        }
        if (status == 502 || status == 503 || status == 504) {
            throw new EncoderUnavailableException(answered);
        }
        throw new EncoderException(answered);
    }

    private Message received(HttpResponse<byte[]> response) throws EncoderException {
        try {
            return Message.received(
                    response.body(),
                    response.headers().firstValue(Message.JSON_LENGTH_HEADER).orElse(null));
        } catch (ProtocolException e) {
            throw broken(e);
        }
    }

    /** What is thrown when an answer is not what the protocol says. */
    EncoderException broken(ProtocolException e) {
        return new EncoderException(shown() + " gave a broken answer: " + e.getMessage(), e);
    }

    private static String error(HttpResponse<byte[]> response) {
        String error = ErrorMessage.read(Message.json(response.body()));
        if (error == null || error.isBlank()) {
            return "";
        }
        String line = error.strip().lines().findFirst().orElseThrow().replaceAll("\\p{Cntrl}", " ");
        return ": " + (line.length() <= LONGEST_ERROR ? line : line.substring(0, LONGEST_ERROR) + "…");
    }
}
