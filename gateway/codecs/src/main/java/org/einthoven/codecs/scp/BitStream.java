package org.einthoven.codecs.scp;

/** Bytes as bits, the most significant first. */
final class BitStream {
    private final byte[] data;
    private final long end;
    private long at;

    BitStream(byte[] data, int from, int to) {
        this.data = data;
        this.at = 8L * from;
        this.end = 8L * to;
    }

    long remaining() {
        return end - at;
    }

    int next() throws EndException {
        if (at == end) {
            throw EndException.INSTANCE;
        }
        int bit = data[(int) (at >> 3)] >> 7 - (int) (at & 7) & 1;
        at++;
        return bit;
    }

    /** A number in two's complement. */
    int signed(int length) throws EndException {
        int value = -next();
        for (int i = 1; i < length; i++) {
            value = value << 1 | next();
        }
        return value;
    }

    /** No bits are left; without a trace, as the reader tells where. */
    static final class EndException extends Exception {
        private static final long serialVersionUID = 1;
        private static final EndException INSTANCE = new EndException();

        private EndException() {
            super(null, null, false, false);
        }
    }
}
