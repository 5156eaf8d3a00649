package org.einthoven.dicom.network;

class EinthovenStateTableTest extends StateTableContract {

    @Override
    protected DicomNetwork network() {
        return new EinthovenDicomNetwork();
    }
}
