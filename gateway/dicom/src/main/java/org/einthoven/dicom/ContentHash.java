package org.einthoven.dicom;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest of what an object says that is the same in every transfer syntax: SHA-256 over tags and little-endian values with their nested items. Left out are what encoding
 * decides: VRs, lengths, padding, group lengths, trailing padding, the file meta information.
 */
public final class ContentHash {
    private final MessageDigest digest;

    private ContentHash(MessageDigest digest) {
        this.digest = digest;
    }

    /**
     * The digest as 64 lower-case hexadecimal digits.
     *
     * @throws IllegalArgumentException where a value was skipped when the object was read
     */
    public static String of(DicomDataset dataset) {
        ContentHash hash = new ContentHash(sha256());
        hash.add(dataset);
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private void add(DicomDataset dataset) {
        for (DicomElement element : dataset) {
            if (!Tag.isGroupLength(element.tag()) && element.tag() != Tag.DataSetTrailingPadding) {
                add(element);
            }
        }
    }

    private void add(DicomElement element) {
        number(element.tag());
        if (element instanceof DicomValue value) {
            add(value);
        } else if (element instanceof DicomSequence sequence) {
            mark('S', sequence.items().size());
            sequence.items().forEach(item -> {
                mark('I', countOf(item));
                add(item);
            });
        } else if (element instanceof DicomFragments fragments) {
            mark('F', fragments.fragments().size());
            fragments.fragments().forEach(this::add);
        } else {
            throw new IllegalArgumentException(Tag.describe(element.tag())
                    + " was left in its file when the object was read; read the whole object");
        }
    }

    /** Without this, elements could move between an item and what follows it unseen. */
    private static int countOf(DicomDataset item) {
        int count = 0;
        for (DicomElement element : item) {
            if (!Tag.isGroupLength(element.tag()) && element.tag() != Tag.DataSetTrailingPadding) {
                count++;
            }
        }
        return count;
    }

    private void add(DicomValue value) {
        int length = lengthWithoutPadding(value);
        mark('V', length);
        value.addTo(digest, length);
    }

    /**
     * All padding of a text. Of other values one zero or space that an even length ends in, because implicit VR tells a private text from a private number as little as it tells
     * whether the byte is padding; two values of even length that differ still differ.
     */
    private static int lengthWithoutPadding(DicomValue value) {
        int length = value.length();
        boolean text = DicomDictionary.vrOf(value.tag()).isText() && !Tag.isPrivate(value.tag());
        if (!text) {
            return length > 0 && (length & 1) == 0 && isPadding(value.byteAt(length - 1)) ? length - 1 : length;
        }
        while (length > 0 && isPadding(value.byteAt(length - 1))) {
            length--;
        }
        return length;
    }

    private static boolean isPadding(byte last) {
        return last == 0 || last == ' ';
    }

    private void mark(char kind, int count) {
        digest.update(String.valueOf(kind).getBytes(StandardCharsets.US_ASCII));
        number(count);
    }

    private void number(int number) {
        digest.update(new byte[] {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number});
    }
}
