package org.einthoven.codecs.scp;

import java.util.OptionalInt;
import org.einthoven.codecs.EcgDecodingException;

/** Numbers of which some mean that there is none: the CSE project's 29999, 29998 and 19999, and 999 for an axis. */
final class ScpValues {
    private static final int NOT_COMPUTED = 29_999;
    private static final int LEAD_REJECTED = 29_998;
    private static final int NO_WAVE = 19_999;
    private static final int NO_AXIS = 999;

    private ScpValues() {}

    static OptionalInt interval(ScpBytes bytes) throws EcgDecodingException {
        int value = bytes.unsigned16();
        return isNone(value) || value == 0xffff ? OptionalInt.empty() : OptionalInt.of(value);
    }

    static OptionalInt amplitude(ScpBytes bytes) throws EcgDecodingException {
        int value = bytes.signed16();
        return isNone(value) || value == Short.MIN_VALUE ? OptionalInt.empty() : OptionalInt.of(value);
    }

    static OptionalInt axis(ScpBytes bytes) throws EcgDecodingException {
        int value = bytes.signed16();
        return isNone(value) || Math.abs(value) >= NO_AXIS ? OptionalInt.empty() : OptionalInt.of(value);
    }

    static OptionalInt difference(OptionalInt from, OptionalInt to) {
        return from.isPresent() && to.isPresent() && to.getAsInt() > from.getAsInt()
                ? OptionalInt.of(to.getAsInt() - from.getAsInt())
                : OptionalInt.empty();
    }

    private static boolean isNone(int value) {
        return value == NOT_COMPUTED || value == LEAD_REJECTED || value == NO_WAVE;
    }
}
