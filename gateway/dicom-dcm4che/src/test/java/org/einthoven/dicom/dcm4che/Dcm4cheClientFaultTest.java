package org.einthoven.dicom.dcm4che;

import org.einthoven.dicom.network.DicomClientFaultContract;
import org.einthoven.dicom.network.DicomNetwork;

/** dcm4che keeps the contract: peers that break the protocol, as the requestor. */
class Dcm4cheClientFaultTest extends DicomClientFaultContract {

    @Override
    protected DicomNetwork network() {
        return new Dcm4cheDicomNetwork();
    }
}
