package org.einthoven.report.dicom;

import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.jspecify.annotations.Nullable;

/**
 * A code with its meaning (PS3.3 section 8).
 *
 * @param value at most 16 characters
 * @param scheme DCM, SCT, LN, MDC, UCUM, RFC5646, or {@link #OWN}
 * @param equivalent a code of the same scheme for the same thing, which the report has elsewhere; null for none
 */
record CodedConcept(
        String value,
        String scheme,
        String meaning,
        @Nullable String equivalent) {
    /** The designator of the project's own codes (PS3.16 section 8.2: private ones begin with 99). */
    static final String OWN = "99EINTHOVEN";

    static CodedConcept of(String value, String scheme, String meaning) {
        return new CodedConcept(value, scheme, meaning, null);
    }

    static CodedConcept dcm(String value, String meaning) {
        return of(value, "DCM", meaning);
    }

    static CodedConcept sct(String value, String meaning) {
        return of(value, "SCT", meaning);
    }

    static CodedConcept loinc(String value, String meaning) {
        return of(value, "LN", meaning);
    }

    static CodedConcept mdc(String value, String meaning) {
        return of(value, "MDC", meaning);
    }

    static CodedConcept ucum(String value, String meaning) {
        return of(value, "UCUM", meaning);
    }

    static CodedConcept own(String value, String meaning) {
        return of(value, OWN, meaning);
    }

    /** An item of a code sequence. */
    DicomDataset item() {
        DicomDataset item = new DicomDataset();
        item.setString(Tag.CodeValue, value);
        item.setString(Tag.CodingSchemeDesignator, scheme);
        item.setString(Tag.CodeMeaning, meaning);
        if (equivalent != null) {
            item.setItems(
                    Tag.EquivalentCodeSequence, of(equivalent, scheme, meaning).item());
        }
        return item;
    }
}
