package org.einthoven.app.configuration;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.einthoven.dicom.network.AllowedCaller;
import org.einthoven.dicom.network.SopClasses;
import org.einthoven.dicom.network.TlsSettings;
import org.jspecify.annotations.Nullable;

/**
 * The DICOM listener.
 *
 * @param aeTitle the gateway's own, 1 to 16 characters
 * @param port 0 takes any free port
 * @param calledAeTitles the titles beside {@code aeTitle} that are answered; empty for any
 * @param allowedCallers who may send; empty lets everyone send while the listener is bound to loopback, and
 *     nobody otherwise
 * @param sopClasses storage SOP classes that are taken beside those that may hold ECGs
 * @param maxAssociations how many at once; further ones are rejected for now
 * @param maxPduLength Maximum Length Received, in bytes
 * @param maxObjectMegabytes a larger object is refused
 * @param idleTimeout how long an association may be silent
 * @param engine the name of a {@link org.einthoven.dicom.network.DicomNetworkProvider} on the class path
 * @param tls with it the listener takes associations by TLS only; null without
 * @param commitment of storage, which peers may ask for
 */
public record DicomSettings(
        String aeTitle,
        InetAddress bind,
        int port,
        List<String> calledAeTitles,
        List<AllowedCaller> allowedCallers,
        List<String> sopClasses,
        int maxAssociations,
        int maxPduLength,
        int maxObjectMegabytes,
        Duration idleTimeout,
        String engine,
        @Nullable TlsSettings tls,
        CommitmentSettings commitment) {
    public DicomSettings {
        Objects.requireNonNull(aeTitle);
        Objects.requireNonNull(bind);
        Objects.requireNonNull(engine);
        Objects.requireNonNull(commitment);
        Objects.requireNonNull(idleTimeout);
        calledAeTitles = List.copyOf(calledAeTitles);
        allowedCallers = List.copyOf(allowedCallers);
        sopClasses = List.copyOf(sopClasses);
    }

    /** All storage SOP classes that are taken, by whatever way. */
    public Set<String> storageClasses() {
        return Stream.concat(SopClasses.ECG_STORAGE.stream(), sopClasses.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether callers are checked at all. */
    public boolean anyCallerMaySend() {
        return allowedCallers.isEmpty() && bind.isLoopbackAddress();
    }
}
