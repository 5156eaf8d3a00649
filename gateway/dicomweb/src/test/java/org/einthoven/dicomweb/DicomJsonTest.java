package org.einthoven.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.einthoven.dicom.ContentHash;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomLimitException;
import org.einthoven.dicom.DicomLimits;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DicomJsonTest {

    static Stream<Path> samples() {
        return TestSamples.files().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void samplesAreTheSameAfterwards(Path file) throws IOException, DicomFormatException {
        DicomDataset dataset = TestSamples.dataset(file);
        DicomDataset again = again(dataset);
        assertThat(Values.of(again)).isEqualTo(Values.of(dataset));
        // One sample has spaces before values, which mean nothing, but count in the hash.
        if (!file.getFileName().toString().startsWith("ecg-dicom-web-viewer")) {
            assertThat(ContentHash.of(again)).isEqualTo(ContentHash.of(dataset));
        }
    }

    @Test
    void everyVrIsTheSameAfterwards() throws IOException, DicomFormatException {
        DicomDataset dataset = AllVrs.dataset();
        DicomDataset again = again(dataset);
        assertThat(Values.of(again)).isEqualTo(Values.of(dataset));
        assertThat(ContentHash.of(again)).isEqualTo(ContentHash.of(dataset));
        for (DicomElement element : dataset) {
            assertThat(again.get(element.tag()).vr()).isEqualTo(element.vr());
        }
    }

    @Test
    void isWrittenAsTheStandardSays() {
        DicomDataset dataset = new DicomDataset()
                .setString(Tag.SpecificCharacterSet, "ISO_IR 192")
                .setString(Tag.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう")
                .setString(Tag.PatientID, "a\"b")
                .setString(Tag.PatientBirthDate)
                .setInt(Tag.WarningReason, 45056)
                .setString(Tag.ChannelSensitivity, "1.250")
                .setString(Tag.FilterLowFrequency, "+1")
                .setString(Tag.ImageType, "ORIGINAL", "", "X")
                .setInt(0x00081160, VR.AT, 0x0010_0020)
                .setBytes(Tag.WaveformData, VR.OW, new byte[] {1, 2})
                .setItems(Tag.WaveformSequence, new DicomDataset(), new DicomDataset().setString(Tag.Modality, "ECG"))
                .setItems(Tag.CodeValue + 0x10000);
        assertThat(new String(DicomJsonWriter.standard().toBytes(dataset), StandardCharsets.UTF_8))
                .contains(
                        "\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Yamada^Tarou\",\"Ideographic\":\"山田^太郎\",\"Phonetic\":\"やまだ^たろう\"}]}")
                .contains("\"00100020\":{\"vr\":\"LO\",\"Value\":[\"a\\\"b\"]}")
                .contains("\"00100030\":{\"vr\":\"DA\"}")
                .contains("\"00081196\":{\"vr\":\"US\",\"Value\":[45056]}")
                .contains("\"003A0210\":{\"vr\":\"DS\",\"Value\":[1.250]}")
                .contains("\"003A0220\":{\"vr\":\"DS\",\"Value\":[\"+1\"]}")
                .contains("\"00080008\":{\"vr\":\"CS\",\"Value\":[\"ORIGINAL\",null,\"X\"]}")
                .contains("\"00081160\":{\"vr\":\"AT\",\"Value\":[\"00100020\"]}")
                .contains("\"54001010\":{\"vr\":\"OW\",\"InlineBinary\":\"AQI=\"}")
                .contains(
                        "\"54000100\":{\"vr\":\"SQ\",\"Value\":[{},{\"00080060\":{\"vr\":\"CS\",\"Value\":[\"ECG\"]}}]}")
                .contains("\"00090100\":{\"vr\":\"SQ\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"00280010":{"vr":"US","Value":["512"]}}                     | 00280010 | 512
            {"00280010":{"vr":"US","Value":[5.12e2]}}                    | 00280010 | 512
            {"00280010":{"vr":"US","Value":[null]}}                      | 00280010 | ``
            {"00280010":{"Value":[512]}}                                 | 00280010 | 512
            {"00280010":{"Value":[512],"vr":"US"}}                       | 00280010 | 512
            {"00280010":{"vr":"XX","Value":[512]}}                       | 00280010 | 512
            {"00280010":{"vr":"US","Value":512}}                         | 00280010 | 512
            {"00280010":null}                                            | 00280010 | ``
            {"00100010":{"vr":"PN","Value":["Doe^Jane"]}}                | 00100010 | Doe^Jane
            {"00100010":{"vr":"PN","Value":[{"Phonetic":"x"}]}}          | 00100010 | ==x
            {"00100010":{"vr":"PN","Value":[{}]}}                        | 00100010 | ``
            {"00100010":{"vr":"PN","Value":[{"Alphabetic":null}]}}       | 00100010 | ``
            {"00100020":{"vr":"LO","Value":[null,"b"]}}                  | 00100020 | \\b
            {"00100020":{"vr":"LO","Value":["a\\\\b"]}}                  | 00100020 | a\\b
            {"00100020":{"vr":"LO","Value":[17]}}                        | 00100020 | 17
            {"00200011":{"vr":"IS","Value":[1]}}                         | 00200011 | 1
            {"003a0210":{"vr":"DS","Value":[0.12345678901234567]}}       | 003A0210 | 0.12345678901235
            {"note":{"x":[1]},"00100020":{"vr":"LO","Value":["a"],"y":{}}} | 00100020 | a
            {"0052A001":{"vr":"SV","Value":["-9223372036854775808"]}}    | 0052A001 | -9223372036854775808
            {"0052A001":{"vr":"UV","Value":["18446744073709551615"]}}    | 0052A001 | 18446744073709551615
            {"00091001":{"vr":"UN","Value":["old"]}}                     | 00091001 | ``
            {"00720078":{"vr":"FD","Value":["NaN"]}}                     | 00720078 | NaN
            """)
    void isLenientWhereItDoesNoHarm(String json, String tag, String value) throws IOException, DicomFormatException {
        DicomDataset dataset = read(json);
        int number = Integer.parseUnsignedInt(tag, 16);
        assertThat(dataset.contains(number)).isTrue();
        assertThat(String.join("\\", dataset.getStrings(number))).isEqualTo(value == null ? "" : value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"00280010":{"vr":"US","Value":[70000]}}
            {"00280010":{"vr":"US","Value":[-1]}}
            {"00280010":{"vr":"US","Value":[1.5]}}
            {"00280010":{"vr":"US","Value":["SECRET"]}}
            {"00280010":{"vr":"US","Value":[1,null]}}
            {"00280010":{"vr":"US","Value":[1e999999999]}}
            {"00280010":{"vr":"US","Value":[1e-999999999]}}
            {"0052A001":{"vr":"UV","Value":[18446744073709551616]}}
            {"00280010":{"vr":"US","Value":[{"00100020":{"vr":"LO","Value":["SECRET"]}}]}}
            {"00280010":{"vr":"US","Value":[[1]]}}
            {"00280010":5}
            {"00280009":{"vr":"AT","Value":["SECRET"]}}
            {"54001010":{"vr":"OW","Value":["SECRET"]}}
            {"54001010":{"vr":"OW","InlineBinary":"SEC*RET"}}
            {"54001010":{"vr":"OW","InlineBinary":{"a":1}}}
            {"54000100":{"vr":"SQ","Value":["SECRET"]}}
            {"54000100":{"vr":"SQ","InlineBinary":"AAAA"}}
            {"54000100":{"vr":"SQ","BulkDataURI":"x"}}
            {"00100020":{"vr":"LO","Value":["\\uD800"]}}
            {"00100020":{"vr":"LO","Value":["SECRET"
            {"00100020":{"vr":"LO","Value":[SECRET]}}
            [{"00100020":{"vr":"LO"}},7]
            [{"00100020":{"vr":"LO"}}
            "SECRET"
            7
            """)
    void refusesWithASentenceThatQuotesNothing(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageEndingWith(".")
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void bulkDataIsNamedWithItsPlace() throws IOException, DicomFormatException {
        DicomMetadata metadata = DicomJsonReader.standard().read(stream("""
                        [{"54000100":{"vr":"SQ","Value":[{"54001010":{"vr":"OW","BulkDataURI":"../bulk/1"}}]}}]
                        """)).get(0);
        assertThat(metadata.bulkData()).singleElement().satisfies(reference -> {
            assertThat(reference.uri()).isEqualTo("../bulk/1");
            assertThat(reference.toString()).doesNotContain("bulk/1");
            reference.resolve(new byte[] {1, 2});
        });
        assertThat(metadata.dataset().getItem(Tag.WaveformSequence).getBytes(Tag.WaveformData))
                .containsExactly(1, 2);
    }

    static Stream<Arguments> characterSets() {
        return Stream.of(
                Arguments.of(List.of("ISO_IR 100"), "Müller^Änne", "ISO_IR 100"),
                Arguments.of(List.of("GB18030"), "王^小东", "GB18030"),
                Arguments.of(List.of("", "ISO 2022 IR 87"), "Yamada^Tarou=山田^太郎", "ISO_IR 192"),
                Arguments.of(List.of("ISO_IR 100"), "Łukasz", "ISO_IR 192"),
                Arguments.of(List.of(), "Müller", "ISO_IR 192"),
                Arguments.of(List.of(), "Mueller", ""),
                Arguments.of(List.of("NO SUCH SET"), "Müller", "ISO_IR 192"));
    }

    /** A server keeps the Specific Character Set of the object, though its JSON is UTF-8 (PS3.18 section F.2.2, note 3). */
    @ParameterizedTest
    @MethodSource("characterSets")
    void textsKeepTheirCharacterSetWhereItHoldsThem(List<String> terms, String name, String afterwards)
            throws IOException, DicomFormatException {
        String set = terms.isEmpty()
                ? ""
                : "\"00080005\":{\"vr\":\"CS\",\"Value\":[\"" + String.join("\",\"", terms) + "\"]},";
        DicomDataset dataset =
                read("{" + set + "\"54000100\":{\"vr\":\"SQ\",\"Value\":[{\"00104000\":{\"vr\":\"LT\",\"Value\":[\""
                        + name + "\"]}}]},\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"" + name + "\"}]}}");
        assertThat(dataset.getString(Tag.PatientName)).isEqualTo(name);
        assertThat(dataset.getItem(Tag.WaveformSequence).getString(0x00104000)).isEqualTo(name);
        assertThat(dataset.getString(Tag.SpecificCharacterSet, "")).isEqualTo(afterwards);
    }

    @Test
    void groupLengthsAndFileMetaInformationAreLeftOut() throws IOException, DicomFormatException {
        DicomDataset dataset = read("""
                {"00020010":{"vr":"UI","Value":["1.2"]},"00080000":{"vr":"UL","Value":[4]},"00100020":{"vr":"LO"}}
                """);
        assertThat(dataset.size()).isEqualTo(1);
    }

    @Test
    void anEmptyAnswerHoldsNothing() throws IOException, DicomFormatException {
        assertThat(DicomJsonReader.standard().read(stream(""))).isEmpty();
        assertThat(DicomJsonReader.standard().read(stream("[]"))).isEmpty();
        assertThat(DicomJsonReader.standard().read(stream("[{}]"))).hasSize(1);
    }

    @Test
    void limitsHold() {
        DicomJsonReader reader = new DicomJsonReader(new DicomLimits(1000, 1000, 4, 10));
        String element = "\"00100020\":{\"vr\":\"LO\"},";
        assertThatThrownBy(() -> reader.read(stream("{" + element.repeat(11) + "\"00080060\":{}}")))
                .isInstanceOf(DicomLimitException.class);
        assertThatThrownBy(() -> reader.read(stream(" ".repeat(1000) + "{}"))).isInstanceOf(DicomLimitException.class);
        String open = "{\"54000100\":{\"vr\":\"SQ\",\"Value\":[";
        assertThatThrownBy(() -> reader.read(stream(open.repeat(9) + "]}}".repeat(9))))
                .isInstanceOf(DicomFormatException.class);
        assertThatThrownBy(() -> DicomJsonReader.standard().read(stream("[".repeat(100_000))))
                .isInstanceOf(DicomFormatException.class);
    }

    private static DicomDataset again(DicomDataset dataset) throws IOException, DicomFormatException {
        byte[] json = DicomJsonWriter.standard().toBytes(dataset);
        return DicomJsonReader.standard()
                .read(new ByteArrayInputStream(json))
                .get(0)
                .dataset();
    }

    private static DicomDataset read(String json) throws IOException, DicomFormatException {
        return DicomJsonReader.standard().read(stream(json)).get(0).dataset();
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
