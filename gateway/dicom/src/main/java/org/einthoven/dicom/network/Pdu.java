package org.einthoven.dicom.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One received PDU.
 *
 * @param body what follows the header; valid until the next PDU is read from the same connection
 */
record Pdu(PduType type, ByteBuffer body) {

    static final int HEADER_LENGTH = 6;

    /** Byte 9 of an A-ABORT: 0 service user, 2 service provider. */
    int abortSource() {
        return body.get(2) & 0xFF;
    }

    int abortReason() {
        return body.get(3) & 0xFF;
    }

    AssociateReject toReject() {
        return new AssociateReject(body.get(1) & 0xFF, body.get(2) & 0xFF, body.get(3) & 0xFF);
    }

    AssociationAbortedException toAbortedException() {
        return new AssociationAbortedException(
                "the peer aborted the association: " + AbortReason.describe(abortSource(), abortReason()),
                abortSource(),
                abortReason());
    }

    /** A PDU of four bytes after the header: A-ASSOCIATE-RJ, A-RELEASE-RQ, A-RELEASE-RP, A-ABORT. */
    static byte[] fixed(PduType type, int second, int third, int fourth) {
        return ByteBuffer.allocate(HEADER_LENGTH + 4)
                .order(ByteOrder.BIG_ENDIAN)
                .put((byte) type.code)
                .put((byte) 0)
                .putInt(4)
                .put((byte) 0)
                .put((byte) second)
                .put((byte) third)
                .put((byte) fourth)
                .array();
    }
}
