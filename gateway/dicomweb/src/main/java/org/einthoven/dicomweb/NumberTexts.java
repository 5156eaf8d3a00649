package org.einthoven.dicomweb;

import java.util.List;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.VR;
import org.jspecify.annotations.Nullable;

/** Numbers that DICOM holds as text (DS, IS) and JSON as numbers. */
final class NumberTexts {
    /** The most characters of a DS (PS3.5 table 6.2-1). */
    private static final int DECIMAL_STRING = 16;

    private NumberTexts() {}

    static List<String> withoutNulls(List<@Nullable String> values) {
        return values.stream().map(value -> value == null ? "" : value).toList();
    }

    /** A DS that is longer than a DS may be, as a double's 17 digits are, is rounded to what fits. */
    static List<String> shortened(VR vr, List<String> values) {
        return vr == VR.DS ? values.stream().map(NumberTexts::shortened).toList() : values;
    }

    private static String shortened(String text) {
        if (text.length() <= DECIMAL_STRING || text.length() > BinaryValues.LONGEST_NUMBER) {
            return text;
        }
        try {
            double number = Double.parseDouble(text);
            String fitting =
                    new DicomDataset().setDouble(Tag.ChannelSensitivity, number).getString(Tag.ChannelSensitivity);
            return fitting == null ? text : fitting;
        } catch (IllegalArgumentException e) {
            return text; // Not a number: for whoever reads it to say.
        }
    }
}
