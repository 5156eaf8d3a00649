package org.einthoven.dicomweb;

import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.VR;

/**
 * A value that metadata names by an address instead of holding it (PS3.18 section F.2.6).
 *
 * @param dataset where it belongs: the data set or an item in it
 * @param uri as the server wrote it, absolute or relative
 */
public record BulkDataReference(DicomDataset dataset, int tag, VR vr, String uri) {

    /** Puts the value in its place. */
    public void resolve(byte[] value) {
        dataset.setBytes(tag, vr, value);
    }

    /** Without the address, which may hold identifiers. */
    @Override
    public String toString() {
        return Tag.describe(tag) + " " + vr + " as bulk data";
    }
}
