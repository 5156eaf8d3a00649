package org.einthoven.dicom;

/** What an object may still cost its reader; one for the whole object, the values that turn out to be sequences included. */
final class ReadingAllowance {
    /** All texts of an object together; its reports and annotations have kilobytes. */
    private static final long MOST_TEXT = 16L << 20;

    private final DicomLimits limits;
    private int elements;
    private long heldBytes;
    private long texts;

    ReadingAllowance(DicomLimits limits) {
        this.limits = limits;
    }

    /** One element more, or item. */
    void element() throws DicomLimitException {
        if (++elements > limits.maxElements()) {
            throw new DicomLimitException(
                    "The object has more than the " + limits.maxElements() + " elements that are accepted.");
        }
    }

    /** A sequence around which so many lie. */
    void sequence(String described, int depth) throws DicomLimitException {
        if (depth >= limits.maxDepth()) {
            throw new DicomLimitException(
                    described + " nests deeper than the " + limits.maxDepth() + " sequences that are accepted.");
        }
    }

    /** A value that comes from a stream; those of an array are in memory already. */
    void held(String described, long length) throws DicomLimitException {
        heldBytes += length;
        if (heldBytes > limits.maxBytes()) {
            throw new DicomLimitException(
                    described + " makes the object exceed the " + limits.maxBytes() + " bytes that are accepted.");
        }
    }

    /** A header read holds texts, and whoever reads them copies and decodes them: a few bytes may inflate to gigabytes. */
    void text(String described, long length) throws DicomLimitException {
        texts += length;
        if (texts > MOST_TEXT) {
            throw new DicomLimitException(
                    described + " makes the texts of the object exceed the " + MOST_TEXT + " bytes that are accepted.");
        }
    }
}
