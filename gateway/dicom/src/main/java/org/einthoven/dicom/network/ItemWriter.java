package org.einthoven.dicom.network;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the items of association PDUs: type, reserved byte, 16-bit length, content (PS3.8 9.3). */
final class ItemWriter {

    private static final int LONGEST_ITEM = 0xFFFF;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ItemWriter u8(int value) {
        bytes.write(value);
        return this;
    }

    ItemWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    ItemWriter u32(int value) {
        return u16(value >>> 16).u16(value);
    }

    ItemWriter raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    ItemWriter zeros(int count) {
        return raw(new byte[count]);
    }

    ItemWriter aeTitle(String title) {
        String padded = title + " ".repeat(AeTitle.LENGTH - title.length());
        return raw(padded.getBytes(StandardCharsets.US_ASCII));
    }

    ItemWriter item(int type, ItemWriter content) {
        return item(type, content.bytes.toByteArray());
    }

    ItemWriter item(int type, String text) {
        return item(type, text.getBytes(StandardCharsets.US_ASCII));
    }

    private ItemWriter item(int type, byte[] content) {
        if (content.length > LONGEST_ITEM) {
            throw new IllegalArgumentException("an item of an association PDU has at most 65535 bytes");
        }
        return u8(type).u8(0).u16(content.length).raw(content);
    }

    byte[] toPdu(PduType type) {
        byte[] body = bytes.toByteArray();
        return new ItemWriter()
                .u8(type.code)
                .u8(0)
                .u32(body.length)
                .raw(body)
                .bytes
                .toByteArray();
    }
}
