package org.einthoven.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of bad input, and the sentence that answers it. */
class EcgDecoderTest {
    private static final String UNKNOWN =
            "not an ECG in a known format (DICOM, FHIR, AECG, SCP, MUSE, PHILIPS, EDF, WFDB): it looks like ";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("unknown")
    void saysWhatAnUnknownFileLooksLike(byte[] content, String appearance) throws Exception {
        assertRefused(content, UNKNOWN + appearance);
    }

    static Stream<Arguments> unknown() throws Exception {
        byte[] random = new byte[5000];
        new Random(1).nextBytes(random);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(random);
        }
        return Stream.of(
                Arguments.of(new byte[0], "an empty file"),
                Arguments.of(random, "binary data of no known kind"),
                Arguments.of(gzip.toByteArray(), "a gzip archive"),
                text("%PDF-1.7\n", "a PDF document"),
                text("PK\3\4....", "a ZIP archive"),
                text("MSH|^~\\&|A", "an HL7 v2 message"),
                text("<?xml version='1.0'?><ClinicalDocument xmlns='urn:hl7-org:v3'/>", "XML that is not an ECG"),
                text("<!DOCTYPE html><html></html>", "an HTML page"),
                text("Dear colleague, the ECG of Mrs Doe", "text"),
                text("[1,2,3]", "a JSON array"),
                text("  \n", "nothing but white space"));
    }

    @ParameterizedTest
    @MethodSource("fhir")
    void refusesFhirThatIsNoEcg(String content, String sentence) throws Exception {
        assertRefused(content.getBytes(StandardCharsets.UTF_8), sentence);
    }

    static Stream<Arguments> fhir() {
        String sampled =
                "\"valueSampledData\":{\"origin\":{\"value\":%s},\"period\":%s,\"dimensions\":%s,\"data\":\"%s\"}";
        String zero = "0,\"unit\":\"uV\"";
        return Stream.of(
                Arguments.of("{\"a\":1}", "a JSON object without resourceType is not a FHIR resource"),
                Arguments.of("{\"resourceType\":\"Observation\"", "the JSON is not a valid FHIR R4 resource"),
                Arguments.of("{\"resourceType\":\"Nonsense\"}", "the JSON is not a valid FHIR R4 resource"),
                Arguments.of(
                        "{\"resourceType\":\"Patient\"}",
                        "a FHIR Patient is not an ECG Observation or a Bundle with one"),
                Arguments.of("{\"resourceType\":\"Observation\"}", "the Observation holds no SampledData"),
                Arguments.of(
                        "{\"resourceType\":\"Bundle\",\"type\":\"collection\"}",
                        "the FHIR Bundle of 0 entries holds no Observation with SampledData"),
                Arguments.of(
                        observation("\"status\":\"entered-in-error\"", "\"valueString\":\"x\""),
                        "Observation.status is entered-in-error"),
                Arguments.of(
                        observation("\"status\":\"final\"", sampled.formatted("2048", 10, 1, "1 2")),
                        "SampledData.origin has no unit, so that the samples' scale is not known"),
                Arguments.of(
                        observation(
                                "\"status\":\"final\"", sampled.formatted("2048,\"unit\":\"uV\"", 10, 1, "2040 2050")),
                        "SampledData.origin 2048 uV is not plausible as a potential: it looks like the converter's zero"),
                Arguments.of(
                        observation("\"status\":\"final\"", sampled.formatted("1000,\"unit\":\"mV\"", 10, 1, "1 2")),
                        "SampledData.origin 1000 mV is not plausible as a potential: it looks like the converter's zero"),
                Arguments.of(
                        observation("\"status\":\"final\"", sampled.formatted("0,\"unit\":\"mmHg\"", 10, 1, "1 2")),
                        "SampledData.origin has the unit \"mmHg\", which is not a voltage (uV, mV, V)"),
                Arguments.of(
                        observation("\"status\":\"final\"", sampled.formatted(zero, 0, 1, "1 2")),
                        "SampledData.period is not a positive number of milliseconds"),
                Arguments.of(
                        observation("\"status\":\"final\"", sampled.formatted(zero, 2, 1, "1 Doe 2")),
                        "value 2 of SampledData.data is neither a decimal nor E, U or L"),
                Arguments.of(
                        observation("\"status\":\"final\"", sampled.formatted(zero, 2, 3, "1 2 3")),
                        "SampledData.dimensions is 3 where the code names 1 lead(s)"),
                Arguments.of(
                        observation("\"status\":\"final\"", sampled.formatted(zero, 2, 1, "1 2"))
                                .replace("V1", "what"),
                        "component[0].code names no ECG lead that is known (MDC 131328 + lead number, or its name)"),
                Arguments.of(
                        observation("\"status\":\"final\"", sampled.formatted(zero, "\"Doe\"", 1, "1 2")),
                        "the FHIR element period has a value that is not of its type"),
                Arguments.of(
                        "<Observation xmlns=\"http://hl7.org/fhir\"><status value=\"final\"/></Observation>",
                        "the Observation holds no SampledData"),
                Arguments.of(
                        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                                + "<Observation xmlns=\"http://hl7.org/fhir\"/>",
                        "FHIR XML with a document type declaration is refused"),
                Arguments.of(
                        "{\"resourceType\":\"Observation\",\"a\":" + "[".repeat(100_000),
                        "the FHIR resource nests deeper than 128 levels"),
                Arguments.of(
                        "<Observation xmlns=\"http://hl7.org/fhir\">" + "<a>".repeat(100_000),
                        "the FHIR resource nests deeper than 128 levels"));
    }

    @ParameterizedTest
    @MethodSource("wfdb")
    void refusesWfdbThatCannotBeRead(String header, String sentence) throws Exception {
        Files.write(folder.resolve("r.dat"), new byte[12]);
        assertRefused(header.getBytes(StandardCharsets.UTF_8), sentence);
    }

    static Stream<Arguments> wfdb() {
        return Stream.of(
                Arguments.of(
                        "r/3 2 500 100\n", "the WFDB record has 3 segments; multi-segment records are not supported"),
                Arguments.of("r 0 500 100\n", "the WFDB header declares 0 signals; 1 to 256 are supported"),
                Arguments.of("r 2 500 1\nr.dat 16\n", "the WFDB header declares 2 signals and describes 1"),
                Arguments.of(
                        "r 1 0 1\nr.dat 16\n", "the sampling frequency in the WFDB header is not a positive number"),
                Arguments.of(
                        "r 1 500 1\nr.dat 516 200\n",
                        "WFDB format 516 of signal 1 is not supported (8, 16, 24, 32, 61, 80, 160, 212, 310, 311 are)"),
                Arguments.of("r 1 500 1\nr.dat\n", "the WFDB header's line of signal 1 has no valid format field"),
                Arguments.of(
                        "r 1 500 1\nr.dat 16 x\n", "the gain of signal 1 in the WFDB header is not a valid number"),
                Arguments.of(
                        "r 1 500 1\nr.dat 16 1e-300\n",
                        "the gain of signal 1 in the WFDB header is not a valid number"),
                Arguments.of(
                        "r 1 500 9\nr.dat 16\n",
                        "the signal file r.dat is truncated: it holds 6 of 9 samples a signal"),
                Arguments.of("r 1 500 9\nx.dat 16\n", "the signal file x.dat of the WFDB record is missing"),
                Arguments.of(
                        "r 1 500 9\n../r.dat 16\n",
                        "the WFDB header's line of signal 1 names a file that is not a plain name in the header's own folder"),
                Arguments.of(
                        "r 1 500 9\n/etc/passwd 16\n",
                        "the WFDB header's line of signal 1 names a file that is not a plain name in the header's own folder"),
                Arguments.of(
                        "r 2 500 1\nr.dat 16\nr.dat 212\n",
                        "the signals in the file r.dat differ in format or byte offset"),
                Arguments.of(
                        "r 1 500 1\nr.dat 16 200/mmHg\n",
                        "no signal of the WFDB record is a voltage (the first has the unit mmHg)"),
                Arguments.of(
                        "r 1 500 6\nr.dat 16:6 200\n",
                        "the skew of a signal in the file r.dat (from signal 1) exceeds its length"),
                Arguments.of(
                        "r 1 500 9999999999\nr.dat 16x10000 200\n",
                        "the signal file r.dat is truncated: it holds 0 of 9999999999 samples a signal"));
    }

    @Test
    void refusesDicomThatIsNone() {
        byte[] bare = new byte[140];
        System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, bare, 128, 4);
        Path file = folder.resolve("f");
        assertThatThrownBy(() -> EcgDecoder.standard().decode(Files.write(file, bare), DecodingOptions.DEFAULT))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessageMatching("[A-Z(][^\\n]{10,200}");
    }

    @Test
    void refusesWhatExceedsTheLimitBeforeReadingIt() throws Exception {
        DecodingOptions options =
                DecodingOptions.DEFAULT.withMaximumTextBytes(10).withMaximumBytes(100);
        Path json = Files.writeString(folder.resolve("a"), "{\"resourceType\":\"Observation\"}");
        assertThatThrownBy(() -> EcgDecoder.standard().decode(json, options))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessage("the file of 30 bytes exceeds the limit of 10 bytes");
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThatThrownBy(() -> EcgDecoder.standard().decode(folder, DecodingOptions.DEFAULT))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessage("not a file but a folder");
        assertThatThrownBy(() -> EcgDecoder.standard().decode(folder.resolve("none"), DecodingOptions.DEFAULT))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void recognisesByContentAndNotByName() throws Exception {
        Path sample = Path.of("../../tests/samples/dicom/pydicom_waveform_ecg.dcm");
        Path disguised = Files.copy(sample, folder.resolve("ecg.json"));
        assertThat(EcgDecoder.standard().formatOf(disguised)).contains("DICOM");
        assertThat(EcgDecoder.standard()
                        .decode(disguised, DecodingOptions.DEFAULT)
                        .leads())
                .hasSize(12);
        // Without its preamble.
        byte[] bytes = Files.readAllBytes(sample);
        Path bare = Files.write(folder.resolve("bare"), java.util.Arrays.copyOfRange(bytes, 132, bytes.length));
        assertThat(EcgDecoder.standard().formatOf(bare)).contains("DICOM");
        assertThat(EcgDecoder.standard().decode(bare, DecodingOptions.DEFAULT).leads())
                .hasSize(12);
    }

    private static String observation(String status, String value) {
        return "{\"resourceType\":\"Observation\"," + status + ",\"component\":[{\"code\":{\"text\":\"V1\"}," + value
                + "}]}";
    }

    private static Arguments text(String content, String appearance) {
        return Arguments.of(content.getBytes(StandardCharsets.ISO_8859_1), appearance);
    }

    private void assertRefused(byte[] content, String sentence) throws Exception {
        Path file = Files.write(folder.resolve("r.hea"), content);
        assertThatThrownBy(() -> EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessage(sentence);
    }
}
