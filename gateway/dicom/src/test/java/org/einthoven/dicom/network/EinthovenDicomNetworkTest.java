package org.einthoven.dicom.network;

/** The project's own engine keeps the contract. */
class EinthovenDicomNetworkTest extends DicomNetworkContract {

    @Override
    protected DicomNetwork network() {
        return new EinthovenDicomNetwork();
    }
}
