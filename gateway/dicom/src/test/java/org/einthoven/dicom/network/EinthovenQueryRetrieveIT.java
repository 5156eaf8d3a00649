package org.einthoven.dicom.network;

/** The project's own engine with the query and retrieve providers of dcmtk and Orthanc. */
class EinthovenQueryRetrieveIT extends QueryRetrieveContract {

    @Override
    protected DicomNetwork network() {
        return new EinthovenDicomNetwork();
    }
}
