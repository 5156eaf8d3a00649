package org.einthoven.codecs;

/**
 * A file that is whole and holds no waveform, such as the PDF document that some carts send in an ECG's place. Its original is worth keeping, but no decoder will ever read an ECG
 * in it.
 */
public final class NotAWaveformException extends EcgDecodingException {
    private static final long serialVersionUID = 1;

    public NotAWaveformException(String message) {
        super(message);
    }
}
