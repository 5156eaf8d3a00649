package org.einthoven.dicom.network;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.einthoven.dicom.ContentHash;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomException;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;

/** Makes ECG objects of random samples, and compares objects by content. */
public final class TestObjects {

    private TestObjects() {}

    /** A 12-lead ECG of 16-bit samples as a data set. */
    public static DicomDataset ecg(String sopClassUid, int samples, Random random) {
        byte[] data = new byte[samples * 12 * Short.BYTES];
        random.nextBytes(data);
        DicomDataset group = new DicomDataset()
                .setString(Tag.WaveformOriginality, "ORIGINAL")
                .setInt(Tag.NumberOfWaveformChannels, 12)
                .setInt(Tag.NumberOfWaveformSamples, samples)
                .setString(Tag.SamplingFrequency, "500")
                .setInt(Tag.WaveformBitsAllocated, 16)
                .setString(Tag.WaveformSampleInterpretation, "SS")
                .setBytes(Tag.WaveformData, VR.OW, data);
        return new DicomDataset()
                .setString(Tag.SOPClassUID, sopClassUid)
                .setString(Tag.SOPInstanceUID, UID.of(new java.util.UUID(random.nextLong(), random.nextLong())))
                .setString(Tag.Modality, "ECG")
                .setString(Tag.PatientID, "TEST")
                .setItems(Tag.WaveformSequence, group);
    }

    public static Path write(Path folder, DicomDataset dataset, TransferSyntax syntax) {
        Path file = folder.resolve(dataset.getString(Tag.SOPInstanceUID, "") + ".dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            DicomWriter.standard().write(DicomFile.of(dataset), syntax, out);
            return file;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public static String hash(Path file) {
        try {
            return ContentHash.of(DicomReader.standard().read(file).dataset());
        } catch (IOException | DicomException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
