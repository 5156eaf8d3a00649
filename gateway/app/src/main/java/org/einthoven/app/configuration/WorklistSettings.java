package org.einthoven.app.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.einthoven.dicom.network.RemoteAe;

/**
 * A modality worklist that is asked for the order behind an ECG that names none.
 *
 * @param tls whether associations go by TLS, with the keys of {@code dicom.tls}
 * @param window how far the scheduled start may be from the time of the ECG, either way
 * @param modalities of scheduled steps
 */
public record WorklistSettings(RemoteAe remote, boolean tls, Duration window, List<String> modalities) {
    static final Duration WINDOW = Duration.ofHours(24);
    static final Duration LONGEST_WINDOW = Duration.ofDays(31);

    public WorklistSettings {
        Objects.requireNonNull(remote);
        Objects.requireNonNull(window);
        modalities = List.copyOf(modalities);
    }
}
