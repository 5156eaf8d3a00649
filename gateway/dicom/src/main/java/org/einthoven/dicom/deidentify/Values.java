package org.einthoven.dicom.deidentify;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.einthoven.dicom.DicomDictionary;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomSequence;
import org.einthoven.dicom.DicomValue;
import org.einthoven.dicom.VR;

/** Elements that are written in place of others, under the dictionary's VR. */
final class Values {
    /** What a text says that was replaced. */
    static final String REMOVED = "Removed";

    private static final int BINARY_BYTES = 8;

    private Values() {}

    static DicomElement empty(int tag) {
        VR vr = DicomDictionary.vrOf(tag);
        return vr == VR.SQ ? new DicomSequence(tag, List.of()) : new DicomValue(tag, vr, new byte[0]);
    }

    static DicomElement text(int tag, List<String> values) {
        VR vr = DicomDictionary.vrOf(tag);
        return new DicomValue(tag, vr, String.join("\\", values).getBytes(StandardCharsets.US_ASCII));
    }

    /** A value of the VR that says nothing. */
    static DicomElement dummy(int tag) {
        VR vr = DicomDictionary.vrOf(tag);
        return vr.isText() ? text(tag, List.of(dummyText(vr))) : new DicomValue(tag, vr, new byte[BINARY_BYTES]);
    }

    private static String dummyText(VR vr) {
        return switch (vr) {
            case DA -> "19000101";
            case TM -> "000000";
            case DT -> "19000101000000";
            case AS -> "000D";
            case DS, IS -> "0";
            case AE, CS -> "REMOVED";
            default -> REMOVED;
        };
    }
}
