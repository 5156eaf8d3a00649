package org.einthoven.dicom;

/** One element of a data set: a value, a sequence of items, the fragments of encapsulated pixel data, or a value that a header read left in the file. */
public sealed interface DicomElement permits DicomValue, DicomSequence, DicomFragments, SkippedValue {
    /** The tag as {@code 0xGGGGEEEE}. */
    int tag();

    VR vr();
}
