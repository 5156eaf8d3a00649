package org.einthoven.dicom.network;

import java.util.List;

/** The transfer syntaxes that are negotiated (PS3.5 annex A). */
public final class TransferSyntaxes {

    public static final String IMPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2";
    public static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
    public static final String DEFLATED_EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1.99";
    public static final String EXPLICIT_BIG_ENDIAN = "1.2.840.10008.1.2.2";

    /** All four, the one that loses least and costs least first. */
    public static final List<String> BY_PREFERENCE = List.of(
            EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN, DEFLATED_EXPLICIT_LITTLE_ENDIAN, EXPLICIT_BIG_ENDIAN);

    private TransferSyntaxes() {}
}
