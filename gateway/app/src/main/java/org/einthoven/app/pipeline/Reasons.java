package org.einthoven.app.pipeline;

import java.io.IOException;
import java.util.List;
import org.einthoven.app.database.DatabaseException;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.EncoderException;
import org.jspecify.annotations.Nullable;

/**
 * Why something failed, in words that hold no patient data: the messages of our own exceptions do not; those of
 * others might quote what they read, so only their kind and place are told.
 */
final class Reasons {
    private static final List<String> QUEUE_CLIENTS =
            List.of("jakarta.jms.", "org.apache.activemq.", "org.apache.kafka.");

    private Reasons() {}

    static String of(@Nullable Throwable failure) {
        Throwable queues = ofTheQueues(failure);
        if (queues != null) {
            return "the queue engine does not answer as it should ("
                    + queues.getClass().getSimpleName() + ")";
        }
        Throwable known = known(failure);
        if (known != null) {
            return String.valueOf(known.getMessage());
        }
        if (failure instanceof DatabaseException) {
            return String.valueOf(failure.getMessage());
        }
        return failure == null ? "unknown" : "unexpected " + failure.getClass().getSimpleName() + place(failure);
    }

    /** Its client's failures have many types, and often an IOException of the network below them. */
    private static @Nullable Throwable ofTheQueues(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String type = cause.getClass().getName();
            if (QUEUE_CLIENTS.stream().anyMatch(type::startsWith)) {
                return cause;
            }
        }
        return null;
    }

    /** Whether it is of a kind that may pass: a disk, the encoder, the queue engine; or that tells of the ECG. */
    static boolean isKnown(@Nullable Throwable failure) {
        return known(failure) != null || ofTheQueues(failure) != null;
    }

    private static @Nullable Throwable known(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EcgDecodingException
                    || cause instanceof EncoderException
                    || cause instanceof IOException
                    || cause instanceof UnreadableReferenceException) {
                return cause;
            }
        }
        return null;
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
