package org.einthoven.dicom.dcm4che;

import org.einthoven.dicom.network.LargeObjectContract;

/** dcm4che with a large object. */
class Dcm4cheLargeObjectIT extends LargeObjectContract {

    @Override
    protected String engine() {
        return "dcm4che";
    }
}
