package org.einthoven.dicom.dcm4che;

import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.QueryRetrieveContract;

/** dcm4che with the query and retrieve providers of dcmtk and Orthanc. */
class Dcm4cheQueryRetrieveIT extends QueryRetrieveContract {

    @Override
    protected DicomNetwork network() {
        return new Dcm4cheDicomNetwork();
    }
}
