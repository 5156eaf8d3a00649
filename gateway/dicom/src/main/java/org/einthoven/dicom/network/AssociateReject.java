package org.einthoven.dicom.network;

/** A-ASSOCIATE-RJ (PS3.8 table 9-21). */
record AssociateReject(int result, int source, int reason) {

    static final AssociateReject APPLICATION_CONTEXT_NOT_SUPPORTED = new AssociateReject(1, 1, 2);
    static final AssociateReject CALLING_AE_TITLE_NOT_RECOGNIZED = new AssociateReject(1, 1, 3);
    static final AssociateReject CALLED_AE_TITLE_NOT_RECOGNIZED = new AssociateReject(1, 1, 7);
    static final AssociateReject PROTOCOL_VERSION_NOT_SUPPORTED = new AssociateReject(1, 2, 2);
    static final AssociateReject TEMPORARY_CONGESTION = new AssociateReject(2, 3, 1);
    static final AssociateReject LOCAL_LIMIT_EXCEEDED = new AssociateReject(2, 3, 2);

    byte[] encode() {
        return Pdu.fixed(PduType.ASSOCIATE_RJ, result, source, reason);
    }

    String meaning() {
        return switch (source * 16 + reason) {
            case 0x12 -> "application context name not supported";
            case 0x13 -> "calling AE title not recognized";
            case 0x17 -> "called AE title not recognized";
            case 0x22 -> "protocol version not supported";
            case 0x31 -> "temporary congestion";
            case 0x32 -> "local limit exceeded";
            default -> "no reason given";
        };
    }

    AssociationRejectedException toException(RemoteAe remote) {
        String duration = result == 2 ? "for now" : "permanently";
        return new AssociationRejectedException(
                remote + " rejected the association " + duration + ": " + meaning(), result, source, reason);
    }
}
