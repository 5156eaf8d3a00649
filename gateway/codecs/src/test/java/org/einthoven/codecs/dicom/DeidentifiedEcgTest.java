package org.einthoven.codecs.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.deidentify.DeidentificationSettings;
import org.einthoven.dicom.deidentify.DeidentificationSettings.Dates;
import org.einthoven.dicom.deidentify.Deidentifier;
import org.einthoven.dicom.deidentify.DicomPseudonyms;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.store.Pseudonyms;
import org.einthoven.ecg.store.StoreKey;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A de-identified ECG is the same ECG of nobody, and of the same nobody as in a store that was collected under the same secret. */
class DeidentifiedEcgTest {
    private static final Path SAMPLES = Path.of("../../tests/samples/dicom");
    private static final byte[] SECRET = "an example of 32 bytes, no secret".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    static Stream<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files
                    .filter(file -> file.toString().endsWith(".dcm") && !file.endsWith("result_pdf.dcm"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everySampleHasTheSameMillivolts(Path file) throws Exception {
        EcgRecording original = decode(file);
        EcgRecording deidentified = decode(deidentified(file, DeidentificationSettings.BASIC));

        assertThat(deidentified.leads().keySet())
                .containsExactlyElementsOf(original.leads().keySet());
        original.leads().forEach((lead, signal) -> {
            assertThat(Objects.requireNonNull(deidentified.lead(lead)).millivolts())
                    .isEqualTo(signal.millivolts());
            assertThat(Objects.requireNonNull(deidentified.lead(lead)).samplingRateHz())
                    .isEqualTo(signal.samplingRateHz());
        });
        assertThat(deidentified.demographics().name()).isNull();
        assertThat(deidentified.demographics().birthDate()).isNull();
        assertThat(deidentified.acquisition().time()).isNull();
        assertThat(deidentified.acquisition().originalTime()).isNull();
        assertThat(deidentified.acquisition().institution()).isNull();
        assertThat(deidentified.order().accessionNumber()).isNull();
        assertThat(deidentified.vendorAnnotations()).isNotEmpty().allSatisfy(annotation -> {
            assertThat(original.vendorAnnotations()).contains(annotation);
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void thePatientAndTheDaysAreThoseOfAStoreUnderTheSameSecret(Path file) throws Exception {
        EcgRecording original = decode(file);
        EcgRecording deidentified = decode(deidentified(file, new DeidentificationSettings(Dates.SHIFTED, true)));

        Pseudonyms store = new Pseudonyms(SECRET);
        StoreKey patient = store.patient(original);
        assertThat(Objects.requireNonNull(deidentified.patient()).identifier()).isEqualTo(patient.toString());
        assertThat(deidentified.acquisition().time())
                .isNotNull()
                .isEqualTo(store.of(original, patient, Map.of()).acquired());
        assertThat(deidentified.demographics().sex())
                .isEqualTo(original.demographics().sex());
        assertThat(deidentified.demographics().ageYears())
                .isEqualTo(original.demographics().ageYears());
    }

    private Path deidentified(Path file, DeidentificationSettings settings) throws Exception {
        DicomFile object = new Deidentifier(settings, new DicomPseudonyms(SECRET))
                .deidentify(DicomReader.standard().read(file));
        return Files.write(
                folder.resolve(file.getFileName()), DicomWriter.standard().toBytes(object, object.transferSyntax()));
    }

    private static EcgRecording decode(Path file) throws Exception {
        return EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT.withTimeZone(java.time.ZoneOffset.UTC));
    }
}
