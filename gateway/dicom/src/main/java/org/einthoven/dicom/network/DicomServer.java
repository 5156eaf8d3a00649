package org.einthoven.dicom.network;

import java.net.InetSocketAddress;

/** A listening storage provider. */
public interface DicomServer extends AutoCloseable {

    /** The address that is bound; its port is the real one where the settings asked for port 0. */
    InetSocketAddress address();

    default int port() {
        return address().getPort();
    }

    /** How many associations are established now. */
    int openAssociations();

    /**
     * Stops listening, lets the associations that are receiving finish until the settings' drain timeout, then aborts
     * what is left. An object whose handler has not returned by then is not acknowledged.
     */
    @Override
    void close();
}
