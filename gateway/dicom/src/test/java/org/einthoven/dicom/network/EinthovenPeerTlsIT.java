package org.einthoven.dicom.network;

/** The project's own engine by TLS with dcmtk's tools and Orthanc. */
class EinthovenPeerTlsIT extends PeerTlsContract {

    @Override
    protected DicomNetwork network() {
        return new EinthovenDicomNetwork();
    }
}
