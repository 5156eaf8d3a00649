package org.einthoven.app.configuration;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.einthoven.dicom.network.AllowedCaller;
import org.einthoven.dicom.network.TlsSettings;
import org.jspecify.annotations.Nullable;

/**
 * The DICOM listener.
 *
 * @param aeTitle the gateway's own, 1 to 16 characters
 * @param port 0 takes any free port
 * @param allowedCallers who may send; empty lets everyone send while the listener is bound to loopback, and
 *     nobody otherwise
 * @param maxAssociations how many at once; further ones are rejected for now
 * @param maxObjectMegabytes a larger object is refused
 * @param engine the name of a {@link org.einthoven.dicom.network.DicomNetworkProvider} on the class path
 * @param tls with it the listener takes associations by TLS only; null without
 * @param commitment of storage, which peers may ask for
 */
public record DicomSettings(
        String aeTitle,
        InetAddress bind,
        int port,
        List<AllowedCaller> allowedCallers,
        int maxAssociations,
        int maxObjectMegabytes,
        String engine,
        @Nullable TlsSettings tls,
        CommitmentSettings commitment) {
    public DicomSettings {
        Objects.requireNonNull(aeTitle);
        Objects.requireNonNull(bind);
        Objects.requireNonNull(engine);
        Objects.requireNonNull(commitment);
        allowedCallers = List.copyOf(allowedCallers);
    }

    /** Whether callers are checked at all. */
    public boolean anyCallerMaySend() {
        return allowedCallers.isEmpty() && bind.isLoopbackAddress();
    }
}
