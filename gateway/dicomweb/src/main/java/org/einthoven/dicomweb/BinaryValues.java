package org.einthoven.dicomweb;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.VR;
import org.jspecify.annotations.Nullable;

/** Numbers of JSON and XML as the little endian words of a binary VR. */
final class BinaryValues {
    /** No number of DICOM needs as many characters; converting longer ones costs time that grows with their square. */
    static final int LONGEST_NUMBER = 64;

    private BinaryValues() {}

    /**
     * The words of the values.
     *
     * @throws DicomFormatException where one is no number, does not fit the VR, or some but not all are empty
     */
    static byte[] encode(int tag, VR vr, List<@Nullable String> values) throws DicomFormatException {
        if (values.stream().allMatch(value -> value == null || value.isEmpty())) {
            return new byte[0];
        }
        if (vr == VR.UN) {
            // Only InlineBinary is right here; what a server writes instead is text.
            return String.join("\\", NumberTexts.withoutNulls(values)).getBytes(StandardCharsets.UTF_8);
        }
        ByteBuffer words = ByteBuffer.allocate(values.size() * size(tag, vr)).order(ByteOrder.LITTLE_ENDIAN);
        for (String value : values) {
            put(words, tag, vr, value);
        }
        return words.array();
    }

    private static int size(int tag, VR vr) throws DicomFormatException {
        return switch (vr) {
            case US, SS -> 2;
            case UL, SL, FL, AT -> 4;
            case UV, SV, FD -> 8;
            default -> throw new DicomFormatException(Tag.describe(tag) + " of VR " + vr + " has values, not bytes.");
        };
    }

    private static void put(ByteBuffer words, int tag, VR vr, @Nullable String value) throws DicomFormatException {
        try {
            put(words, vr, Objects.requireNonNullElse(value, "").strip());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new DicomFormatException(Tag.describe(tag) + " of VR " + vr + " has a value that does not fit.", e);
        }
    }

    private static void put(ByteBuffer words, VR vr, String text) {
        if (text.length() > LONGEST_NUMBER) {
            throw new NumberFormatException("too long");
        }
        switch (vr) {
            case FL -> words.putFloat((float) Double.parseDouble(text));
            case FD -> words.putDouble(Double.parseDouble(text));
            case AT -> putTag(words, text);
            case US -> words.putShort((short) integer(text, 0, 0xFFFF));
            case SS -> words.putShort((short) integer(text, Short.MIN_VALUE, Short.MAX_VALUE));
            case UL -> words.putInt((int) integer(text, 0, 0xFFFF_FFFFL));
            case SL -> words.putInt((int) integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case SV -> words.putLong(integer(text, Long.MIN_VALUE, Long.MAX_VALUE));
            default -> words.putLong(unsigned(text));
        }
    }

    /** JSON may write an integer as 1.0 or 1e3. */
    private static long integer(String text, long least, long most) {
        long value = new BigDecimal(text).longValueExact();
        if (value < least || value > most) {
            throw new ArithmeticException("out of range");
        }
        return value;
    }

    private static long unsigned(String text) {
        BigDecimal value = new BigDecimal(text);
        if (value.precision() - (long) value.scale() == 20 && value.signum() > 0) {
            return Long.parseUnsignedLong(value.toBigIntegerExact().toString());
        }
        return integer(text, 0, Long.MAX_VALUE);
    }

    private static void putTag(ByteBuffer words, String text) {
        if (text.length() != 8) {
            throw new NumberFormatException("no tag");
        }
        int tag = Integer.parseUnsignedInt(text, 16);
        words.putShort((short) Tag.group(tag)).putShort((short) Tag.element(tag));
    }
}
