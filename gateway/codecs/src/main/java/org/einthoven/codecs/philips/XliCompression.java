package org.einthoven.codecs.philips;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.einthoven.codecs.EcgDecodingException;

/**
 * XLI, the compression of Philips' carts. A lead is a chunk: its length and a first value, then codes of LZW of ten bits, which hold the high bytes of all numbers and behind them
 * the low ones. The numbers are what second differences leave. III, aVR, aVL and aVF are what their formula leaves, in integers, with halves cut off.
 *
 * <p>That halves are cut off, not rounded down, follows from what is left in real documents: 0 and 1 where the sum is odd and negative, 0 and -1 where it is odd and positive.
 */
final class XliCompression {
    private static final int HEADER = 8;
    private static final int FIRST_VALUE = 6;
    /** Differences are stored with so much added. */
    private static final int BIAS = 64;

    private static final List<String> LIMB_LEADS = List.of("I", "II", "III", "AVR", "AVL", "AVF");

    private XliCompression() {}

    /**
     * Reads the first chunks, one a lead; documents have more, of which nothing is known.
     *
     * @param labels of the leads
     * @param count samples a lead
     */
    static short[][] leads(byte[] data, List<String> labels, int count) throws EcgDecodingException {
        requireLimbLeads(labels);
        ByteBuffer chunks = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        short[][] leads = new short[labels.size()][];
        for (int i = 0; i < leads.length; i++) {
            leads[i] = lead(chunks, i + 1, count);
        }
        restoreLimbLeads(leads);
        return leads;
    }

    private static void requireLimbLeads(List<String> labels) throws EcgDecodingException {
        List<String> first = labels.stream()
                .limit(LIMB_LEADS.size())
                .map(label -> label.toUpperCase(java.util.Locale.ROOT))
                .toList();
        if (!first.equals(LIMB_LEADS)) {
            throw new EcgDecodingException(
                    "of XLI only leads that begin with I, II, III, aVR, aVL and aVF can be read");
        }
    }

    private static short[] lead(ByteBuffer chunks, int number, int count) throws EcgDecodingException {
        int at = chunks.position();
        int length = chunks.remaining() < HEADER ? -1 : chunks.getInt(at);
        if (length < 0 || length > chunks.remaining() - HEADER) {
            throw new EcgDecodingException("the XLI data end within lead " + number);
        }
        short first = chunks.getShort(at + FIRST_VALUE);
        ByteBuffer codes = chunks.slice(at + HEADER, length);
        chunks.position(at + HEADER + length);
        byte[] bytes = LempelZivWelch.expand(codes, Short.BYTES * count, "lead " + number);
        short[] values = new short[count];
        for (int i = 0; i < count; i++) {
            values[i] = (short) (bytes[i] << 8 | bytes[count + i] & 0xff);
        }
        integrate(values, first);
        return values;
    }

    /** Each sample is twice the one before less the one before that, less what was left. */
    private static void integrate(short[] values, short first) {
        int left = first;
        for (int i = 2; i < values.length; i++) {
            int predicted = 2 * values[i - 1] - values[i - 2] - left;
            left = values[i] - BIAS;
            values[i] = (short) predicted;
        }
    }

    private static void restoreLimbLeads(short[][] leads) {
        for (int i = 0; i < leads[0].length; i++) {
            int one = leads[0][i];
            int two = leads[1][i];
            int three = two - one - leads[2][i];
            leads[2][i] = (short) three;
            leads[3][i] = (short) (-leads[3][i] - (one + two) / 2);
            leads[4][i] = (short) ((one - three) / 2 - leads[4][i]);
            leads[5][i] = (short) ((two + three) / 2 - leads[5][i]);
        }
    }
}
