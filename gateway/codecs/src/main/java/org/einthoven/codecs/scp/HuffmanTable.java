package org.einthoven.codecs.scp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.einthoven.codecs.EcgDecodingException;
import org.jspecify.annotations.Nullable;

/** A tree of codes, walked bit by bit. */
final class HuffmanTable {
    /** Annex C: n ones and a zero, then the sign, are ±n up to 8; ten bits announce 8 or 16 bits of the value itself. */
    static final HuffmanTable DEFAULT = standard();

    private static final int ROOT = 0;

    private final List<HuffmanCode> codes;
    /** Two for each node: 0 where no code goes on, a node above it, or below it the complement of a code's index. */
    private int[] children = new int[64];

    private int nodes = 1;

    private HuffmanTable(List<HuffmanCode> codes) {
        this.codes = List.copyOf(codes);
    }

    /** @param number of the table, from 1, for messages */
    static HuffmanTable of(List<HuffmanCode> codes, int number) throws EcgDecodingException {
        HuffmanTable table = new HuffmanTable(codes);
        for (int i = 0; i < codes.size(); i++) {
            if (!table.put(i)) {
                throw new EcgDecodingException("section 2 of the SCP record: code " + (i + 1) + " of Huffman table "
                        + number + " cannot be told from another");
            }
        }
        return table;
    }

    /** The next code of a stream; null where its bits are none of this table's. */
    @Nullable
    HuffmanCode next(BitStream bits) throws BitStream.EndException {
        int node = ROOT;
        do {
            node = children[2 * node + bits.next()];
        } while (node > ROOT);
        return node == ROOT ? null : codes.get(~node);
    }

    private boolean put(int index) {
        HuffmanCode code = codes.get(index);
        int node = ROOT;
        for (int bit = 0; bit < code.prefixLength(); bit++) {
            int child = 2 * node + (int) (code.prefix() >> bit & 1);
            boolean last = bit == code.prefixLength() - 1;
            if (children[child] < 0 || (last && children[child] != 0)) {
                return false;
            }
            if (children[child] == 0) {
                children[child] = last ? ~index : addNode();
            }
            node = children[child];
        }
        return true;
    }

    private int addNode() {
        if (2 * nodes + 2 > children.length) {
            children = Arrays.copyOf(children, 2 * children.length);
        }
        return nodes++;
    }

    private static HuffmanTable standard() {
        List<HuffmanCode> codes = new ArrayList<>();
        codes.add(new HuffmanCode(1, 0, false, 0, 0));
        for (int size = 1; size <= 8; size++) {
            long ones = (1L << size) - 1;
            codes.add(new HuffmanCode(size + 2, 0, false, size, ones));
            codes.add(new HuffmanCode(size + 2, 0, false, -size, ones | 1L << size + 1));
        }
        codes.add(new HuffmanCode(10, 8, false, 0, 0x1ff));
        codes.add(new HuffmanCode(10, 16, false, 0, 0x3ff));
        try {
            return of(codes, 1);
        } catch (EcgDecodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
