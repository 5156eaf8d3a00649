package org.einthoven.dicom.dcm4che;

import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DicomServerFaultContract;

/** dcm4che keeps the contract: peers that break the protocol, as the acceptor. */
class Dcm4cheServerFaultTest extends DicomServerFaultContract {

    @Override
    protected DicomNetwork network() {
        return new Dcm4cheDicomNetwork();
    }
}
