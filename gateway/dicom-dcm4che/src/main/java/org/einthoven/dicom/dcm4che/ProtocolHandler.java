package org.einthoven.dicom.dcm4che;

import org.dcm4che3.net.Connection;
import org.dcm4che3.net.TCPProtocolHandler;

/** dcm4che's handler of accepted DICOM connections, which it gives away only in exchange for itself. */
final class ProtocolHandler {

    static final TCPProtocolHandler DICOM = find();

    private ProtocolHandler() {}

    private static TCPProtocolHandler find() {
        TCPProtocolHandler handler = Connection.unregisterTCPProtocolHandler(Connection.Protocol.DICOM);
        Connection.registerTCPProtocolHandler(Connection.Protocol.DICOM, handler);
        return handler;
    }
}
