package org.einthoven.dicom.network;

/** The project's own engine beside dcmtk's findscu, getscu and movescu. */
class EinthovenPeerToolsIT extends PeerToolsContract {

    @Override
    protected DicomNetwork network() {
        return new EinthovenDicomNetwork();
    }
}
