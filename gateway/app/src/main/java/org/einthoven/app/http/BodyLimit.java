package org.einthoven.app.http;

import java.util.concurrent.Semaphore;

/** How large one request body may be, and all those in memory at once. */
final class BodyLimit {
    private static final int BODIES_AT_ONCE = 16;

    private final int maxBytes;
    private final Semaphore budget;

    BodyLimit(int maxBytes) {
        this.maxBytes = maxBytes;
        int total = (int) Math.min(Integer.MAX_VALUE, (long) maxBytes * BODIES_AT_ONCE);
        this.budget = new Semaphore(total);
    }

    int maxBytes() {
        return maxBytes;
    }

    boolean reserve(int bytes) {
        return budget.tryAcquire(bytes);
    }

    void release(int bytes) {
        budget.release(bytes);
    }
}
