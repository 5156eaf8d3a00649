package org.einthoven.dicom.network;

/** The project's own engine with Orthanc. */
class EinthovenOrthancIT extends OrthancContract {

    @Override
    protected DicomNetwork network() {
        return new EinthovenDicomNetwork();
    }
}
