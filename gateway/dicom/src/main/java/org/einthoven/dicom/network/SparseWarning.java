package org.einthoven.dicom.network;

import java.lang.System.Logger.Level;
import java.time.Duration;

/** Warns of what peers can cause as often as they please: the first time, then at most once in a while. Used by one thread. */
final class SparseWarning {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final System.Logger logger;
    private long last = System.nanoTime() - PAUSE.toNanos();
    private int unsaid;

    SparseWarning(System.Logger logger) {
        this.logger = logger;
    }

    void warn(String sentence) {
        long now = System.nanoTime();
        if (now - last < PAUSE.toNanos()) {
            unsaid++;
            return;
        }
        logger.log(Level.WARNING, sentence + (unsaid == 0 ? "" : " (" + unsaid + " more before)"));
        last = now;
        unsaid = 0;
    }
}
