package org.einthoven.dicom.network;

import org.jspecify.annotations.Nullable;

/** The seven protocol data units of the upper layer (PS3.8 table 9-2). */
enum PduType {
    ASSOCIATE_RQ(0x01, "A-ASSOCIATE-RQ"),
    ASSOCIATE_AC(0x02, "A-ASSOCIATE-AC"),
    ASSOCIATE_RJ(0x03, "A-ASSOCIATE-RJ"),
    DATA(0x04, "P-DATA-TF"),
    RELEASE_RQ(0x05, "A-RELEASE-RQ"),
    RELEASE_RP(0x06, "A-RELEASE-RP"),
    ABORT(0x07, "A-ABORT");

    /** More than 128 presentation contexts with dozens of transfer syntaxes need. */
    private static final int LONGEST_ASSOCIATE = 512 * 1024;

    private static final int FIXED_LENGTH = 4;

    final int code;
    final String standardName;

    PduType(int code, String standardName) {
        this.code = code;
        this.standardName = standardName;
    }

    static @Nullable PduType of(int code) {
        return code >= 1 && code <= values().length ? values()[code - 1] : null;
    }

    /** Whether a PDU of this type may declare this length, in bytes without its header. */
    boolean allows(long length, int maximumPduLength) {
        return switch (this) {
            case ASSOCIATE_RQ, ASSOCIATE_AC -> length <= LONGEST_ASSOCIATE;
            case DATA -> length <= maximumPduLength;
            case ASSOCIATE_RJ, RELEASE_RQ, RELEASE_RP, ABORT -> length == FIXED_LENGTH;
        };
    }
}
