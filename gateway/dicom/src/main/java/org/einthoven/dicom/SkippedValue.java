package org.einthoven.dicom;

/**
 * A value that {@link DicomReader#readHeader} left where it lies.
 *
 * @param offset of the first value byte in the file, or -1 where the data set is deflated
 * @param length in bytes
 * @param bigEndian whether its words lie high byte first
 */
public record SkippedValue(int tag, VR vr, long offset, long length, boolean bigEndian) implements DicomElement {}
