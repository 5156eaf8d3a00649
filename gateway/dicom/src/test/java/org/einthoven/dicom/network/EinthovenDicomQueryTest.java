package org.einthoven.dicom.network;

class EinthovenDicomQueryTest extends DicomQueryContract {

    @Override
    protected DicomNetwork network() {
        return new EinthovenDicomNetwork();
    }
}
