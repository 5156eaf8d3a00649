package org.einthoven.dicom.dcm4che;

import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.PeerToolsContract;

/** dcm4che beside dcmtk's findscu, getscu and movescu. */
class Dcm4chePeerToolsIT extends PeerToolsContract {

    @Override
    protected DicomNetwork network() {
        return new Dcm4cheDicomNetwork();
    }
}
