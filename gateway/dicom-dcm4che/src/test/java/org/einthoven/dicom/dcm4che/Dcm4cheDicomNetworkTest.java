package org.einthoven.dicom.dcm4che;

import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DicomNetworkContract;

/** dcm4che keeps the contract: echo, store, associations. */
class Dcm4cheDicomNetworkTest extends DicomNetworkContract {

    @Override
    protected DicomNetwork network() {
        return new Dcm4cheDicomNetwork();
    }
}
