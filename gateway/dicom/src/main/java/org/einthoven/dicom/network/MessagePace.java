package org.einthoven.dicom.network;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * How fast a message comes. Each PDU in time is not enough: a peer that sends a byte now and then would keep its place for
 * ever.
 */
final class MessagePace {

    /** Bytes a second on average: what a modem did. */
    static final int SLOWEST = 1024;

    private final long graceNanos;
    private boolean isCounting;
    private long begin;
    private long bytes;

    /** @param grace how long a message may take beside the time for its bytes */
    MessagePace(Duration grace) {
        this.graceNanos = grace.toNanos();
    }

    /**
     * Takes note of a PDU.
     *
     * @param length bytes of its body
     * @param isInMessage whether more of the message has to come
     * @throws SocketTimeoutException when the message comes too slowly
     */
    void took(int length, boolean isInMessage) throws SocketTimeoutException {
        if (!isInMessage) {
            isCounting = false;
            return;
        }
        if (!isCounting) {
            isCounting = true;
            begin = System.nanoTime();
            bytes = 0;
        }
        bytes += length;
        long allowed = graceNanos + bytes * (1_000_000_000L / SLOWEST);
        if (System.nanoTime() - begin > allowed) {
            throw new SocketTimeoutException("a message comes slower than " + SLOWEST + " bytes a second");
        }
    }
}
