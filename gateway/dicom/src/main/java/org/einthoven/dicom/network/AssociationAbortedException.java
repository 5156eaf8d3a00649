package org.einthoven.dicom.network;

/** The association was aborted (PS3.8 9.3.8), by the peer or because the peer broke the protocol. */
public final class AssociationAbortedException extends DicomNetworkException {

    private static final long serialVersionUID = 1L;

    private final int source;
    private final int reason;

    public AssociationAbortedException(String message, int source, int reason) {
        super(message);
        this.source = source;
        this.reason = reason;
    }

    /** 0 service user, 2 service provider. */
    public int source() {
        return source;
    }

    public int reason() {
        return reason;
    }
}
