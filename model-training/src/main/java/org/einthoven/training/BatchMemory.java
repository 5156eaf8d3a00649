package org.einthoven.training;

import java.util.Locale;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.training.loop.Prefetch;

/** Whether there is room for the batches that are filled ahead: said before the work, of which an hour may have gone by. */
final class BatchMemory {
    /** A value and its mask, of each sample. */
    private static final long BYTES_OF_A_WINDOW = 2L * Float.BYTES * NormalisedEcg.SIZE;

    /** As many as one array takes. */
    private static final int MOST_WINDOWS = Integer.MAX_VALUE / NormalisedEcg.SIZE;

    private static final double MEBI = 1 << 20;

    private BatchMemory() {}

    /**
     * Looks at Java's own memory; TensorFlow's is beside it.
     *
     * @param option that sets how many are in a batch
     * @param windows of each
     * @throws IllegalArgumentException where they do not fit
     */
    static void require(String option, int batch, int windows) {
        require(option, batch, windows, Runtime.getRuntime().maxMemory());
    }

    static void require(String option, int batch, int windows, long most) {
        long ofABatch = Math.max(0L, batch) * windows;
        if (ofABatch > MOST_WINDOWS) {
            throw new IllegalArgumentException(
                    option + " " + batch + " gives batches of " + ofABatch + " windows: the most is " + MOST_WINDOWS);
        }
        long bytes = Prefetch.BATCHES * ofABatch * BYTES_OF_A_WINDOW;
        if (bytes > most) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s %d takes %.0f MiB of memory, and Java may use %.0f: take fewer, or give it more by -Xmx in EINTHOVEN_JAVA_OPTS",
                    option,
                    batch,
                    bytes / MEBI,
                    most / MEBI));
        }
    }
}
