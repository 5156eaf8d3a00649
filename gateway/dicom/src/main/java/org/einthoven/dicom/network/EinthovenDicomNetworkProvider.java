package org.einthoven.dicom.network;

/** The project's own engine, which is the default. */
public final class EinthovenDicomNetworkProvider implements DicomNetworkProvider {

    public static final String NAME = "einthoven";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DicomNetwork create() {
        return new EinthovenDicomNetwork();
    }
}
