package org.einthoven.dicom.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;

/**
 * A Part 10 file that is to be sent.
 *
 * @param offset where the data set begins; 0 where the file's beginning is odd and its bytes cannot be sent as they are
 */
public record OutgoingObject(
        Path file, String sopClassUid, String sopInstanceUid, String transferSyntaxUid, long offset) {

    /** Preamble, prefix and the group length element itself, from behind which it counts. */
    private static final int BEFORE_GROUP_LENGTH_COUNTS = 128 + 4 + 12;

    public static OutgoingObject open(Path file) throws IOException {
        DicomFile head = readHead(file);
        DicomDataset meta = head.fileMeta();
        DicomDataset dataset = head.dataset();
        String sopClass = dataset.getString(Tag.SOPClassUID, meta.getString(Tag.MediaStorageSOPClassUID, ""));
        String sopInstance = dataset.getString(Tag.SOPInstanceUID, meta.getString(Tag.MediaStorageSOPInstanceUID, ""));
        if (sopClass.isEmpty() || sopInstance.isEmpty()) {
            throw new DicomNetworkException(
                    "the file " + file.getFileName() + " has no SOP Class UID or no SOP Instance UID");
        }
        return new OutgoingObject(
                file, sopClass, sopInstance, head.transferSyntax().uid(), offset(head));
    }

    private static DicomFile readHead(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return DicomReader.standard().readBefore(Tag.StudyDate, in);
        } catch (DicomFormatException e) {
            throw notReadable(file, e);
        }
    }

    private static DicomNetworkException notReadable(Path file, DicomFormatException cause) {
        return new DicomNetworkException(
                "the file " + file.getFileName() + " cannot be sent: " + cause.getMessage(), cause);
    }

    /** The reader notes a group length that is wrong, a missing preamble and a transfer syntax other than declared. */
    private static long offset(DicomFile head) throws IOException {
        try {
            long length = head.fileMeta().getLong(Tag.FileMetaInformationGroupLength, 0);
            return head.notes().isEmpty() && length > 0 ? BEFORE_GROUP_LENGTH_COUNTS + length : 0;
        } catch (DicomFormatException e) {
            return 0;
        }
    }

    /**
     * The data set in a transfer syntax. Where the file has another, all of it is read and encoded before the first
     * byte is sent, so that a file which cannot be read does not cost the association.
     */
    public DataSetSource in(String agreedTransferSyntaxUid) throws IOException {
        if (offset > 0 && agreedTransferSyntaxUid.equals(transferSyntaxUid)) {
            return this::copyTo;
        }
        try {
            DicomDataset dataset = DicomReader.standard().read(file).dataset();
            TransferSyntax agreed = TransferSyntax.of(agreedTransferSyntaxUid);
            return out -> DicomWriter.standard().writeDataset(dataset, agreed, out);
        } catch (DicomFormatException e) {
            throw notReadable(file, e);
        }
    }

    private void copyTo(OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(offset);
            in.transferTo(out);
        }
    }

    /** What to propose for the file. */
    List<PresentationContext> contexts() {
        return PresentationContext.storage(sopClassUid, transferSyntaxUid);
    }
}
