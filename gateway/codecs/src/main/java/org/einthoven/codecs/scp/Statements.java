package org.einthoven.codecs.scp;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.VendorAnnotation;

/** Sections 8 and 11, which are alike: the recorder's or a physician's statements, in words (8) or in universal codes (11). */
final class Statements {
    private static final int CODED_SECTION = 11;
    private static final int CONFIRMED = 1;
    private static final int OVERREAD = 2;
    private static final int DATE_AND_TIME = 7;
    /** How the statements hang together, for programs only. */
    private static final int LOGIC = 3;

    private static final int CODES = 1;

    private Statements() {}

    static List<VendorAnnotation> of(ScpSection section, ScpText text) throws EcgDecodingException {
        ScpBytes bytes = section.bytes();
        int status = bytes.unsigned8();
        bytes.take(DATE_AND_TIME);
        int count = bytes.unsigned8();
        List<VendorAnnotation> annotations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bytes.unsigned8();
            ScpBytes statement = bytes.take(bytes.unsigned16());
            int type = section.id() == CODED_SECTION && statement.remaining() > 0 ? statement.unsigned8() : 0;
            List<String> parts = text.parts(statement.rest());
            parts.removeIf(String::isEmpty);
            if (type != LOGIC && !parts.isEmpty()) {
                String code = type == CODES ? "SCPECG " + parts.get(0) : null;
                annotations.add(new VendorAnnotation(code, String.join(" ", parts), null, null));
            }
        }
        if (!annotations.isEmpty() && (status == CONFIRMED || status == OVERREAD)) {
            String words = status == CONFIRMED ? "Confirmed report" : "Overread report";
            annotations.add(0, new VendorAnnotation(null, words, null, null));
        }
        return annotations;
    }
}
