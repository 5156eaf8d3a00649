package org.einthoven.codecs.philips;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** Compresses leads as carts do, to test what expands them. */
final class XliWriter {
    private static final int LARGEST_CODE = 1022;

    private XliWriter() {}

    /** Twelve leads in the standard order, each of the same length. */
    static byte[] write(short[][] leads) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < leads.length; i++) {
            byte[] codes = lzw(bytes(differences(left(leads, i))));
            ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            header.putInt(codes.length).putShort((short) 1).putShort(first(left(leads, i)));
            out.writeBytes(header.array());
            out.writeBytes(codes);
        }
        return out.toByteArray();
    }

    private static short[] left(short[][] leads, int lead) {
        short[] left = leads[lead].clone();
        for (int i = 0; i < left.length; i++) {
            int one = leads[0][i];
            int two = leads[1][i];
            int three = leads[2][i];
            left[i] = (short)
                    switch (lead) {
                        case 2 -> two - one - three;
                        case 3 -> -leads[3][i] - (one + two) / 2;
                        case 4 -> (one - three) / 2 - leads[4][i];
                        case 5 -> (two + three) / 2 - leads[5][i];
                        default -> left[i];
                    };
        }
        return left;
    }

    private static short first(short[] values) {
        return values.length < 3 ? 0 : (short) (2 * values[1] - values[0] - values[2]);
    }

    /** Of sample i + 1, which its predecessor's number tells. */
    private static short[] differences(short[] values) {
        short[] numbers = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = i < 2
                    ? values[i]
                    : i + 1 < values.length ? (short) (2 * values[i] - values[i - 1] - values[i + 1] + 64) : 64;
        }
        return numbers;
    }

    private static byte[] bytes(short[] numbers) {
        byte[] bytes = new byte[2 * numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            bytes[i] = (byte) (numbers[i] >> 8);
            bytes[numbers.length + i] = (byte) numbers[i];
        }
        return bytes;
    }

    private static byte[] lzw(byte[] bytes) {
        Map<String, Integer> table = new HashMap<>();
        for (int i = 0; i < 256; i++) {
            table.put(String.valueOf((char) i), i);
        }
        StringBuilder bits = new StringBuilder();
        String known = "";
        for (byte b : bytes) {
            String longer = known + (char) (b & 0xff);
            if (table.containsKey(longer)) {
                known = longer;
                continue;
            }
            bits.append(tenBits(table.get(known)));
            if (table.size() <= LARGEST_CODE) {
                table.put(longer, table.size());
            }
            known = String.valueOf((char) (b & 0xff));
        }
        bits.append(tenBits(table.get(known))).append(tenBits(1023));
        byte[] codes = new byte[(bits.length() + 7) / 8];
        for (int i = 0; i < bits.length(); i++) {
            codes[i / 8] |= (byte) ((bits.charAt(i) - '0') << (7 - i % 8));
        }
        return codes;
    }

    private static String tenBits(int code) {
        return String.format("%10s", Integer.toBinaryString(code)).replace(' ', '0');
    }
}
