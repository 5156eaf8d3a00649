package org.einthoven.dicom;

/** Something about DICOM that failed; the message is one sentence for the user and holds no patient data. */
public class DicomException extends Exception {
    private static final long serialVersionUID = 1L;

    public DicomException(String message) {
        super(message);
    }

    public DicomException(String message, Throwable cause) {
        super(message, cause);
    }
}
