package org.einthoven.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * An element with a value: bytes in little endian whatever the transfer syntax it came in.
 *
 * <p>The bytes are a slice of what was read, not a copy, and keep it in memory.
 */
public final class DicomValue implements DicomElement {
    private final int tag;
    private final VR vr;
    private final byte[] source;
    private final int offset;
    private final int length;

    DicomValue(int tag, VR vr, byte[] source, int offset, int length) {
        this.tag = tag;
        this.vr = vr;
        this.source = source;
        this.offset = offset;
        this.length = length;
    }

    /** A value of these bytes, little endian, which are not copied. */
    public DicomValue(int tag, VR vr, byte[] bytes) {
        this(tag, requireValue(vr), bytes, 0, bytes.length);
    }

    private static VR requireValue(VR vr) {
        if (Objects.requireNonNull(vr) == VR.SQ) {
            throw new IllegalArgumentException("A sequence has items, not a value");
        }
        return vr;
    }

    @Override
    public int tag() {
        return tag;
    }

    @Override
    public VR vr() {
        return vr;
    }

    /** The number of bytes. */
    public int length() {
        return length;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return Arrays.copyOfRange(source, offset, offset + length);
    }

    /** A copy of the bytes, one zero longer where their number is odd. */
    byte[] evenBytes() {
        byte[] bytes = new byte[length + (length & 1)];
        System.arraycopy(source, offset, bytes, 0, length);
        return bytes;
    }

    /** The bytes without a copy: read-only, little endian, position 0. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(source, offset, length)
                .slice()
                .asReadOnlyBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] source() {
        return source;
    }

    int offset() {
        return offset;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(source, offset, length);
    }

    void addTo(MessageDigest digest, int count) {
        digest.update(source, offset, count);
    }

    byte byteAt(int index) {
        return source[offset + Objects.checkIndex(index, length)];
    }

    DicomValue as(VR other) {
        return new DicomValue(tag, other, source, offset, length);
    }

    boolean hasSameBytes(DicomValue other) {
        return Arrays.equals(source, offset, offset + length, other.source, other.offset, other.offset + other.length);
    }

    /** Says how long, never what. */
    @Override
    public String toString() {
        return Tag.describe(tag) + " " + vr + ", " + length + " bytes";
    }
}
