package org.einthoven.dicom.dcm4che;

import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.StorageCommitmentContract;

/** dcm4che keeps the contract: storage commitment in both roles. */
class Dcm4cheStorageCommitmentTest extends StorageCommitmentContract {

    @Override
    protected DicomNetwork network() {
        return new Dcm4cheDicomNetwork();
    }
}
