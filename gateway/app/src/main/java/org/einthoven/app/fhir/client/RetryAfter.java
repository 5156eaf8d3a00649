package org.einthoven.app.fhir.client;

import ca.uhn.fhir.rest.client.api.IClientInterceptor;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads when a server that is busy or away wants to be asked again (RFC 9110, 10.2.3): HAPI's exceptions do not tell it.
 */
final class RetryAfter implements IClientInterceptor {
    /** What asks for longer is asked again after this: it may have meant another unit, and nobody would wait for a day. */
    static final Duration LONGEST = Duration.ofHours(1);

    private static final int MOST_DIGITS = 9;
    private static final Set<Integer> BUSY_OR_AWAY = Set.of(429, 503);
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    /** Requests block, so the answer comes on the thread that asks. */
    private final ThreadLocal<Duration> asked = ThreadLocal.withInitial(() -> Duration.ZERO);

    @Override
    public void interceptRequest(IHttpRequest request) {
        asked.remove();
    }

    @Override
    public void interceptResponse(IHttpResponse response) {
        String value = first(response, "Retry-After");
        if (value != null && BUSY_OR_AWAY.contains(response.getStatus())) {
            asked.set(pause(value.strip(), first(response, "Date")));
        }
    }

    /** The pause that the answer to this thread's last request asked for; zero for none. */
    Duration asked() {
        return asked.get();
    }

    private static @Nullable String first(IHttpResponse response, String header) {
        List<String> values = response.getHeaders(header);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /**
     * At most {@link #LONGEST}; zero for what is no pause.
     *
     * @param date the server's own time, against which its dates are held, as its clock may differ from ours
     */
    static Duration pause(String asked, @Nullable String date) {
        try {
            Duration pause = asked.matches("[0-9]+")
                    ? seconds(asked)
                    : Duration.between(date == null ? Instant.now() : instant(date), instant(asked));
            return pause.isNegative() ? Duration.ZERO : pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        } catch (DateTimeException unreadable) {
            return Duration.ZERO;
        }
    }

    private static Duration seconds(String digits) {
        return digits.length() > MOST_DIGITS ? LONGEST : Duration.ofSeconds(Long.parseLong(digits));
    }

    private static Instant instant(String date) {
        return ZonedDateTime.parse(date, DATE).toInstant();
    }
}
