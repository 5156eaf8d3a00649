package org.einthoven.dicom.network;

/** The project's own requestor keeps the contract. */
class EinthovenDicomClientFaultTest extends DicomClientFaultContract {

    @Override
    protected DicomNetwork network() {
        return new EinthovenDicomNetwork();
    }
}
