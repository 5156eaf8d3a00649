package org.einthoven.dicomweb;

import java.io.IOException;

/** A multipart message that is malformed or cut off. */
final class MultipartException extends IOException {
    private static final long serialVersionUID = 1L;

    MultipartException(String message) {
        super(message);
    }

    MultipartException(String message, Throwable cause) {
        super(message, cause);
    }
}
