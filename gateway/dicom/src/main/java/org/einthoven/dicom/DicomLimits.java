package org.einthoven.dicom;

/**
 * What a reader takes before it refuses, so that a hostile object costs bounded memory.
 *
 * @param maxBytes the bytes of the whole object, deflated or not, that are held in memory; what a header read skips does not count
 * @param maxInflatedBytes the bytes that a deflated data set may inflate to
 * @param maxDepth how deep sequences may nest
 * @param maxElements the elements and items of the object, all levels together
 */
public record DicomLimits(long maxBytes, long maxInflatedBytes, int maxDepth, int maxElements) {
    /** 512 MiB, 128 MiB inflated, sequences 32 deep, two million elements. */
    public static final DicomLimits STANDARD = new DicomLimits(512L << 20, 128L << 20, 32, 2_000_000);

    /** The largest object that fits one array. */
    private static final long LARGEST = Integer.MAX_VALUE - 16;

    public DicomLimits {
        if (maxBytes < 1 || maxBytes > LARGEST || maxInflatedBytes < 1 || maxInflatedBytes > LARGEST) {
            throw new IllegalArgumentException("The limits on bytes must lie between 1 and " + LARGEST);
        }
        if (maxDepth < 1 || maxDepth > 100 || maxElements < 1) {
            throw new IllegalArgumentException("maxDepth must lie between 1 and 100, maxElements must be positive");
        }
    }
}
