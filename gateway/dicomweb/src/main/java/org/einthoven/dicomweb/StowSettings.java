package org.einthoven.dicomweb;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How objects are received by STOW-RS.
 *
 * @param name of this receiver, which stands for the called AE title in what the handler gets
 * @param folder for objects on their way, of this receiver alone: files that a killed process left in it were never acknowledged
 * @param maximumParts of one request
 * @param maximumObjectSize bytes of one object
 * @param maximumHeaderSize bytes of the headers of one part
 * @param longest time from a request's beginning to its last byte
 * @param retryAfter what a sender is told to wait where nothing is taken
 * @param retrieveUrl what stands before {@code /studies} where stored objects can be retrieved, or null where they cannot
 */
public record StowSettings(
        String name,
        Path folder,
        int maximumParts,
        long maximumObjectSize,
        int maximumHeaderSize,
        Duration longest,
        Duration retryAfter,
        @Nullable String retrieveUrl) {

    public StowSettings {
        if (maximumParts < 1 || maximumObjectSize < 1 || maximumHeaderSize < 1) {
            throw new IllegalArgumentException("maximumParts, maximumObjectSize and maximumHeaderSize are above 0");
        }
        if (longest.toMillis() < 1 || retryAfter.toSeconds() < 1) {
            throw new IllegalArgumentException("longest is at least 1 ms and retryAfter at least 1 s");
        }
    }

    /** 1000 objects of up to 512 MiB, 16 KiB of headers each, one hour; to be tried again after 30 s; not to be retrieved. */
    public static StowSettings of(String name, Path folder) {
        return new StowSettings(
                name, folder, 1000, 512L << 20, 16 << 10, Duration.ofHours(1), Duration.ofSeconds(30), null);
    }

    public StowSettings withLimits(int parts, long objectSize, int headerSize) {
        return new StowSettings(name, folder, parts, objectSize, headerSize, longest, retryAfter, retrieveUrl);
    }

    public StowSettings withLongest(Duration duration) {
        return new StowSettings(
                name, folder, maximumParts, maximumObjectSize, maximumHeaderSize, duration, retryAfter, retrieveUrl);
    }

    public StowSettings withRetrieveUrl(@Nullable String url) {
        return new StowSettings(
                name, folder, maximumParts, maximumObjectSize, maximumHeaderSize, longest, retryAfter, url);
    }
}
