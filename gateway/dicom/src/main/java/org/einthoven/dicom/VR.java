package org.einthoven.dicom;

import org.jspecify.annotations.Nullable;

/** The value representations of DICOM (PS3.5 section 6.2) and how each lies in a byte stream. */
public enum VR {
    AE(Kind.TEXT),
    AS(Kind.TEXT),
    AT(Kind.BINARY, false, 2),
    CS(Kind.TEXT),
    DA(Kind.TEXT),
    DS(Kind.TEXT),
    DT(Kind.TEXT),
    FD(Kind.BINARY, false, 8),
    FL(Kind.BINARY, false, 4),
    IS(Kind.TEXT),
    LO(Kind.TEXT),
    LT(Kind.TEXT),
    OB(Kind.BINARY, true, 1),
    OD(Kind.BINARY, true, 8),
    OF(Kind.BINARY, true, 4),
    OL(Kind.BINARY, true, 4),
    OV(Kind.BINARY, true, 8),
    OW(Kind.BINARY, true, 2),
    PN(Kind.TEXT),
    SH(Kind.TEXT),
    SL(Kind.BINARY, false, 4),
    SQ(Kind.SEQUENCE, true, 1),
    SS(Kind.BINARY, false, 2),
    ST(Kind.TEXT),
    SV(Kind.BINARY, true, 8),
    TM(Kind.TEXT),
    UC(Kind.TEXT, true, 1),
    UI(Kind.TEXT),
    UL(Kind.BINARY, false, 4),
    UN(Kind.BINARY, true, 1),
    UR(Kind.TEXT, true, 1),
    US(Kind.BINARY, false, 2),
    UT(Kind.TEXT, true, 1),
    UV(Kind.BINARY, true, 8);

    private enum Kind {
        TEXT,
        BINARY,
        SEQUENCE
    }

    private static final VR[] BY_CODE = new VR[26 * 26];

    static {
        for (VR vr : values()) {
            BY_CODE[index(vr.name().charAt(0), vr.name().charAt(1))] = vr;
        }
    }

    private final Kind kind;
    private final boolean longLength;
    private final int wordSize;

    VR(Kind kind) {
        this(kind, false, 1);
    }

    VR(Kind kind, boolean longLength, int wordSize) {
        this.kind = kind;
        this.longLength = longLength;
        this.wordSize = wordSize;
    }

    /** The VR written as these two bytes in an explicit data set, or null where there is none of that name. */
    static @Nullable VR of(int first, int second) {
        return isLetter(first) && isLetter(second) ? BY_CODE[index(first, second)] : null;
    }

    static boolean isLetter(int code) {
        return code >= 'A' && code <= 'Z';
    }

    private static int index(int first, int second) {
        return (first - 'A') * 26 + second - 'A';
    }

    /** Whether the value is characters. */
    public boolean isText() {
        return kind == Kind.TEXT;
    }

    /** Whether the characters are in the data set's Specific Character Set (0008,0005) rather than in ASCII (PS3.5 section 6.1.2.3). */
    public boolean followsCharacterSet() {
        return switch (this) {
            case LO, LT, PN, SH, ST, UC, UT -> true;
            default -> false;
        };
    }

    /** Whether a backslash separates values; in LT, ST, UR and UT it is a character like another. */
    public boolean isMultiValued() {
        return isText() && this != LT && this != ST && this != UR && this != UT;
    }

    /** Whether spaces before the text mean nothing (PS3.5 table 6.2-1). */
    boolean ignoresLeadingSpaces() {
        return isText() && this != LT && this != ST && this != UC && this != UR && this != UT;
    }

    /** Whether an explicit data set gives the length in 32 bits after two reserved bytes (PS3.5 section 7.1.2). */
    boolean hasLongLength() {
        return longLength;
    }

    /** The bytes of a word that big endian turns round: 1, 2, 4 or 8. */
    int wordSize() {
        return wordSize;
    }

    /** The byte that makes an odd length even. */
    byte padding() {
        return (byte) (isText() && this != UI ? ' ' : 0);
    }
}
