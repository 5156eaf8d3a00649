package org.einthoven.ecg;

/** The model or its runtime failed: not the ECG's fault. The message holds no patient data. */
public class EncoderException extends Exception {
    private static final long serialVersionUID = 1;

    public EncoderException(String message) {
        super(message);
    }

    public EncoderException(String message, Throwable cause) {
        super(message, cause);
    }
}
