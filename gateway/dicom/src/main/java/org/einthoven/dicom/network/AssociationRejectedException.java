package org.einthoven.dicom.network;

/** The peer rejected the association (PS3.8 table 9-21). */
public final class AssociationRejectedException extends DicomNetworkException {

    private static final long serialVersionUID = 1L;

    private final int result;
    private final int source;
    private final int reason;

    public AssociationRejectedException(String message, int result, int source, int reason) {
        super(message);
        this.result = result;
        this.source = source;
        this.reason = reason;
    }

    /** What a peer's A-ASSOCIATE-RJ says. */
    public static AssociationRejectedException by(RemoteAe remote, int result, int source, int reason) {
        return new AssociateReject(result, source, reason).toException(remote);
    }

    /** 1 permanent, 2 transient. */
    public int result() {
        return result;
    }

    /** 1 service user, 2 service provider (ACSE), 3 service provider (presentation). */
    public int source() {
        return source;
    }

    public int reason() {
        return reason;
    }

    /** Whether the same request may be accepted later. */
    public boolean isTransient() {
        return result == 2;
    }
}
