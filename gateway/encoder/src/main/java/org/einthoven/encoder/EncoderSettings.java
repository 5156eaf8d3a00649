package org.einthoven.encoder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How windows of concurrent callers are brought together into batches.
 *
 * @param maxBatch the most windows that the model reads at once, 1 to 1024
 * @param maxWait how long the first window of a batch waits for companions, 0 to 1 s
 * @param queueCapacity the most windows that wait, at least {@code maxBatch}; a caller beyond it is told that the
 *     encoder is busy
 * @param threads batches that run at once, 1 to 64; each uses one core
 * @param cacheFolder where the native library is unpacked (about 650 MB); writable, and not mounted "noexec"
 */
public record EncoderSettings(int maxBatch, Duration maxWait, int queueCapacity, int threads, Path cacheFolder) {
    private static final int MOST_THREADS = 64;

    public EncoderSettings {
        require(maxBatch >= 1 && maxBatch <= 1024, "maxBatch must be 1 to 1024, not " + maxBatch);
        require(
                !maxWait.isNegative() && maxWait.compareTo(Duration.ofSeconds(1)) <= 0,
                "maxWait must be 0 to 1 s, not " + maxWait);
        require(
                queueCapacity >= maxBatch,
                "queueCapacity must be at least maxBatch (" + maxBatch + "), not " + queueCapacity);
        require(threads >= 1 && threads <= 64, "threads must be 1 to 64, not " + threads);
        Objects.requireNonNull(cacheFolder);
    }

    /** The settings that suit a server of its own: 32 windows, 5 ms, 256 waiting, a thread for each core. */
    public static EncoderSettings in(Path cacheFolder) {
        int cores = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        return new EncoderSettings(32, Duration.ofMillis(5), 256, cores, cacheFolder);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
