package org.einthoven.dicom.network;

import java.time.Duration;

/** Bounds of the settings. */
final class Limits {

    static final int DEFAULT_PDU_LENGTH = 131_072;
    static final long DEFAULT_OBJECT_SIZE = 1L << 31;
    private static final int SHORTEST_PDU = 4_096;
    private static final int LONGEST_PDU = 1_048_576;
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

    private Limits() {}

    static void checkMaximumPduLength(int bytes) {
        if (bytes < SHORTEST_PDU || bytes > LONGEST_PDU) {
            throw new IllegalArgumentException(
                    "maximumPduLength is " + SHORTEST_PDU + " to " + LONGEST_PDU + ", not " + bytes);
        }
    }

    static void checkTimeout(String name, Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(name + " is between 1 ms and 24 h, not " + timeout);
        }
    }

    static void checkPositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is at least 1, not " + value);
        }
    }
}
