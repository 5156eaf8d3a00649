package org.einthoven.encoder;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an encoder on another machine is, and how long it is waited for.
 *
 * @param url what stands before "v2" in its addresses: http://gpu:8000
 * @param token bearer token (RFC 6750), or null for none
 * @param timeout for one try, 1 ms to 10 min, from the connection to the last byte of the answer
 * @param tries how often a request is sent, at least once
 * @param pause after which a server that failed is asked again; doubles up to 30 s while it goes on failing
 */
public record OpenInferenceSettings(URI url, @Nullable String token, Duration timeout, int tries, Duration pause) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    public static final int DEFAULT_TRIES = 3;

    private static final Duration LONGEST = Duration.ofMinutes(10);

    public OpenInferenceSettings {
        Objects.requireNonNull(url);
        if (url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException("an encoder's address is a URL with a host and without a user");
        }
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0 || tries < 1 || pause.toMillis() < 1) {
            throw new IllegalArgumentException("timeout, tries and pause are above 0, and the timeout at most 10 min");
        }
    }

    /** Everything but the address by default, without a token. */
    public static OpenInferenceSettings of(URI url) {
        return new OpenInferenceSettings(url, null, DEFAULT_TIMEOUT, DEFAULT_TRIES, Duration.ofSeconds(1));
    }

    URI address(String path) {
        String base = url.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + path);
    }

    /** Without the token, which no log may show. */
    @Override
    public String toString() {
        return "OpenInferenceSettings[url=" + url + ", timeout=" + timeout + ", tries=" + tries + "]";
    }
}
