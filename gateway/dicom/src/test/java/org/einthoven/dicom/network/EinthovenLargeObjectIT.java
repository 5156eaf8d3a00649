package org.einthoven.dicom.network;

/** The project's own engine with a large object. */
class EinthovenLargeObjectIT extends LargeObjectContract {

    @Override
    protected String engine() {
        return "einthoven";
    }
}
