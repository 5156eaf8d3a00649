package org.einthoven.codecs;

import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source beyond its files.
 *
 * @param timeZone of local times that carry no offset; null where it is not known: the instant is then left open
 * @param maximumBytes of binary content that is read into memory, 1 to 2^31 - 9
 * @param maximumTextBytes of JSON or XML that is parsed, which takes many times its size in memory
 * @param sampledDataOrigin how FHIR's SampledData.origin is meant by this source
 */
public record DecodingOptions(
        @Nullable ZoneId timeZone, long maximumBytes, long maximumTextBytes, SampledDataOrigin sampledDataOrigin) {
    public static final DecodingOptions DEFAULT =
            new DecodingOptions(null, 128L << 20, 32L << 20, SampledDataOrigin.VALUE);

    private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

    public DecodingOptions {
        Objects.requireNonNull(sampledDataOrigin);
        requireArrayLength(maximumBytes);
        requireArrayLength(maximumTextBytes);
    }

    public DecodingOptions withTimeZone(@Nullable ZoneId zone) {
        return new DecodingOptions(zone, maximumBytes, maximumTextBytes, sampledDataOrigin);
    }

    public DecodingOptions withMaximumBytes(long bytes) {
        return new DecodingOptions(timeZone, bytes, maximumTextBytes, sampledDataOrigin);
    }

    public DecodingOptions withMaximumTextBytes(long bytes) {
        return new DecodingOptions(timeZone, maximumBytes, bytes, sampledDataOrigin);
    }

    public DecodingOptions withSampledDataOrigin(SampledDataOrigin origin) {
        return new DecodingOptions(timeZone, maximumBytes, maximumTextBytes, origin);
    }

    private static void requireArrayLength(long bytes) {
        if (bytes < 1 || bytes > LARGEST_ARRAY) {
            throw new IllegalArgumentException("a limit lies between 1 and " + LARGEST_ARRAY + " bytes, not " + bytes);
        }
    }

    /** How a source means SampledData.origin. */
    public enum SampledDataOrigin {
        /** As FHIR says: value = origin + data × factor. An origin without unit or beyond an ECG's range is refused. */
        VALUE,
        /**
         * As HL7's own "ekg" example has it: origin is the converter's zero, value = (data - origin) × factor, in
         * microvolt where no unit is given.
         */
        CONVERTER_ZERO
    }
}
