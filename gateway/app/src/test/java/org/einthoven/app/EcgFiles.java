package org.einthoven.app;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;

/** A real ECG under as many SOP Instance UIDs as a test wants. */
public final class EcgFiles {
    private static final Path ORIGINAL = Samples.dicom("pydicom_waveform_ecg.dcm");
    private static final Path SMALL = Samples.dicom("ecg-dicom-web-viewer_test_ecg.dcm");

    private EcgFiles() {}

    /** The ECG with a UID that ends in this number; the same number makes the same bytes. */
    public static byte[] ecg(int number) throws Exception {
        return ecg(number, number);
    }

    /** The same of a patient who may have others. */
    public static byte[] ecg(int number, int patient) throws Exception {
        return ecg(ORIGINAL, number, patient);
    }

    /** Another ECG, of a fifth of the size, where hundreds are read. */
    public static byte[] small(int number, int patient) throws Exception {
        return ecg(SMALL, number, patient);
    }

    private static byte[] ecg(Path original, int number, int patient) throws Exception {
        DicomDataset dataset = DicomReader.standard().read(original).dataset();
        dataset.setString(Tag.SOPInstanceUID, "1.2.826.0.1.3680043.8.498.77." + number);
        dataset.setString(Tag.PatientID, "PATIENT-" + patient);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomWriter.standard().write(DicomFile.of(dataset), out);
        return out.toByteArray();
    }

    /** Files of the numbers from one to another, the last not included, ten to a sub-folder. */
    static List<Path> write(Path folder, int from, int to) throws Exception {
        List<Path> files = new ArrayList<>();
        for (int number = from; number < to; number++) {
            Path sub = Files.createDirectories(folder.resolve("day" + number / 10));
            files.add(Files.write(sub.resolve("ecg" + number + ".dcm"), ecg(number)));
        }
        return files;
    }
}
