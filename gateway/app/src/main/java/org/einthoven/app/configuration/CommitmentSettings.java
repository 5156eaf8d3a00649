package org.einthoven.app.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.einthoven.dicom.network.RemoteAe;
import org.jspecify.annotations.Nullable;

/**
 * Storage commitment that peers ask for.
 *
 * @param peers where results go that cannot be told in the association of the request
 * @param tls whether those associations go by TLS, with the keys of {@code dicom.tls}
 * @param after the archive among the destinations that must have committed an object first; null where this gateway answers
 *     for it, and its retention keeps it
 * @param tries how often a result is told in vain before it is given up
 * @param window how long an object may wait for the archive
 */
public record CommitmentSettings(
        List<RemoteAe> peers, boolean tls, @Nullable String after, int tries, Duration window) {
    static final int TRIES = 600;
    static final Duration WINDOW = Duration.ofHours(24);

    public CommitmentSettings {
        peers = List.copyOf(peers);
        Objects.requireNonNull(window);
        if (tries < 1) {
            throw new IllegalArgumentException("a result is told at least once");
        }
    }

    /** Where a peer listens; empty where nobody said. */
    public Optional<RemoteAe> addressOf(String aeTitle) {
        return peers.stream().filter(peer -> peer.aeTitle().equals(aeTitle)).findFirst();
    }
}
