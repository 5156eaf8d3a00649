package org.einthoven.dicom.dcm4che;

import java.io.IOException;

/** The peer sent a message that does not belong to the exchange; the association is to be aborted. */
final class ViolationException extends IOException {

    private static final long serialVersionUID = 1L;

    ViolationException(String message) {
        super(message);
    }
}
