package org.einthoven.dicom.network;

import java.util.List;
import java.util.stream.Stream;
import org.einthoven.dicom.TransferSyntax;

/** The transfer syntaxes that are negotiated (PS3.5 annex A). */
public final class TransferSyntaxes {

    /** UIDs of all four, the one that loses least and costs least first. */
    public static final List<String> BY_PREFERENCE = Stream.of(
                    TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                    TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                    TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN,
                    TransferSyntax.EXPLICIT_BIG_ENDIAN)
            .map(TransferSyntax::uid)
            .toList();

    private TransferSyntaxes() {}
}
