package org.einthoven.dicom.network;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A point in time until which the peer has to act; one per PDU, so that a drip of single bytes cannot put it off. */
final class Deadline {

    private final long nanoTime;
    private final String awaited;

    private Deadline(long nanoTime, String awaited) {
        this.nanoTime = nanoTime;
        this.awaited = awaited;
    }

    /** @param awaited what is waited for, as the exception names it */
    static Deadline in(Duration timeout, String awaited) {
        return new Deadline(System.nanoTime() + timeout.toNanos(), awaited);
    }

    /** Milliseconds that are left, at least one. */
    int remainingMillis() throws SocketTimeoutException {
        long nanos = nanoTime - System.nanoTime();
        if (nanos <= 0) {
            throw exceeded();
        }
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    SocketTimeoutException exceeded() {
        return new SocketTimeoutException("no " + awaited + " in time");
    }
}
