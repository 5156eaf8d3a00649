package org.einthoven.app.fhir.client;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A FHIR R4 server to deliver to.
 *
 * @param url its base address: "https://fhir.example.org/r4"
 * @param bearerToken sent with every request (RFC 6750); null for none
 */
public record FhirServerSettings(
        URI url, @Nullable String bearerToken, Duration connectTimeout, Duration responseTimeout) {
    public FhirServerSettings {
        Objects.requireNonNull(connectTimeout);
        Objects.requireNonNull(responseTimeout);
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException("a FHIR server's address is http://… or https://…");
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException("a FHIR server's address carries no user name or password");
        }
    }

    /** With time-outs of 10 s to connect and 60 s for an answer. */
    public static FhirServerSettings of(URI url, @Nullable String bearerToken) {
        return of(url, bearerToken, Duration.ofSeconds(60));
    }

    /** With a time-out of 10 s to connect. */
    public static FhirServerSettings of(URI url, @Nullable String bearerToken, Duration responseTimeout) {
        return new FhirServerSettings(url, bearerToken, Duration.ofSeconds(10), responseTimeout);
    }

    /** Says nothing of the token. */
    @Override
    public String toString() {
        return url + (bearerToken == null ? "" : " with a bearer token");
    }
}
