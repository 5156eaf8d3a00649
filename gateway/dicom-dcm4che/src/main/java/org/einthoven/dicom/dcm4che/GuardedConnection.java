package org.einthoven.dicom.dcm4che;

import java.io.IOException;
import java.net.Socket;
import org.dcm4che3.net.Connection;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.GuardedSocket;
import org.einthoven.dicom.network.RemoteAe;
import org.jspecify.annotations.Nullable;

/** Connects dcm4che to one peer through a {@link GuardedSocket}. */
final class GuardedConnection extends Connection {

    private static final long serialVersionUID = 1L;

    private final transient RemoteAe remote;
    private final transient DicomClientSettings settings;
    private transient @Nullable GuardedSocket socket;

    GuardedConnection(RemoteAe remote, DicomClientSettings settings) {
        super("dicom", "127.0.0.1");
        this.remote = remote;
        this.settings = settings;
        setReceivePDULength(settings.maximumPduLength());
        setSendPDULength(settings.maximumPduLength());
        setSocketCloseDelay(0);
        setPackPDV(false);
    }

    @Override
    public Socket connect(Connection unused) throws IOException {
        GuardedSocket guarded = GuardedSocket.connect(remote, settings);
        socket = guarded;
        return guarded;
    }

    /** The socket that was opened; null before. */
    @Nullable
    GuardedSocket socket() {
        return socket;
    }
}
