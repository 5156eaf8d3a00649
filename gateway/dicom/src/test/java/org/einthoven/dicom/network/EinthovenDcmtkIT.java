package org.einthoven.dicom.network;

/** The project's own engine with dcmtk. */
class EinthovenDcmtkIT extends DcmtkContract {

    @Override
    protected DicomNetwork network() {
        return new EinthovenDicomNetwork();
    }
}
