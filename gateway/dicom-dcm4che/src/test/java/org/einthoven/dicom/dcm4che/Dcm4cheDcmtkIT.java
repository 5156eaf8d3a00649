package org.einthoven.dicom.dcm4che;

import org.einthoven.dicom.network.DcmtkContract;
import org.einthoven.dicom.network.DicomNetwork;

/** dcm4che with dcmtk. */
class Dcm4cheDcmtkIT extends DcmtkContract {

    @Override
    protected DicomNetwork network() {
        return new Dcm4cheDicomNetwork();
    }
}
