package org.einthoven.codecs.dicom;

import java.util.Locale;
import java.util.Optional;

/** How a waveform's samples are stored: Waveform Sample Interpretation (5400,1006), PS3.3 section C.10.9.1.5. */
enum SampleInterpretation {
    /** Signed 8 bit. */
    SB(8, true),
    /** Unsigned 8 bit. */
    UB(8, false),
    /** 8 bit µ-law, ITU-T G.711. */
    MB(8, true),
    /** 8 bit A-law, ITU-T G.711. */
    AB(8, true),
    /** Signed 16 bit. */
    SS(16, true),
    /** Unsigned 16 bit. */
    US(16, false),
    /** Signed 32 bit. */
    SL(32, true),
    /** Unsigned 32 bit. */
    UL(32, false);

    private final int bits;
    private final boolean signed;

    SampleInterpretation(int bits, boolean signed) {
        this.bits = bits;
        this.signed = signed;
    }

    static Optional<SampleInterpretation> of(String code) {
        try {
            return Optional.of(valueOf(code.strip().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    int bits() {
        return bits;
    }

    int bytes() {
        return bits / 8;
    }

    boolean signed() {
        return signed;
    }

    boolean companded() {
        return this == MB || this == AB;
    }

    /**
     * Reads every so-many-th sample.
     *
     * @param data little endian
     * @param first byte of the first sample
     * @param stride bytes from one sample to the next
     * @param into as many as are wanted; unsigned 32 bit needs the long
     */
    void read(byte[] data, int first, int stride, long[] into) {
        int at = first;
        switch (this) {
            case SB -> {
                for (int i = 0; i < into.length; i++, at += stride) {
                    into[i] = data[at];
                }
            }
            case UB -> {
                for (int i = 0; i < into.length; i++, at += stride) {
                    into[i] = data[at] & 0xff;
                }
            }
            case SS -> {
                for (int i = 0; i < into.length; i++, at += stride) {
                    into[i] = (short) ((data[at] & 0xff) | data[at + 1] << 8);
                }
            }
            case US -> {
                for (int i = 0; i < into.length; i++, at += stride) {
                    into[i] = (data[at] & 0xff) | (data[at + 1] & 0xff) << 8;
                }
            }
            case SL -> {
                for (int i = 0; i < into.length; i++, at += stride) {
                    into[i] = int32(data, at);
                }
            }
            case UL -> {
                for (int i = 0; i < into.length; i++, at += stride) {
                    into[i] = int32(data, at) & 0xffffffffL;
                }
            }
            case MB -> {
                for (int i = 0; i < into.length; i++, at += stride) {
                    into[i] = muLaw(data[at]);
                }
            }
            case AB -> {
                for (int i = 0; i < into.length; i++, at += stride) {
                    into[i] = aLaw(data[at]);
                }
            }
        }
    }

    private static int int32(byte[] data, int at) {
        return (data[at] & 0xff) | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff) << 16 | data[at + 3] << 24;
    }

    /** ITU-T G.711 table 2: 14 bit, here left-justified in 16 as is usual. */
    private static int muLaw(byte code) {
        int bits = ~code & 0xff;
        int magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }

    /** ITU-T G.711 table 1: 13 bit, here left-justified in 16 as is usual. */
    private static int aLaw(byte code) {
        int bits = (code ^ 0x55) & 0xff;
        int exponent = (bits >> 4) & 7;
        int mantissa = ((bits & 0x0f) << 4) + 8;
        int magnitude = exponent == 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }
}
