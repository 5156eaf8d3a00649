package org.einthoven.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * What a refused client still sends. A connection that is closed with bytes unread is reset, and a reset may overtake the
 * answer: the client then learns that something failed, but not what (RFC 9112, section 9.6). So the rest is read and
 * forgotten, within limits: beyond them the connection ends all the same.
 */
public final class UnreadBody {
    private static final long MOST_BYTES = 64L << 20;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int PIECE = 1 << 16;
    /** The refused must not hold the threads of the others. */
    private static final Semaphore AT_ONCE = new Semaphore(16);

    private UnreadBody() {}

    /** Call it once the answer is on its way. */
    public static void discard(HttpServletRequest request) {
        // Who expects 100 sends nothing after a refusal (RFC 9110, section 10.1.1).
        if (request.getHeader("Expect") != null || !AT_ONCE.tryAcquire()) {
            return;
        }
        try {
            read(request.getInputStream());
        } catch (IOException | IllegalStateException gone) {
            // It hung up, or is too slow: nobody is left to be told.
        } finally {
            AT_ONCE.release();
        }
    }

    private static void read(InputStream in) throws IOException {
        byte[] piece = new byte[PIECE];
        long end = System.nanoTime() + LONGEST.toNanos();
        long bytes = 0;
        while (bytes < MOST_BYTES && System.nanoTime() - end < 0) {
            int count = in.read(piece);
            if (count < 0) {
                return;
            }
            bytes += count;
        }
    }
}
