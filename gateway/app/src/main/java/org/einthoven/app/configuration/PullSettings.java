package org.einthoven.app.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.einthoven.dicom.network.RemoteAe;

/**
 * An archive whose ECGs are fetched when it did not send them.
 *
 * @param name names it in the ledger, in metrics and in the log: lower-case letters, digits and hyphens
 * @param remote where it answers C-FIND
 * @param retrieval how objects come
 * @param tls whether associations go by TLS, with the keys of {@code dicom.tls}
 * @param every how often it is asked
 * @param window how far back before the last complete search, by Study Date
 * @param modalities of series that hold ECGs
 * @param limit a search with more matches is divided
 */
public record PullSettings(
        String name,
        RemoteAe remote,
        Retrieval retrieval,
        boolean tls,
        Duration every,
        Duration window,
        List<String> modalities,
        int limit) {
    /** How an object is fetched. */
    public enum Retrieval {
        /** On the association that asks (C-GET). */
        GET,
        /** The archive sends it to the gateway's own listener (C-MOVE). */
        MOVE
    }

    static final Duration EVERY = Duration.ofMinutes(10);
    static final Duration WINDOW = Duration.ofHours(24);
    static final int LIMIT = 500;

    public PullSettings {
        Objects.requireNonNull(name);
        Objects.requireNonNull(remote);
        Objects.requireNonNull(retrieval);
        Objects.requireNonNull(every);
        Objects.requireNonNull(window);
        modalities = List.copyOf(modalities);
    }
}
