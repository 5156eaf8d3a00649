package org.einthoven.dicomweb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomException;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;

/** The sample files, and small objects. */
final class TestSamples {
    private static final Path FOLDER = Path.of("../../tests/samples/dicom");

    private TestSamples() {}

    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".dcm"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DicomDataset dataset(Path file) {
        try {
            return DicomReader.standard().read(file).dataset();
        } catch (IOException | DicomException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    /** A small object of a study, a Part 10 file. */
    static byte[] object(String studyUid, String sopInstanceUid) {
        return DicomWriter.standard()
                .toBytes(DicomFile.of(small(studyUid, sopInstanceUid)), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    static DicomDataset small(String studyUid, String sopInstanceUid) {
        DicomDataset group = new DicomDataset().setBytes(Tag.WaveformData, VR.OW, new byte[200]);
        return new DicomDataset()
                .setString(Tag.SOPClassUID, UID.TwelveLeadECGWaveformStorage)
                .setString(Tag.SOPInstanceUID, sopInstanceUid)
                .setString(Tag.PatientID, "TEST-4711")
                .setString(Tag.StudyInstanceUID, studyUid)
                .setString(Tag.SeriesInstanceUID, studyUid + ".1")
                .setItems(Tag.WaveformSequence, group);
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
