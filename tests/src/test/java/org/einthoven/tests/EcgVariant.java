package org.einthoven.tests;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.fhir.FhirEcgWriter;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomException;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.ecg.EcgRecording;
import org.hl7.fhir.r4.model.DiagnosticReport;

/** A real ECG under a SOP Instance UID of its own: as many different objects as a load test wants. */
record EcgVariant(String sopInstanceUid, Path file) {
    static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.9.1.1";
    static final String TRANSFER_SYNTAX = "1.2.840.10008.1.2.1";

    private static final int PATIENTS = 50;

    static EcgVariant next(Path folder) throws IOException {
        return of(newUid(), folder);
    }

    static String newUid() {
        return "2.25." + new BigInteger(UUID.randomUUID().toString().replace("-", ""), 16);
    }

    /** The same file for the same UID. */
    static EcgVariant of(String uid, Path folder) throws IOException {
        return of(uid, folder, dataset -> {});
    }

    /** One whose header tells another sampling rate, in Hz. */
    static EcgVariant ofRate(String samplingFrequency, Path folder) throws IOException {
        return of(newUid(), folder, dataset -> dataset.getItems(Tag.WaveformSequence)
                .forEach(group -> group.setString(Tag.SamplingFrequency, samplingFrequency)));
    }

    private static EcgVariant of(String uid, Path folder, Consumer<DicomDataset> change) throws IOException {
        Path file = Files.createTempFile(folder, "ecg", ".dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            DicomDataset dataset = DicomReader.standard().read(Samples.MORTARA).dataset();
            dataset.setString(Tag.SOPInstanceUID, uid);
            dataset.setString(Tag.PatientID, patientOf(uid));
            change.accept(dataset);
            DicomWriter.standard().write(DicomFile.of(dataset), out);
        } catch (DicomException e) {
            throw new IOException(e);
        }
        return new EcgVariant(uid, file);
    }

    /** Some have several ECGs: theirs keep their order, others do not wait for them. */
    private static String patientOf(String uid) {
        return "P" + Math.floorMod(uid.hashCode(), PATIENTS);
    }

    /** The same ECG as a FHIR Observation, which names the UID as its identifier. */
    static String observation(String uid) {
        return Template.JSON
                .replace(Template.UID, uid)
                .replace("\"" + Template.PATIENT + "\"", "\"" + patientOf(uid) + "\"");
    }

    static String sopInstanceUidOf(DiagnosticReport report) {
        return report.getIdentifier().stream()
                .map(identifier -> identifier.getValue())
                .filter(value -> value.startsWith("urn:oid:"))
                .map(value -> value.substring("urn:oid:".length()))
                .findFirst()
                .orElse("none");
    }

    /** Made once, by those who need it. */
    private static final class Template {
        static final String UID;
        static final String PATIENT;
        static final String JSON;

        static {
            try {
                EcgRecording recording = EcgDecoder.standard().decode(Samples.MORTARA, DecodingOptions.DEFAULT);
                UID = recording.source().identifier();
                PATIENT = recording.patient().identifier();
                JSON = new FhirEcgWriter().toJson(recording);
            } catch (EcgDecodingException | IOException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }
}
