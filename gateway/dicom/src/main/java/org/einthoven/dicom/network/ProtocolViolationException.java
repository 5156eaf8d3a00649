package org.einthoven.dicom.network;

/** The peer broke the protocol: the association is to be aborted with this source and reason. */
final class ProtocolViolationException extends DicomNetworkException {

    private static final long serialVersionUID = 1L;

    private final int source;
    private final AbortReason reason;

    private ProtocolViolationException(String message, int source, AbortReason reason) {
        super(message);
        this.source = source;
        this.reason = reason;
    }

    /** A violation of the upper layer protocol (PS3.8). */
    static ProtocolViolationException inPdu(AbortReason reason, String message) {
        return new ProtocolViolationException(message, AbortReason.SERVICE_PROVIDER, reason);
    }

    /** A violation of the message exchange (PS3.7), which is the upper layer's user. */
    static ProtocolViolationException inMessage(String message) {
        return new ProtocolViolationException(message, AbortReason.SERVICE_USER, AbortReason.NOT_SPECIFIED);
    }

    static ProtocolViolationException unexpected(PduType type, String when) {
        return inPdu(AbortReason.UNEXPECTED_PDU, type.standardName + " " + when);
    }

    int source() {
        return source;
    }

    AbortReason reason() {
        return reason;
    }
}
