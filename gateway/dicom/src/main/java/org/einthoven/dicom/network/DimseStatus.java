package org.einthoven.dicom.network;

import java.util.Locale;
import java.util.Objects;

/**
 * Status of a response (PS3.7 annex C), with what C-STORE (PS3.4 table B.2-1), C-FIND, C-MOVE and C-GET (PS3.4 C.4) and
 * storage commitment (PS3.4 J.3) make of it.
 *
 * @param code Status (0000,0900), 0 to FFFF hexadecimal
 * @param comment Error Comment (0000,0902) without patient data, empty for none; the network sends its first 64
 *     characters
 */
public record DimseStatus(int code, String comment) {

    public static final DimseStatus SUCCESS = new DimseStatus(0x0000, "");
    public static final DimseStatus CANCELLED = new DimseStatus(0xFE00, "cancelled");
    public static final DimseStatus PROCESSING_FAILURE = new DimseStatus(0x0110, "processing failure");
    public static final DimseStatus NO_SUCH_OBJECT = new DimseStatus(0x0112, "no such SOP instance");
    public static final DimseStatus INVALID_ARGUMENT = new DimseStatus(0x0115, "invalid argument value");
    public static final DimseStatus INVALID_INSTANCE = new DimseStatus(0x0117, "SOP Instance UID is not valid");
    public static final DimseStatus SOP_CLASS_NOT_SUPPORTED = new DimseStatus(0x0122, "SOP class not supported");
    public static final DimseStatus NO_SUCH_ACTION = new DimseStatus(0x0123, "no such action type");
    public static final DimseStatus NOT_AUTHORISED = new DimseStatus(0x0124, "not authorised");
    public static final DimseStatus UNRECOGNIZED_OPERATION = new DimseStatus(0x0211, "unrecognized operation");
    public static final DimseStatus OUT_OF_RESOURCES = new DimseStatus(0xA700, "out of resources");
    public static final DimseStatus DATA_SET_DOES_NOT_MATCH =
            new DimseStatus(0xA900, "data set does not match SOP class");
    public static final DimseStatus COERCION_OF_DATA_ELEMENTS = new DimseStatus(0xB000, "data elements changed");
    public static final DimseStatus CANNOT_UNDERSTAND = new DimseStatus(0xC000, "cannot understand the data set");

    private static final int LONGEST_COMMENT = 64;

    public DimseStatus {
        Objects.requireNonNull(comment, "comment");
        if (code < 0 || code > 0xFFFF) {
            throw new IllegalArgumentException("a DICOM status has 16 bits, not " + code);
        }
    }

    /** A status as a peer sent it; of its comment what is printable. */
    public static DimseStatus received(int code, String comment) {
        return new DimseStatus(code, printable(comment));
    }

    /** Error Comment as it is sent: VR LO without a character set, 64 characters of the default repertoire, no backslash. */
    public String errorComment() {
        String plain = printable(comment).replace('\\', '?');
        return plain.substring(0, Math.min(LONGEST_COMMENT, plain.length()));
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7E]", "?");
    }

    /** The same status with another comment. */
    public DimseStatus because(String reason) {
        return new DimseStatus(code, reason);
    }

    public boolean isSuccess() {
        return code == 0;
    }

    /** More responses follow: a match, or a sub-operation that has ended (FF00, FF01). */
    public boolean isPending() {
        return code == 0xFF00 || code == 0xFF01;
    }

    /** The peer ended what it was asked to cancel. */
    public boolean isCancelled() {
        return code == CANCELLED.code;
    }

    /** It was done, but something about it deserves a look (Bxxx, 0001, 0107, 0116): the object was stored, some sub-operations failed. */
    public boolean isWarning() {
        return (code & 0xF000) == 0xB000 || code == 0x0001 || code == 0x0107 || code == 0x0116;
    }

    /** It was not done: also where the peer says that it was cancelled, or that more follows where nothing can. */
    public boolean isFailure() {
        return !isSuccess() && !isWarning();
    }

    /** Whether a later try of the same may succeed: the peer is out of resources (A7xx) or failed inside. */
    public boolean isWorthRetrying() {
        return (code & 0xFF00) == 0xA700 || code == PROCESSING_FAILURE.code;
    }

    /** The code alone, as "A700": what a peer comments may name a patient, and belongs into no log. */
    public String hexadecimal() {
        return String.format(Locale.ROOT, "%04X", code);
    }

    @Override
    public String toString() {
        return comment.isEmpty() ? hexadecimal() : hexadecimal() + " (" + comment + ")";
    }
}
