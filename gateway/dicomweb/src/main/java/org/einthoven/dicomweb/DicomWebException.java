package org.einthoven.dicomweb;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A DICOMweb server that cannot be reached, refuses, or answers what cannot be read; the message is one sentence without patient data. */
public final class DicomWebException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int httpStatus;
    private final boolean worthRetrying;
    private final @Nullable Duration retryAfter;

    DicomWebException(String message, boolean worthRetrying, @Nullable Throwable cause) {
        super(message, cause);
        this.httpStatus = 0;
        this.worthRetrying = worthRetrying;
        this.retryAfter = null;
    }

    DicomWebException(String message, int httpStatus, boolean worthRetrying, @Nullable Duration retryAfter) {
        super(message);
        this.httpStatus = httpStatus;
        this.worthRetrying = worthRetrying;
        this.retryAfter = retryAfter;
    }

    /** The answer's status code, empty where there was none or it is not what failed. */
    public OptionalInt httpStatus() {
        return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    /** Whether the same request may succeed later: nobody was reached, or the server says that it is busy or failed inside. */
    public boolean isWorthRetrying() {
        return worthRetrying;
    }

    /** How long the server wants to be left alone (Retry-After). */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
