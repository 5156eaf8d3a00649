package org.einthoven.dicom;

import java.util.List;

/** Encapsulated pixel data (PS3.5 section A.4): the offset table, often empty, then the compressed fragments; each has the tag of an item. */
public record DicomFragments(int tag, VR vr, List<DicomValue> fragments) implements DicomElement {
    public DicomFragments {
        fragments = List.copyOf(fragments);
    }

    /** Says how many fragments, never what they hold. */
    @Override
    public String toString() {
        return Tag.describe(tag) + " " + vr + ", " + fragments.size() + " fragments";
    }
}
