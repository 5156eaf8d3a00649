package org.einthoven.dicom.dcm4che;

import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DicomQueryContract;

/** dcm4che keeps the contract: find, move, get. */
class Dcm4cheQueryTest extends DicomQueryContract {

    @Override
    protected DicomNetwork network() {
        return new Dcm4cheDicomNetwork();
    }
}
