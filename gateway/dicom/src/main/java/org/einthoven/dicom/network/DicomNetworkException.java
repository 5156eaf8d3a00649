package org.einthoven.dicom.network;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A peer that breaks the protocol, refuses, or does not answer; the message is one sentence without patient data. */
public class DicomNetworkException extends IOException {

    private static final long serialVersionUID = 1L;

    public DicomNetworkException(String message) {
        super(message);
    }

    public DicomNetworkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
