package org.einthoven.dicomweb;

import org.einthoven.dicom.DicomValue;
import org.einthoven.dicom.VR;

/**
 * How a value stands in the JSON and XML models (PS3.18 table F.2.3-1).
 *
 * @param vr its own, or UN where its bytes are no whole number of words
 * @param binary whether as Base64
 */
record ModelForm(VR vr, boolean binary) {

    static ModelForm of(DicomValue value) {
        VR vr = value.vr();
        return switch (vr) {
            case OB, OD, OF, OL, OV, OW, UN -> new ModelForm(vr, true);
            case US, SS -> words(value, 2);
            case UL, SL, FL, AT -> words(value, 4);
            case UV, SV, FD -> words(value, 8);
            default -> new ModelForm(vr, false);
        };
    }

    private static ModelForm words(DicomValue value, int size) {
        return value.length() % size == 0 ? new ModelForm(value.vr(), false) : new ModelForm(VR.UN, true);
    }
}
