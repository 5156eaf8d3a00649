package org.einthoven.dicom;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Values as numbers and back (PS3.5 section 6.2): DS and IS from text, the binary ones from their words. */
final class NumberValues {
    /** The most characters of a DS. */
    private static final int DECIMAL_STRING = 16;

    private NumberValues() {}

    static int firstInt(DicomValue value, int defaultValue) throws DicomFormatException {
        return toInt(value, firstLong(value, defaultValue));
    }

    static long firstLong(DicomValue value, long defaultValue) throws DicomFormatException {
        if (!value.vr().isText()) {
            return integer(value, 0);
        }
        String text = TextValues.first(value, SpecificCharacterSet.DEFAULT);
        return text == null ? defaultValue : integer(value, text);
    }

    static int[] ints(DicomValue value) throws DicomFormatException {
        List<String> texts = value.vr().isText() ? TextValues.all(value, SpecificCharacterSet.DEFAULT) : List.of();
        int[] numbers = new int[value.vr().isText() ? texts.size() : count(value)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = toInt(value, value.vr().isText() ? integer(value, texts.get(i)) : integer(value, i));
        }
        return numbers;
    }

    static OptionalDouble firstDouble(DicomValue value) throws DicomFormatException {
        if (!value.vr().isText()) {
            return OptionalDouble.of(number(value, 0));
        }
        String text = TextValues.first(value, SpecificCharacterSet.DEFAULT);
        return text == null ? OptionalDouble.empty() : OptionalDouble.of(number(value, text));
    }

    static double[] doubles(DicomValue value) throws DicomFormatException {
        List<String> texts = value.vr().isText() ? TextValues.all(value, SpecificCharacterSet.DEFAULT) : List.of();
        double[] numbers = new double[value.vr().isText() ? texts.size() : count(value)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = value.vr().isText() ? number(value, texts.get(i)) : number(value, i);
        }
        return numbers;
    }

    /** The binary numbers as decimal text; none where the VR holds no numbers or the length does not fit. */
    static List<String> texts(DicomValue value, int most) {
        try {
            int count = Math.min(most, count(value));
            String[] texts = new String[count];
            for (int i = 0; i < count; i++) {
                texts[i] = text(value, i);
            }
            return List.of(texts);
        } catch (DicomFormatException e) {
            return List.of();
        }
    }

    private static String text(DicomValue value, int index) throws DicomFormatException {
        ByteBuffer words = value.buffer();
        return switch (value.vr()) {
            case FL, OF -> Float.toString(words.getFloat(4 * index));
            case FD, OD -> Double.toString(words.getDouble(8 * index));
            case UV, OV -> Long.toUnsignedString(words.getLong(8 * index));
            case AT -> String.format("%08X", (int) integer(value, index));
            default -> Long.toString(integer(value, index));
        };
    }

    /** How many numbers the binary value holds. */
    private static int count(DicomValue value) throws DicomFormatException {
        int width = width(value);
        if (value.length() % width != 0) {
            throw malformed(value, "has " + value.length() + " bytes, which is no multiple of " + width);
        }
        return value.length() / width;
    }

    private static int width(DicomValue value) throws DicomFormatException {
        return switch (value.vr()) {
            case US, SS -> 2;
            case UL, SL, AT, FL, OF, OL -> 4;
            case FD, OD, SV, UV, OV -> 8;
            default -> throw malformed(value, "holds bytes, not numbers");
        };
    }

    private static long integer(DicomValue value, int index) throws DicomFormatException {
        count(value);
        ByteBuffer words = value.buffer();
        return switch (value.vr()) {
            case US -> Short.toUnsignedLong(words.getShort(2 * index));
            case SS -> words.getShort(2 * index);
            case UL, OL -> Integer.toUnsignedLong(words.getInt(4 * index));
            case SL -> words.getInt(4 * index);
            case AT -> (long) words.getShort(4 * index) << 16 | Short.toUnsignedLong(words.getShort(4 * index + 2));
            case SV -> words.getLong(8 * index);
            case UV, OV -> nonNegative(value, words.getLong(8 * index));
            default -> whole(value, number(value, index));
        };
    }

    private static long nonNegative(DicomValue value, long number) throws DicomFormatException {
        if (number < 0) {
            throw malformed(value, "is larger than a signed 64-bit integer");
        }
        return number;
    }

    private static double number(DicomValue value, int index) throws DicomFormatException {
        count(value);
        return switch (value.vr()) {
            case FL, OF -> value.buffer().getFloat(4 * index);
            case FD, OD -> value.buffer().getDouble(8 * index);
            case UV, OV -> new BigDecimal(Long.toUnsignedString(value.buffer().getLong(8 * index))).doubleValue();
            default -> integer(value, index);
        };
    }

    private static long whole(DicomValue value, double number) throws DicomFormatException {
        if (number != Math.rint(number) || Math.abs(number) > 0x1p53) {
            throw malformed(value, "is no integer");
        }
        return (long) number;
    }

    private static long integer(DicomValue value, String text) throws DicomFormatException {
        try {
            return isInteger(text) ? Long.parseLong(text) : whole(value, number(value, text));
        } catch (NumberFormatException e) {
            throw malformed(value, "is no integer that fits 64 bits");
        }
    }

    private static double number(DicomValue value, String text) throws DicomFormatException {
        if (!isDecimal(text)) {
            throw malformed(value, text.isEmpty() ? "has an empty value among others" : "is no decimal number");
        }
        double number = parse(value, text);
        if (Double.isInfinite(number)) {
            throw malformed(value, "is beyond the range of a 64-bit floating point number");
        }
        return number;
    }

    private static double parse(DicomValue value, String text) throws DicomFormatException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw malformed(value, "is no decimal number");
        }
    }

    private static boolean isInteger(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '+' || c == '-');
    }

    /** Only the characters of a DS: Java would take "NaN", "1d" and "0x1p3" too. */
    private static boolean isDecimal(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0);
    }

    private static int toInt(DicomValue value, long number) throws DicomFormatException {
        // A tag is an unsigned 32-bit number that this code holds in an int.
        if (value.vr() != VR.AT && number != (int) number) {
            throw malformed(value, "does not fit a signed 32-bit integer");
        }
        return (int) number;
    }

    private static DicomFormatException malformed(DicomValue value, String what) {
        return new DicomFormatException(Tag.describe(value.tag()) + ", of VR " + value.vr() + ", " + what + ".");
    }

    static DicomValue encode(int tag, VR vr, long[] values) {
        if (vr == VR.IS || vr == VR.DS) {
            return text(tag, vr, Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining("\\")));
        }
        ByteBuffer bytes = ByteBuffer.allocate(values.length * vr.wordSize() * (vr == VR.AT ? 2 : 1))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            put(bytes, tag, vr, value);
        }
        return new DicomValue(tag, vr, bytes.array());
    }

    private static void put(ByteBuffer bytes, int tag, VR vr, long value) {
        switch (vr) {
            case US -> bytes.putShort((short) inRange(tag, vr, value, 0, 0xFFFF));
            case SS -> bytes.putShort((short) inRange(tag, vr, value, Short.MIN_VALUE, Short.MAX_VALUE));
            case UL, OL -> bytes.putInt((int) inRange(tag, vr, value, 0, 0xFFFF_FFFFL));
            case SL -> bytes.putInt((int) inRange(tag, vr, value, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case AT -> bytes.putShort((short) (value >>> 16)).putShort((short) value);
            case SV -> bytes.putLong(value);
            case UV, OV -> bytes.putLong(inRange(tag, vr, value, 0, Long.MAX_VALUE));
            case FL, OF -> bytes.putFloat(value);
            case FD, OD -> bytes.putDouble(value);
            default -> throw new IllegalArgumentException(Tag.describe(tag) + " of VR " + vr + " holds no numbers");
        }
    }

    private static long inRange(int tag, VR vr, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    Tag.describe(tag) + " of VR " + vr + " holds " + least + " to " + most + " only");
        }
        return value;
    }

    static DicomValue encode(int tag, VR vr, double[] values) {
        if (vr == VR.DS) {
            return text(
                    tag,
                    vr,
                    Arrays.stream(values).mapToObj(NumberValues::decimalString).collect(Collectors.joining("\\")));
        }
        ByteBuffer bytes = ByteBuffer.allocate(values.length * vr.wordSize()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            switch (vr) {
                case FL, OF -> bytes.putFloat((float) value);
                case FD, OD -> bytes.putDouble(value);
                default ->
                    throw new IllegalArgumentException(Tag.describe(tag) + " of VR " + vr + " holds no fractions");
            }
        }
        return new DicomValue(tag, vr, bytes.array());
    }

    /** The shortest text that gives the number back, else as many digits as 16 characters hold. */
    static String decimalString(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        String text = shortest(exact);
        for (int digits = 16; text.length() > DECIMAL_STRING; digits--) {
            text = shortest(exact.round(new MathContext(digits)));
        }
        return text;
    }

    private static String shortest(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        String plain = stripped.toPlainString();
        return plain.length() <= DECIMAL_STRING ? plain : stripped.toString();
    }

    private static DicomValue text(int tag, VR vr, String text) {
        return new DicomValue(tag, vr, text.getBytes(StandardCharsets.US_ASCII));
    }
}
