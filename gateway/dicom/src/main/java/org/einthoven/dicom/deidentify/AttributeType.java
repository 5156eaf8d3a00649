package org.einthoven.dicom.deidentify;

import java.util.Set;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.jspecify.annotations.Nullable;

/**
 * How much an object's definition needs an attribute where table E.1-1 lets it decide: PS3.3, sections C.10.8 (waveform identification), C.7.6.14 (acquisition context), C.17.1
 * and C.17.2 (structured reports), C.7.5.2 (enhanced equipment).
 */
enum AttributeType {
    /** Type 1: with a value. */
    VALUE,
    /** Type 2: there, be it empty. */
    PRESENCE,
    /** Type 3, or not part of the definition. */
    NOT_NEEDED;

    private static final Set<Integer> VALUES =
            Set.of(Tag.AcquisitionDateTime, Tag.ContentDate, Tag.ContentTime, Tag.VerifyingObserverSequence);
    private static final Set<Integer> PRESENT =
            Set.of(Tag.AcquisitionContextSequence, Tag.ReferencedPerformedProcedureStepSequence);
    private static final Set<Integer> PRESENT_IN_REQUEST =
            Set.of(Tag.ReferencedStudySequence, Tag.RequestedProcedureDescription);
    private static final Set<String> ENHANCED_EQUIPMENT =
            Set.of(UID.General32bitECGWaveformStorage, UID.Comprehensive3DSRStorage);

    /**
     * The type of an attribute.
     *
     * @param sequence the sequence that it stands in, 0 for the data set itself
     */
    static AttributeType of(int tag, int sequence, @Nullable String sopClass) {
        if (sequence == 0 && VALUES.contains(tag)) {
            return VALUE;
        }
        if (sequence == 0 && tag == Tag.DeviceSerialNumber && ENHANCED_EQUIPMENT.contains(String.valueOf(sopClass))) {
            return VALUE;
        }
        boolean present = sequence == 0 && PRESENT.contains(tag)
                || sequence == Tag.ReferencedRequestSequence && PRESENT_IN_REQUEST.contains(tag);
        return present ? PRESENCE : NOT_NEEDED;
    }
}
