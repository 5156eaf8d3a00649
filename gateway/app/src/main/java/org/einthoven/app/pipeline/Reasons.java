package org.einthoven.app.pipeline;

import java.io.IOException;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.EncoderException;
import org.jspecify.annotations.Nullable;

/**
 * Why something failed, in words that hold no patient data: the messages of our own exceptions do not; those of
 * others might quote what they read, so only their kind and place are told.
 */
final class Reasons {
    private Reasons() {}

    static String of(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EcgDecodingException
                    || cause instanceof EncoderException
                    || cause instanceof IOException
                    || cause instanceof UnreadableReferenceException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return failure == null ? "unknown" : "unexpected " + failure.getClass().getSimpleName() + place(failure);
    }

    /** Where in our code it was thrown, so that an unexpected failure can be found. */
    private static String place(Throwable failure) {
        for (StackTraceElement element : failure.getStackTrace()) {
            if (element.getClassName().startsWith("org.einthoven")) {
                return " in " + element.getClassName() + ":" + element.getLineNumber();
            }
        }
        return "";
    }
}
