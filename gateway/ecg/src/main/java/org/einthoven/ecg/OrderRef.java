package org.einthoven.ecg;

import org.jspecify.annotations.Nullable;

/**
 * The order behind an ECG.
 *
 * @param accessionNumber DICOM (0008,0050), FHIR identifier of type ACSN
 * @param placerOrderNumber HL7 v2 ORC-2, DICOM (0040,2016)
 */
public record OrderRef(
        @Nullable String accessionNumber, @Nullable String placerOrderNumber) {
    public static final OrderRef NONE = new OrderRef(null, null);
}
