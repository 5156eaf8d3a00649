package org.einthoven.dicom.deidentify;

import org.einthoven.dicom.DicomException;

/** An object whose content cannot be cleaned, so that it must not leave; the message is one sentence without patient data. */
public final class NotDeidentifiableException extends DicomException {
    private static final long serialVersionUID = 1L;

    NotDeidentifiableException(String message) {
        super(message);
    }
}
