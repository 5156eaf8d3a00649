package org.einthoven.dicom.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the items of association PDUs; what does not fit into its PDU is a violation, never an exception of a buffer. */
final class ItemReader {

    private final ByteBuffer buffer;

    ItemReader(ByteBuffer buffer) {
        this.buffer = buffer.duplicate();
    }

    /** A visitor of items. */
    @FunctionalInterface
    interface Visitor {
        void visit(int type, ItemReader content) throws ProtocolViolationException;
    }

    void forEachItem(Visitor visitor) throws ProtocolViolationException {
        while (buffer.hasRemaining()) {
            int type = u8();
            skip(1);
            visitor.visit(type, slice(u16()));
        }
    }

    int u8() throws ProtocolViolationException {
        require(1);
        return buffer.get() & 0xFF;
    }

    int u16() throws ProtocolViolationException {
        require(2);
        return buffer.getShort() & 0xFFFF;
    }

    long u32() throws ProtocolViolationException {
        require(4);
        return buffer.getInt() & 0xFFFF_FFFFL;
    }

    ItemReader skip(int count) throws ProtocolViolationException {
        require(count);
        buffer.position(buffer.position() + count);
        return this;
    }

    ItemReader slice(int length) throws ProtocolViolationException {
        require(length);
        ByteBuffer slice = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return new ItemReader(slice);
    }

    /** The next characters without padding; what no AE title or UID may hold becomes a question mark, for it is logged. */
    String text(int length) throws ProtocolViolationException {
        require(length);
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[\\x00 ]+$", "");
        return text.replaceAll("[^\\x20-\\x7E]|\\\\", "?").strip();
    }

    String rest() throws ProtocolViolationException {
        return text(buffer.remaining());
    }

    private void require(int count) throws ProtocolViolationException {
        if (buffer.remaining() < count) {
            throw ProtocolViolationException.inPdu(
                    AbortReason.INVALID_PARAMETER_VALUE, "an item of the association PDU is longer than the PDU");
        }
    }
}
