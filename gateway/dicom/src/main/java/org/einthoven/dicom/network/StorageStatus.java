package org.einthoven.dicom.network;

import java.util.Locale;
import java.util.Objects;

/**
 * Status of a C-STORE response (PS3.4 table B.2-1, PS3.7 annex C).
 *
 * @param code Status (0000,0900), 0 to FFFF hexadecimal
 * @param comment Error Comment (0000,0902) without patient data, empty for none; the network sends its first 64
 *     characters
 */
public record StorageStatus(int code, String comment) {

    public static final StorageStatus SUCCESS = new StorageStatus(0x0000, "");
    public static final StorageStatus PROCESSING_FAILURE = new StorageStatus(0x0110, "processing failure");
    public static final StorageStatus INVALID_INSTANCE = new StorageStatus(0x0117, "SOP Instance UID is not valid");
    public static final StorageStatus SOP_CLASS_NOT_SUPPORTED = new StorageStatus(0x0122, "SOP class not supported");
    public static final StorageStatus NOT_AUTHORISED = new StorageStatus(0x0124, "not authorised");
    public static final StorageStatus OUT_OF_RESOURCES = new StorageStatus(0xA700, "out of resources");
    public static final StorageStatus DATA_SET_DOES_NOT_MATCH =
            new StorageStatus(0xA900, "data set does not match SOP class");
    public static final StorageStatus COERCION_OF_DATA_ELEMENTS = new StorageStatus(0xB000, "data elements changed");
    public static final StorageStatus CANNOT_UNDERSTAND = new StorageStatus(0xC000, "cannot understand the data set");

    public StorageStatus {
        Objects.requireNonNull(comment, "comment");
        if (code < 0 || code > 0xFFFF) {
            throw new IllegalArgumentException("a DICOM status has 16 bits, not " + code);
        }
    }

    /** The same status with another comment. */
    public StorageStatus because(String reason) {
        return new StorageStatus(code, reason);
    }

    public boolean isSuccess() {
        return code == 0;
    }

    /** The object was stored, but something about it deserves a look (Bxxx, 0001, 0107, 0116). */
    public boolean isWarning() {
        return (code & 0xF000) == 0xB000 || code == 0x0001 || code == 0x0107 || code == 0x0116;
    }

    /** The object was not stored. */
    public boolean isFailure() {
        return !isSuccess() && !isWarning();
    }

    /** Whether a later try of the same object may succeed: the peer is out of resources (A7xx) or failed inside. */
    public boolean isWorthRetrying() {
        return (code & 0xFF00) == 0xA700 || code == PROCESSING_FAILURE.code;
    }

    @Override
    public String toString() {
        String hexadecimal = String.format(Locale.ROOT, "%04X", code);
        return comment.isEmpty() ? hexadecimal : hexadecimal + " (" + comment + ")";
    }
}
