package org.einthoven.codecs.scp;

/**
 * The check that stands before the record and before each section: CRC-CCITT, polynomial 0x1021, from 0xFFFF, most significant
 * bit first.
 */
final class ScpCrc {
    private static final int[] TABLE = table();

    private ScpCrc() {}

    static int of(byte[] data, int from, int to) {
        int crc = 0xffff;
        for (int i = from; i < to; i++) {
            crc = (crc << 8 & 0xffff) ^ TABLE[crc >> 8 ^ data[i] & 0xff];
        }
        return crc;
    }

    /** What writers that compute none put in its place. */
    static boolean isAbsent(int stored) {
        return stored == 0 || stored == 0xffff;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
            table[i] = crc & 0xffff;
        }
        return table;
    }
}
