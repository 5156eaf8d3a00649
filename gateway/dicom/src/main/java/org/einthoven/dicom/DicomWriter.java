package org.einthoven.dicom;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes DICOM objects: Part 10 files (PS3.10 section 7) and bare data sets. Values of odd length are padded, the lengths of groups 0000 and 0002 are counted, other group
 * lengths, which are retired, are left out. Safe for use by several threads.
 */
public final class DicomWriter {
    /** How the length of sequences and items is given (PS3.5 section 7.5). */
    public enum SequenceLengths {
        DEFINED,
        UNDEFINED
    }

    private static final DicomWriter STANDARD = new DicomWriter(SequenceLengths.DEFINED);
    private static final byte[] PREAMBLE_AND_MARK = new byte[132];

    static {
        PREAMBLE_AND_MARK[128] = 'D';
        PREAMBLE_AND_MARK[129] = 'I';
        PREAMBLE_AND_MARK[130] = 'C';
        PREAMBLE_AND_MARK[131] = 'M';
    }

    private final SequenceLengths lengths;

    public DicomWriter(SequenceLengths lengths) {
        this.lengths = lengths;
    }

    /** A writer that gives sequences and items their length. */
    public static DicomWriter standard() {
        return STANDARD;
    }

    /** Writes a Part 10 file in the object's transfer syntax; the stream stays open. */
    public void write(DicomFile file, OutputStream out) throws IOException {
        write(file, file.transferSyntax(), out);
    }

    /**
     * Writes a Part 10 file in a transfer syntax; the stream stays open.
     *
     * @throws IllegalArgumentException where a value was skipped when the object was read, or the data set lacks SOP Class UID or SOP Instance UID
     */
    public void write(DicomFile file, TransferSyntax syntax, OutputStream out) throws IOException {
        out.write(PREAMBLE_AND_MARK);
        writeDataset(fileMeta(file, syntax), TransferSyntax.EXPLICIT_LITTLE_ENDIAN, out);
        writeDataset(file.dataset(), syntax, out);
    }

    /** A Part 10 file as bytes. */
    public byte[] toBytes(DicomFile file, TransferSyntax syntax) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(file, syntax, bytes);
        } catch (IOException e) {
            throw new IllegalStateException("An array cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    /** Writes a data set without file meta information, as a message takes it (PS3.7, PS3.8); the stream stays open. */
    public void writeDataset(DicomDataset dataset, TransferSyntax syntax, OutputStream out) throws IOException {
        if (!syntax.deflated()) {
            writeUncompressed(dataset, syntax, out);
            return;
        }
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            CountingStream counted = new CountingStream(out);
            DeflaterOutputStream deflating = new DeflaterOutputStream(counted, deflater, 8192);
            writeUncompressed(dataset, syntax, deflating);
            deflating.finish();
            if ((counted.count() & 1) != 0) {
                out.write(0);
            }
        } finally {
            deflater.end();
        }
    }

    /** A data set as bytes, as a message takes it. */
    public byte[] toBytes(DicomDataset dataset, TransferSyntax syntax) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writeDataset(dataset, syntax, bytes);
        } catch (IOException e) {
            throw new IllegalStateException("An array cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private void writeUncompressed(DicomDataset dataset, TransferSyntax syntax, OutputStream out) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(out, 8192);
        new DatasetEncoder(buffered, syntax, lengths).write(dataset);
        buffered.flush();
    }

    /** What PS3.10 table 7.1-1 asks for; the sender's AE titles and private information are kept. */
    private static DicomDataset fileMeta(DicomFile file, TransferSyntax syntax) {
        DicomDataset fileMeta = file.fileMeta().copy();
        fileMeta.setBytes(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1});
        copyUid(file.dataset(), Tag.SOPClassUID, fileMeta, Tag.MediaStorageSOPClassUID);
        copyUid(file.dataset(), Tag.SOPInstanceUID, fileMeta, Tag.MediaStorageSOPInstanceUID);
        fileMeta.setString(Tag.TransferSyntaxUID, syntax.uid());
        fileMeta.setString(Tag.ImplementationClassUID, UID.EinthovenImplementationClass);
        fileMeta.setString(Tag.ImplementationVersionName, UID.EinthovenImplementationVersion);
        return fileMeta;
    }

    private static void copyUid(DicomDataset from, int source, DicomDataset to, int target) {
        String uid = from.getString(source);
        if (uid != null) {
            to.setString(target, uid);
        } else if (!to.contains(target)) {
            throw new IllegalArgumentException(Tag.describe(source) + " is absent, which a file needs");
        }
    }
}
