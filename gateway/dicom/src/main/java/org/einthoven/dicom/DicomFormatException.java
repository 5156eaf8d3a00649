package org.einthoven.dicom;

/** A DICOM object or value that breaks the encoding rules; the message names the attribute, where it lies, and no patient value. */
public class DicomFormatException extends DicomException {
    private static final long serialVersionUID = 1L;

    public DicomFormatException(String message) {
        super(message);
    }

    public DicomFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
