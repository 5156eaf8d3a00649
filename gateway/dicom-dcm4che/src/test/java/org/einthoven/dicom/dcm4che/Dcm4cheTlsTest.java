package org.einthoven.dicom.dcm4che;

import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DicomTlsContract;

/** dcm4che keeps the contract: TLS. */
class Dcm4cheTlsTest extends DicomTlsContract {

    @Override
    protected DicomNetwork network() {
        return new Dcm4cheDicomNetwork();
    }
}
