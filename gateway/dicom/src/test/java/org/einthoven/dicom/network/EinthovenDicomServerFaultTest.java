package org.einthoven.dicom.network;

/** The project's own acceptor keeps the contract. */
class EinthovenDicomServerFaultTest extends DicomServerFaultContract {

    @Override
    protected DicomNetwork network() {
        return new EinthovenDicomNetwork();
    }
}
