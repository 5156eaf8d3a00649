package org.einthoven.dicom.deidentify;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.deidentify.DeidentificationSettings.Dates;

/** Says in an object what was done to it (PS3.15 section E.1.1, PS3.16 CID 7050). */
final class DeidentificationMark {
    private static final String METHOD = "Einthoven: DICOM PS3.15 annex E, basic profile";

    private DeidentificationMark() {}

    static void put(DicomDataset dataset, DeidentificationSettings settings) {
        boolean shifted = settings.dates() == Dates.SHIFTED;
        List<DicomDataset> codes = new ArrayList<>();
        codes.add(code("113100", "Basic Application Confidentiality Profile"));
        codes.add(code("113104", "Clean Structured Content Option"));
        if (shifted) {
            codes.add(code("113107", "Retain Longitudinal Temporal Information Modified Dates Option"));
        }
        if (settings.patientCharacteristics()) {
            codes.add(code("113108", "Retain Patient Characteristics Option"));
        }
        dataset.setString(Tag.PatientIdentityRemoved, "YES");
        dataset.setString(Tag.DeidentificationMethod, METHOD);
        dataset.setItems(Tag.DeidentificationMethodCodeSequence, codes);
        dataset.setString(Tag.LongitudinalTemporalInformationModified, shifted ? "MODIFIED" : "REMOVED");
    }

    private static DicomDataset code(String value, String meaning) {
        return new DicomDataset()
                .setString(Tag.CodeValue, value)
                .setString(Tag.CodingSchemeDesignator, "DCM")
                .setString(Tag.CodeMeaning, meaning);
    }
}
