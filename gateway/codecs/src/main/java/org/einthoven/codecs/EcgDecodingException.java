package org.einthoven.codecs;

/**
 * A file that is not decoded, and why: one sentence that names the attribute and the value at fault and holds no
 * patient data.
 */
public class EcgDecodingException extends Exception {
    private static final long serialVersionUID = 1;

    public EcgDecodingException(String message) {
        super(message);
    }

    public EcgDecodingException(String message, Throwable cause) {
        super(message, cause);
    }
}
