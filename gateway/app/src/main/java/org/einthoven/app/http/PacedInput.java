package org.einthoven.app.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * A request's body that ends early, by a {@link SocketTimeoutException}, when its sender drips it: when it has been waited
 * for longer than the grace and a second for each 1,024 bytes that came. What the server does between its reads is not the
 * sender's time. A silence is the connection's idle timeout to end. Read by one thread.
 */
final class PacedInput extends ServletInputStream {
    /** Bytes a second on average: what a modem did. */
    static final int SLOWEST = 1024;

    private static final long NANOS_OF_A_BYTE = 1_000_000_000L / SLOWEST;

    private final ServletInputStream in;
    private final long graceNanos;
    private final LongSupplier nanoTime;
    private long waited;
    private long bytes;
    private boolean isBroken;

    PacedInput(ServletInputStream in, Duration grace, LongSupplier nanoTime) {
        this.in = in;
        this.graceNanos = grace.toNanos();
        this.nanoTime = nanoTime;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (isBroken) {
            throw new IOException("the body broke off");
        }
        long begin = nanoTime.getAsLong();
        int count = wait(target, offset, length);
        waited += nanoTime.getAsLong() - begin;
        if (count > 0) {
            bytes += count;
            if (waited > graceNanos + bytes * NANOS_OF_A_BYTE) {
                isBroken = true;
                throw new SocketTimeoutException("the body comes slower than " + SLOWEST + " bytes a second");
            }
        }
        return count;
    }

    private int wait(byte[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (IOException | RuntimeException e) {
            isBroken = true;
            throw isSilence(e) ? new SocketTimeoutException("the body does not go on") : broken(e);
        }
    }

    private static boolean isSilence(Exception failure) {
        return failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException;
    }

    /** Jetty tells a malformed body by an exception that would end as an error of the server. */
    private static IOException broken(Exception failure) {
        return failure instanceof IOException io ? io : new IOException("the body is malformed", failure);
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public boolean isFinished() {
        return in.isFinished();
    }

    @Override
    public boolean isReady() {
        return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("a body is read by waiting for it, not by a listener");
    }
}
