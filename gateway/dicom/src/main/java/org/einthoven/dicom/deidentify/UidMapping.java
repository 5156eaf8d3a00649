package org.einthoven.dicom.deidentify;

import org.einthoven.dicom.UID;

/** UIDs of instances as others see them. */
final class UidMapping {
    /** The well-known frames of reference (PS3.6 annex A) and that of UTC; the standard's root is no proof, as writers of objects have used it too. */
    private static final String FRAMES_OF_REFERENCE = "1.2.840.10008.1.4.";

    private static final String UTC = "1.2.840.10008.15.1.1";

    private final DicomPseudonyms pseudonyms;

    UidMapping(DicomPseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** The UID that stands for this one; what is not a valid UID gets a valid one, nothing stays nothing, and the standard's own stay. */
    String mapped(String uid) {
        String trimmed = uid.replace('\0', ' ').strip();
        boolean known = trimmed.equals(UTC) || trimmed.startsWith(FRAMES_OF_REFERENCE) && UID.isValid(trimmed);
        return trimmed.isEmpty() || known ? trimmed : pseudonyms.uid(trimmed);
    }
}
