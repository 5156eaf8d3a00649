package org.einthoven.app.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * An archive whose ECGs are fetched by DICOMweb when it did not send them.
 *
 * @param name names it in the ledger, in metrics and in the log: lower-case letters, digits and hyphens
 * @param every how often it is asked
 * @param window how far back before the last complete search, by Study Date
 * @param modalities of series that hold ECGs
 * @param limit a search with more matches is divided
 */
public record WebPullSettings(
        String name, WebServerSettings server, Duration every, Duration window, List<String> modalities, int limit) {
    public WebPullSettings {
        Objects.requireNonNull(name);
        Objects.requireNonNull(server);
        Objects.requireNonNull(every);
        Objects.requireNonNull(window);
        modalities = List.copyOf(modalities);
    }
}
