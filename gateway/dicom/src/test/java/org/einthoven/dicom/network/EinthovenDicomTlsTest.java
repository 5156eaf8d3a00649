package org.einthoven.dicom.network;

class EinthovenDicomTlsTest extends DicomTlsContract {

    @Override
    protected DicomNetwork network() {
        return new EinthovenDicomNetwork();
    }
}
