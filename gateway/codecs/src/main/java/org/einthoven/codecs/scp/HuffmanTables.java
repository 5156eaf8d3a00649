package org.einthoven.codecs.scp;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.codecs.EcgDecodingException;
import org.jspecify.annotations.Nullable;

/**
 * Section 2: the tables by which sections 5 and 6 are coded. Each lead begins with table 1; a code may switch to another, for the
 * rest of the lead or until the next switch.
 */
final class HuffmanTables {
    /** The number of tables that means the default one; as the target of a switch it means it too. */
    private static final int DEFAULT = 19_999;

    /** Samples have 16 bits: more codes than that in all tables together are no table. */
    private static final int MOST_CODES = 1 << 16;

    private static final HuffmanTables STANDARD = new HuffmanTables(List.of(HuffmanTable.DEFAULT));

    private final List<HuffmanTable> tables;

    private HuffmanTables(List<HuffmanTable> tables) {
        this.tables = List.copyOf(tables);
    }

    /** The tables, or null where the samples are not Huffman coded: without the section, or with none in it. */
    static @Nullable HuffmanTables of(@Nullable ScpSection section) throws EcgDecodingException {
        if (section == null || section.from() == section.to()) {
            return null;
        }
        ScpBytes bytes = section.bytes();
        int count = bytes.unsigned16();
        if (count == DEFAULT) {
            return STANDARD;
        }
        List<HuffmanTable> tables = new ArrayList<>();
        int codes = 0;
        for (int number = 1; number <= count; number++) {
            int size = bytes.unsigned16();
            codes += size;
            if (size == 0 || codes > MOST_CODES) {
                throw new EcgDecodingException(
                        "section 2 of the SCP record: Huffman table " + number + " has " + size + " codes");
            }
            tables.add(HuffmanTable.of(codes(bytes, number, size), number));
        }
        return tables.isEmpty() ? null : new HuffmanTables(tables);
    }

    private static List<HuffmanCode> codes(ScpBytes bytes, int number, int size) throws EcgDecodingException {
        List<HuffmanCode> codes = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            codes.add(HuffmanCode.read(bytes, "table " + number + ", code " + i));
        }
        return codes;
    }

    /**
     * Decodes numbers as they are stored.
     *
     * @param what whose, for messages: "section 6 of the SCP record: lead 3 (V1)"
     */
    void decode(BitStream bits, int[] into, String what) throws EcgDecodingException {
        HuffmanTable table = tables.get(0);
        int at = 0;
        try {
            while (at < into.length) {
                HuffmanCode code = table.next(bits);
                if (code == null) {
                    throw new EcgDecodingException(what + " holds no code of its Huffman table at sample " + (at + 1));
                }
                if (code.switches()) {
                    table = table(code.value(), what);
                } else {
                    into[at++] = code.extraLength() == 0 ? code.value() : bits.signed(code.extraLength());
                }
            }
        } catch (BitStream.EndException e) {
            throw new EcgDecodingException(what + " is truncated: it holds " + at + " of " + into.length + " samples");
        }
    }

    private HuffmanTable table(int number, String what) throws EcgDecodingException {
        if (number == DEFAULT) {
            return HuffmanTable.DEFAULT;
        }
        if (number < 1 || number > tables.size()) {
            throw new EcgDecodingException(what + " switches to Huffman table " + number + " of " + tables.size());
        }
        return tables.get(number - 1);
    }
}
