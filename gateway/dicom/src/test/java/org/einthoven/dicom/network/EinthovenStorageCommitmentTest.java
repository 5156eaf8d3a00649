package org.einthoven.dicom.network;

class EinthovenStorageCommitmentTest extends StorageCommitmentContract {

    @Override
    protected DicomNetwork network() {
        return new EinthovenDicomNetwork();
    }
}
