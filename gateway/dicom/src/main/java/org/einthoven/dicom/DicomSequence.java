package org.einthoven.dicom;

import java.util.List;

/** A sequence (SQ) and its items, possibly none. */
public record DicomSequence(int tag, List<DicomDataset> items) implements DicomElement {
    public DicomSequence {
        items = List.copyOf(items);
    }

    @Override
    public VR vr() {
        return VR.SQ;
    }

    /** Says how many items, never what they hold. */
    @Override
    public String toString() {
        return Tag.describe(tag) + " SQ, " + items.size() + " items";
    }
}
