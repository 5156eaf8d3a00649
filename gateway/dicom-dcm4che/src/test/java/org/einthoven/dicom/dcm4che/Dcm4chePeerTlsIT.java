package org.einthoven.dicom.dcm4che;

import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.PeerTlsContract;

/** dcm4che by TLS with dcmtk's tools and Orthanc. */
class Dcm4chePeerTlsIT extends PeerTlsContract {

    @Override
    protected DicomNetwork network() {
        return new Dcm4cheDicomNetwork();
    }
}
