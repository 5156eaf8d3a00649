package org.einthoven.dicom;

/**
 * How a data set is encoded (PS3.5 section 10, annex A).
 *
 * @param uid the transfer syntax UID
 * @param explicit whether each element names its VR
 * @param bigEndian whether numbers lie high byte first
 * @param deflated whether the data set is compressed with deflate (RFC 1951)
 */
public record TransferSyntax(String uid, boolean explicit, boolean bigEndian, boolean deflated) {
    public static final TransferSyntax IMPLICIT_LITTLE_ENDIAN =
            new TransferSyntax("1.2.840.10008.1.2", false, false, false);
    public static final TransferSyntax EXPLICIT_LITTLE_ENDIAN =
            new TransferSyntax("1.2.840.10008.1.2.1", true, false, false);
    public static final TransferSyntax DEFLATED_EXPLICIT_LITTLE_ENDIAN =
            new TransferSyntax("1.2.840.10008.1.2.1.99", true, false, true);
    /** Retired in 2006, still met. */
    public static final TransferSyntax EXPLICIT_BIG_ENDIAN =
            new TransferSyntax("1.2.840.10008.1.2.2", true, true, false);

    /** The transfer syntax of a UID. Every other one of the standard is Explicit VR Little Endian around compressed pixels (PS3.5 section A.4). */
    public static TransferSyntax of(String uid) {
        return switch (uid) {
            case "1.2.840.10008.1.2" -> IMPLICIT_LITTLE_ENDIAN;
            case "1.2.840.10008.1.2.1" -> EXPLICIT_LITTLE_ENDIAN;
            case "1.2.840.10008.1.2.1.99" -> DEFLATED_EXPLICIT_LITTLE_ENDIAN;
            case "1.2.840.10008.1.2.2" -> EXPLICIT_BIG_ENDIAN;
            // JPIP Referenced Deflate and JPIP HTJ2K Referenced Deflate.
            case "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205" -> new TransferSyntax(uid, true, false, true);
            default -> new TransferSyntax(uid, true, false, false);
        };
    }

    /** Whether this is one of the four that say nothing of pixel compression, so that any waveform can be written in it. */
    public boolean isNative() {
        return this.equals(IMPLICIT_LITTLE_ENDIAN)
                || this.equals(EXPLICIT_LITTLE_ENDIAN)
                || this.equals(DEFLATED_EXPLICIT_LITTLE_ENDIAN)
                || this.equals(EXPLICIT_BIG_ENDIAN);
    }
}
