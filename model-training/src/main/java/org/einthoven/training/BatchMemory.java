package org.einthoven.training;

import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.training.loop.Prefetch;

/** Whether there is room for the batches that are filled ahead: said before the work, of which an hour may have gone by. */
final class BatchMemory {
    /** A value and its mask, of each sample. */
    private static final long BYTES_OF_A_WINDOW = 2L * Float.BYTES * NormalisedEcg.SIZE;

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
        long ofABatch = Math.max(0L, batch) * windows;
        long bytes = Prefetch.BATCHES * ofABatch * BYTES_OF_A_WINDOW;
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most || ofABatch * NormalisedEcg.SIZE > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(String.format(
                    java.util.Locale.ROOT,
                    "%s %d takes %.0f MiB of memory, and Java may use %.0f: take fewer (or, up to 30000, more memory: -Xmx in EINTHOVEN_JAVA_OPTS)",
                    option,
                    batch,
                    bytes / MEBI,
                    most / MEBI));
        }
    }
}
