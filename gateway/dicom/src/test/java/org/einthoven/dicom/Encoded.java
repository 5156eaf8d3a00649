package org.einthoven.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts together a data set byte by byte, with whatever faults, in little endian. */
final class Encoded {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A Part 10 beginning for this transfer syntax. */
    static Encoded file(String transferSyntax) {
        Encoded fileMeta = new Encoded().explicit(Tag.TransferSyntaxUID, "UI", even(transferSyntax));
        byte[] group = fileMeta.toBytes();
        return new Encoded()
                .raw(new byte[128])
                .ascii("DICM")
                .explicit(Tag.FileMetaInformationGroupLength, "UL", integer(group.length))
                .raw(group);
    }

    static Encoded explicitFile() {
        return file(TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid());
    }

    static Encoded implicitFile() {
        return file(TransferSyntax.IMPLICIT_LITTLE_ENDIAN.uid());
    }

    private static byte[] even(String text) {
        return (text.length() % 2 == 0 ? text : text + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] integer(long value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }

    Encoded raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    Encoded ascii(String text) {
        return raw(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Element with a 16-bit length. */
    Encoded explicit(int tag, String vr, byte[] value) {
        return shortHeader(tag, vr, value.length).raw(value);
    }

    Encoded explicit(int tag, String vr, String value) {
        return explicit(tag, vr, value.getBytes(StandardCharsets.US_ASCII));
    }

    Encoded shortHeader(int tag, String vr, int length) {
        return tag(tag).ascii(vr).raw(new byte[] {(byte) length, (byte) (length >> 8)});
    }

    /** Element header with a 32-bit length after two reserved bytes. */
    Encoded longHeader(int tag, String vr, long length) {
        return tag(tag).ascii(vr).raw(new byte[2]).raw(integer(length));
    }

    /** Tag and 32-bit length: an implicit element or an item. */
    Encoded header(int tag, long length) {
        return tag(tag).raw(integer(length));
    }

    Encoded implicit(int tag, String value) {
        return header(tag, value.length()).ascii(value);
    }

    private Encoded tag(int tag) {
        return raw(new byte[] {(byte) (tag >> 16), (byte) (tag >> 24), (byte) tag, (byte) (tag >> 8)});
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
