package org.einthoven.dicomweb;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An answer whose body has not been read yet. */
final class HttpAnswer implements Closeable {
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

    private static final Pattern WARNING = Pattern.compile("(^|,)\\s*(Warning:\\s*)?299\\b", Pattern.CASE_INSENSITIVE);

    private final String service;
    private final HttpResponse<InputStream> response;

    /** @param service how messages name what was asked */
    HttpAnswer(String service, HttpResponse<InputStream> response) {
        this.service = service;
        this.response = response;
    }

    int status() {
        return response.statusCode();
    }

    boolean isSuccess() {
        return status() >= 200 && status() < 300;
    }

    InputStream body() {
        return response.body();
    }

    @Nullable
    MediaType type() {
        return MediaType.parse(header("Content-Type"));
    }

    @Nullable
    String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    /** Whether the server warns of anything (299, RFC 7234 section 5.5) but of how many more there are. */
    boolean hasWarning() {
        return warnings().anyMatch(warning -> !warning.toLowerCase(Locale.ROOT).contains("additional results"));
    }

    /**
     * Whether the server says that this is a part: 206, or a warning with how many more there are (PS3.18 section 8.3.4.4), in whatever words. The one that the standard has for
     * names that are matched literally (section 8.3.4.2) says nothing of it.
     */
    boolean tellsOfMore() {
        return status() == 206
                || warnings()
                        .anyMatch(warning -> !warning.toLowerCase(Locale.ROOT).contains("fuzzymatching"));
    }

    /** Some servers repeat the header's name in its value. */
    private Stream<String> warnings() {
        return response.headers().allValues("Warning").stream()
                .filter(warning -> WARNING.matcher(warning).find());
    }

    /** How long to wait, in seconds or until a date (RFC 9110 section 10.2.3); null where it is not told or makes no sense. */
    @Nullable
    Duration retryAfter(Instant now) {
        String text = header("Retry-After");
        if (text == null) {
            return null;
        }
        try {
            Duration wait = text.strip().chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(text.strip()))
                    : Duration.between(now, ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
            return wait.isNegative()
                    ? Duration.ZERO
                    : wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    /** What is thrown for an answer that is no success. */
    DicomWebException refusal() {
        int status = status();
        return new DicomWebException(
                service + " answered " + status + meaning(status),
                status,
                isWorthRetrying(status),
                retryAfter(Instant.now()));
    }

    /** What is thrown for an answer that is not what the standard says. */
    DicomWebException broken(String what, @Nullable Throwable cause) {
        return new DicomWebException(service + " gave an answer that " + what, false, cause);
    }

    /** What is thrown where reading the body failed. */
    DicomWebException brokenOff(IOException cause) {
        return new DicomWebException(
                service + " broke off in the middle of its answer (" + HttpTransport.name(cause) + ")", true, cause);
    }

    private static boolean isWorthRetrying(int status) {
        return status == 408 || status == 429 || (status >= 500 && status != 501 && status != 505);
    }

    private static String meaning(int status) {
        return switch (status) {
            case 400 -> ": it does not understand the request";
            case 401 -> ": it wants to know who asks, check user, password or token";
            case 403 -> ": it does not allow this, check the rights of the user or token";
            case 404, 410 -> ": there is no such thing";
            case 406 -> ": it has none of the forms that were asked for";
            case 409 -> ": a conflict";
            case 413 -> ": too much at once";
            case 415 -> ": it does not take this media type";
            case 429 -> ": too many requests";
            case 503 -> ": it is busy or down for a while";
            default -> status >= 300 && status < 400 ? ": it lies elsewhere, check the address" : "";
        };
    }

    @Override
    public void close() {
        try {
            body().close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("a body whose closing does nothing but cancel", e);
        }
    }
}
