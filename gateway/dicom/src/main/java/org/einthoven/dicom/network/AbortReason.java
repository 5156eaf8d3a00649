package org.einthoven.dicom.network;

/** Why the service provider aborts (PS3.8 table 9-26). */
enum AbortReason {
    NOT_SPECIFIED(0, "reason not specified"),
    UNRECOGNIZED_PDU(1, "unrecognized PDU"),
    UNEXPECTED_PDU(2, "unexpected PDU"),
    UNRECOGNIZED_PARAMETER(4, "unrecognized PDU parameter"),
    UNEXPECTED_PARAMETER(5, "unexpected PDU parameter"),
    INVALID_PARAMETER_VALUE(6, "invalid PDU parameter value");

    static final int SERVICE_USER = 0;
    static final int SERVICE_PROVIDER = 2;

    final int code;
    private final String meaning;

    AbortReason(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    static String describe(int source, int reason) {
        if (source == SERVICE_USER) {
            return "by its application";
        }
        for (AbortReason known : values()) {
            if (known.code == reason) {
                return "by its protocol layer, " + known.meaning;
            }
        }
        return "by its protocol layer, reason " + reason;
    }
}
