package org.einthoven.dicomweb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** A stream that fails where it still goes on after a time; it cannot end a read that waits, which is the server's idle timeout to do. */
final class DeadlineInput extends FilterInputStream {
    private final LongSupplier nanoTime;
    private final long deadline;

    DeadlineInput(InputStream in, LongSupplier nanoTime, long nanos) {
        super(in);
        this.nanoTime = nanoTime;
        this.deadline = nanoTime.getAsLong() + nanos;
    }

    @Override
    public int read() throws IOException {
        check();
        return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        check();
        return super.read(buffer, offset, length);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void check() throws TooSlowException {
        if (nanoTime.getAsLong() - deadline > 0) {
            throw new TooSlowException();
        }
    }

    /** It takes longer than it may. */
    static final class TooSlowException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
