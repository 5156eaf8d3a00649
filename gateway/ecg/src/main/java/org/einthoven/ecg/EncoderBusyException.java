package org.einthoven.ecg;

/** The encoder's queue is full; the same ECG may be offered again later. */
public final class EncoderBusyException extends EncoderException {
    private static final long serialVersionUID = 1;

    public EncoderBusyException(String message) {
        super(message);
    }
}
