package org.einthoven.dicom;

import java.util.List;

/**
 * A DICOM object as it lies in a file (PS3.10).
 *
 * @param fileMeta group 0002; empty where the file has none
 * @param dataset everything else
 * @param transferSyntax how the data set is, or was, encoded
 * @param notes what was odd and taken nonetheless, a sentence each, without values of the patient
 */
public record DicomFile(
        DicomDataset fileMeta, DicomDataset dataset, TransferSyntax transferSyntax, List<String> notes) {
    public DicomFile {
        notes = List.copyOf(notes);
    }

    /** An object to be written as Explicit VR Little Endian, its file meta information made from the data set. */
    public static DicomFile of(DicomDataset dataset) {
        return new DicomFile(new DicomDataset(), dataset, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, List.of());
    }

    /** Where from and how odd, never what it holds. */
    @Override
    public String toString() {
        return "DicomFile[" + transferSyntax.uid() + ", " + dataset.size() + " elements, " + notes.size() + " notes]";
    }
}
