package org.einthoven.app.command;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.fhir.FhirEcgWriter;

/**
 * One of the sample ECGs that the demo sends.
 *
 * @param byFhir sent as an Observation by POST, else by C-STORE
 */
record SampleEcg(Path file, String what, boolean byFhir) {
    /** Real recordings by three makers; the last one travels in another transfer syntax and another as FHIR. */
    private static final List<String[]> SAMPLES = List.of(
            new String[] {"pydicom_waveform_ecg.dcm", "Mortara, 12 leads, 1000 Hz"},
            new String[] {"ecg-dicom-web-viewer_test_ecg.dcm", "GE, 12 leads, 240 Hz, under the Hemodynamic SOP class"},
            new String[] {"ecgtoolkit_Example.dcm", "12 leads, 500 Hz, Implicit VR, invalid UIDs"},
            new String[] {"mortara_bigendian.dcm", "the Mortara ECG again, Explicit VR Big Endian: the same report"});

    private static final String AS_FHIR = "ecgtoolkit_Example.dcm";

    String way() {
        return byFhir ? "FHIR POST" : "C-STORE";
    }

    String title() {
        return file.getFileName() + " (" + what + ", by " + way() + ")";
    }

    /** Writes the samples from the class path into a folder. */
    static List<SampleEcg> unpackInto(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<SampleEcg> samples = new ArrayList<>();
        for (String[] sample : SAMPLES) {
            samples.add(new SampleEcg(unpack(folder, sample[0]), sample[1], false));
        }
        samples.add(
                new SampleEcg(asObservation(folder), "the 500 Hz ECG as a FHIR Observation with SampledData", true));
        return samples;
    }

    private static Path unpack(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream sample = SampleEcg.class.getResourceAsStream("/org/einthoven/app/samples/" + name)) {
            if (sample == null) {
                throw new FileNotFoundException("the sample " + name + " is not in this build");
            }
            Files.copy(sample, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private static Path asObservation(Path folder) throws IOException {
        try {
            String json = new FhirEcgWriter()
                    .toJson(EcgDecoder.standard().decode(folder.resolve(AS_FHIR), DecodingOptions.DEFAULT));
            return Files.writeString(folder.resolve("observation.json"), json);
        } catch (EcgDecodingException e) {
            throw new IOException("a sample cannot be decoded: " + e.getMessage(), e);
        }
    }
}
