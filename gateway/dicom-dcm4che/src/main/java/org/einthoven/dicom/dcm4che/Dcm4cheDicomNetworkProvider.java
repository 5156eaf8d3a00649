package org.einthoven.dicom.dcm4che;

import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DicomNetworkProvider;

/** Puts the engine on dcm4che behind {@code dicom.engine: dcm4che}. */
public final class Dcm4cheDicomNetworkProvider implements DicomNetworkProvider {

    @Override
    public String name() {
        return "dcm4che";
    }

    @Override
    public DicomNetwork create() {
        return new Dcm4cheDicomNetwork();
    }
}
