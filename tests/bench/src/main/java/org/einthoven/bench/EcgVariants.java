package org.einthoven.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;

/**
 * As many different ECGs as are wanted, made of one sample by overwriting its SOP Instance UID and its patient's id in
 * place: cheap enough not to be what is measured.
 */
final class EcgVariants {
    private static final String UID_TEMPLATE = "2.25.100000000000000000000000000000000000";
    private static final String PATIENT_TEMPLATE = "LOAD-0000000";

    private final byte[] file;
    private final List<Integer> uidsAt;
    private final List<Integer> patientsAt;
    private final String prefix;

    private EcgVariants(byte[] file, String run) {
        this.file = file;
        this.uidsAt = positions(file, UID_TEMPLATE);
        this.patientsAt = positions(file, PATIENT_TEMPLATE);
        this.prefix = run;
    }

    /** @param run nine digits that tell this run's ECGs from another's; the first is not 0 */
    static EcgVariants of(Path sample, long run) throws Exception {
        DicomDataset dataset = DicomReader.standard().read(sample).dataset();
        dataset.setString(Tag.SOPInstanceUID, UID_TEMPLATE);
        dataset.setString(Tag.PatientID, PATIENT_TEMPLATE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomWriter.standard().write(DicomFile.of(dataset), out);
        EcgVariants variants = new EcgVariants(out.toByteArray(), Long.toString(run));
        if (variants.uidsAt.size() < 2 || variants.patientsAt.isEmpty()) {
            throw new IOException("the sample does not hold its identifiers as text");
        }
        return variants;
    }

    /** The UID of ECG number n. */
    String uid(long n) {
        String number = Long.toString(n);
        int zeros = UID_TEMPLATE.length() - "2.25.".length() - prefix.length() - number.length();
        return "2.25." + prefix + "0".repeat(zeros) + number;
    }

    /** A buffer of this caller's own, for {@link #write}. */
    byte[] newBuffer() {
        return file.clone();
    }

    /** Makes the buffer hold ECG number n, of one of that many patients. */
    void write(byte[] buffer, long n, int patients) {
        overwrite(buffer, uidsAt, uid(n));
        overwrite(buffer, patientsAt, String.format("LOAD-%07d", n % patients));
    }

    private static void overwrite(byte[] buffer, List<Integer> places, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        places.forEach(at -> System.arraycopy(bytes, 0, buffer, at, bytes.length));
    }

    private static List<Integer> positions(byte[] file, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        List<Integer> found = new ArrayList<>();
        for (int at = 0; at + wanted.length <= file.length; at++) {
            if (Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length)) {
                found.add(at);
            }
        }
        return found;
    }
}
