package org.einthoven.dicomweb;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.einthoven.dicom.network.TlsProfile;
import org.jspecify.annotations.Nullable;

/** HTTP exchanges with one DICOMweb server. Safe for use by several threads. */
final class HttpTransport {
    /** How often a request under way is looked at. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final DicomWebSettings settings;
    private @Nullable HttpClient http;
    private @Nullable SSLContext context;

    HttpTransport(DicomWebSettings settings) {
        this.settings = settings;
    }

    /** The client; another one where the certificates have been renewed. What is under way in the former ends in it. */
    private synchronized HttpClient http() {
        SSLContext now =
                settings.sslContext() == null ? null : settings.sslContext().get();
        HttpClient current = http;
        if (current == null || now != context) {
            current = newHttpClient(now);
            http = current;
            context = now;
        }
        return current;
    }

    private HttpClient newHttpClient(@Nullable SSLContext own) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                // A redirect would take the credentials, or the patient, elsewhere.
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout());
        if (own != null) {
            builder.sslContext(own).sslParameters(parameters(own));
        }
        return builder.build();
    }

    private static SSLParameters parameters(SSLContext own) {
        return TlsProfile.narrow(
                own.getDefaultSSLParameters(), own.getSupportedSSLParameters().getCipherSuites());
    }

    DicomWebSettings settings() {
        return settings;
    }

    /** How messages name a request: never by its path or query, which hold identifiers. */
    String shown(String service) {
        return service + " at " + settings.base();
    }

    URI address(String pathAndQuery) {
        return URI.create(settings.base() + pathAndQuery);
    }

    HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (settings.credentials() != null) {
            request.header("Authorization", settings.credentials().authorization());
        }
        return request;
    }

    /** Asks for a resource. */
    HttpAnswer get(String service, URI address, String accept) throws DicomWebException, InterruptedException {
        long start = System.nanoTime();
        return exchange(service, request(address).header("Accept", accept).GET().build(), () -> start);
    }

    /**
     * Sends a request and waits for the beginning of its answer.
     *
     * @param service what is asked of the server, for messages
     * @param progress when the request last went forward, by {@link System#nanoTime}
     */
    HttpAnswer exchange(String service, HttpRequest request, LongSupplier progress)
            throws DicomWebException, InterruptedException {
        long deadline = System.nanoTime() + settings.exchangeTimeout().toNanos();
        long idle = settings.responseTimeout().toNanos();
        CompletableFuture<HttpResponse<InputStream>> exchange =
                http().sendAsync(request, headers -> new TimedBody(idle, deadline));
        boolean answered = false;
        try {
            while (true) {
                long left = Math.min(progress.getAsLong() + idle, deadline) - System.nanoTime();
                if (left <= 0) {
                    throw new DicomWebException(shown(service) + " does not answer", true, null);
                }
                HttpResponse<InputStream> response = poll(exchange, Math.min(left, SLICE_NANOS));
                if (response != null) {
                    answered = true;
                    return new HttpAnswer(shown(service), response);
                }
            }
        } catch (ExecutionException e) {
            throw failure(service, e.getCause());
        } finally {
            if (!answered) {
                exchange.cancel(true);
            }
        }
    }

    private static @Nullable HttpResponse<InputStream> poll(
            CompletableFuture<HttpResponse<InputStream>> exchange, long nanos)
            throws InterruptedException, ExecutionException {
        try {
            return exchange.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        }
    }

    private DicomWebException failure(String service, @Nullable Throwable cause) {
        if (cause instanceof SSLException) {
            return new DicomWebException(
                    shown(service) + " cannot be reached by TLS (" + name(cause) + ")", false, cause);
        }
        if (cause instanceof HttpTimeoutException || cause instanceof IOException) {
            return new DicomWebException(shown(service) + " cannot be reached (" + name(cause) + ")", true, cause);
        }
        throw new IllegalStateException("an HTTP exchange failed by an error of this program", cause);
    }

    /** The kind of failure; its message may quote what a broken server sent. */
    static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
