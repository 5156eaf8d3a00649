package org.einthoven.app.configuration;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A FHIR server that receives reports.
 *
 * @param name names its queue, its ledger rows and its metrics: lower-case letters, digits and hyphens
 * @param url the FHIR base
 * @param token bearer token, or null for none
 * @param tries how often a report is offered before it is given up; the pause doubles from 1 s to 5 min
 * @param timeout for how long each answer is waited for
 */
public record DestinationSettings(
        String name, URI url, @Nullable String token, int tries, Duration timeout) {
    static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** Five answers that do not come open the circuit, before Kafka takes a node for stuck after 10 min. */
    static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(2);

    public DestinationSettings {
        Objects.requireNonNull(name);
        Objects.requireNonNull(url);
        Objects.requireNonNull(timeout);
        if (tries < 1) {
            throw new IllegalArgumentException("a report is offered at least once");
        }
    }

    /** Without the token, which no log may show. */
    @Override
    public String toString() {
        return "DestinationSettings[name=" + name + ", url=" + url + ", tries=" + tries + ", timeout=" + timeout + "]";
    }
}
