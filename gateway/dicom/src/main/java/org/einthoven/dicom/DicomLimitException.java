package org.einthoven.dicom;

/** A DICOM object that exceeds one of the {@link DicomLimits}; the message names the limit. */
public final class DicomLimitException extends DicomFormatException {
    private static final long serialVersionUID = 1L;

    public DicomLimitException(String message) {
        super(message);
    }
}
