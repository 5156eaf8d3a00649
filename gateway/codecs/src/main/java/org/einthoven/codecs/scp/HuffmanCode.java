package org.einthoven.codecs.scp;

import org.einthoven.codecs.EcgDecodingException;

/**
 * One code structure of section 2.
 *
 * @param prefixLength bits by which the code is told, 1 to 32
 * @param extraLength bits that follow the prefix and are the value in two's complement; 0 where the table holds the value
 * @param switches whether it names the table that decodes what follows, in place of a value
 * @param value the value, or the number of the table, from 1
 * @param prefix its bits, the first of them as bit 0
 */
record HuffmanCode(int prefixLength, int extraLength, boolean switches, int value, long prefix) {
    private static final int LONGEST = 32;

    /**
     * Reads the nine bytes of one.
     *
     * <p>What a base value beside extra bits means is told in two ways (added to them, or not used), so such a code is refused.
     *
     * @param place "table 1, code 3", for messages
     */
    static HuffmanCode read(ScpBytes bytes, String place) throws EcgDecodingException {
        int prefixLength = bytes.unsigned8();
        int total = bytes.unsigned8();
        boolean switches = bytes.unsigned8() == 0;
        int value = bytes.signed16();
        long prefix = bytes.unsigned32();
        int extra = switches ? 0 : total - prefixLength;
        if (prefixLength < 1 || prefixLength > LONGEST || extra < 0 || extra > LONGEST) {
            throw wrong(place, "has a prefix of " + prefixLength + " bits and " + total + " bits in all");
        }
        if (extra > 0 && value != 0) {
            throw wrong(place, "has both the value " + value + " and " + extra + " bits for one");
        }
        return new HuffmanCode(prefixLength, extra, switches, value, prefix);
    }

    private static EcgDecodingException wrong(String place, String what) {
        return new EcgDecodingException("section 2 of the SCP record: the Huffman code (" + place + ") " + what);
    }
}
