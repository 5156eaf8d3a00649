package org.einthoven.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.einthoven.dicom.ContentHash;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomLimitException;
import org.einthoven.dicom.DicomLimits;
import org.einthoven.dicom.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeXmlTest {

    static Stream<Path> samples() {
        return TestSamples.files().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void samplesAreTheSameAfterwards(Path file) throws IOException, DicomFormatException {
        DicomDataset dataset = TestSamples.dataset(file);
        DicomDataset again = again(dataset);
        assertThat(values(again)).isEqualTo(values(dataset));
        // One sample has spaces before values and a name of a caret alone, which mean nothing, but count in the hash.
        if (!file.getFileName().toString().startsWith("ecg-dicom-web-viewer")) {
            assertThat(ContentHash.of(again)).isEqualTo(ContentHash.of(dataset));
        }
    }

    /** Without the carets that a name ends in: XML holds the components, not what stands between them. */
    private static List<String> values(DicomDataset dataset) {
        return Values.of(dataset).stream()
                .map(line -> line.replaceAll("\\^+\\]$", "]"))
                .toList();
    }

    @Test
    void everyVrIsTheSameAfterwards() throws IOException, DicomFormatException {
        DicomDataset dataset = AllVrs.dataset();
        DicomDataset again = again(dataset);
        assertThat(Values.of(again)).isEqualTo(Values.of(dataset));
        assertThat(ContentHash.of(again)).isEqualTo(ContentHash.of(dataset));
    }

    @Test
    void aNameIsWrittenInItsComponents() {
        DicomDataset dataset = new DicomDataset()
                .setString(Tag.SpecificCharacterSet, "ISO_IR 192")
                .setString(Tag.PatientName, "Doe^Jane^^Dr=山^太郎");
        assertThat(new String(NativeXmlWriter.toBytes(dataset), StandardCharsets.UTF_8))
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
                .contains("xmlns=\"http://dicom.nema.org/PS3.19/models/NativeDICOM\"")
                .contains(
                        "<DicomAttribute tag=\"00100010\" vr=\"PN\" keyword=\"PatientName\"><PersonName number=\"1\">"
                                + "<Alphabetic><FamilyName>Doe</FamilyName><GivenName>Jane</GivenName><NamePrefix>Dr</NamePrefix></Alphabetic>"
                                + "<Ideographic><FamilyName>山</FamilyName><GivenName>太郎</GivenName></Ideographic></PersonName></DicomAttribute>");
    }

    /** As servers write it: without namespace, in another encoding, with elements that the model lacks. */
    @Test
    void isReadByLocalNames() throws IOException, DicomFormatException {
        String xml = """
                <?xml version="1.0" encoding="ISO-8859-1"?>
                <!-- comment -->
                <x:NativeDicomModel xmlns:x="urn:other">
                  <Extra><DicomAttribute tag="00080060" vr="CS"/></Extra>
                  <x:DicomAttribute tag="00100020" vr="LO"><Value number="1">Grün<![CDATA[ & Co]]></Value></x:DicomAttribute>
                  <DicomAttribute tag="54001010" vr="OW"><InlineBinary>AQ\nI=</InlineBinary></DicomAttribute>
                  <DicomAttribute tag="54001011" vr="OW"><BulkData uri="x/y"/></DicomAttribute>
                </x:NativeDicomModel>
                """;
        DicomMetadata metadata = NativeXmlReader.read(
                new ByteArrayInputStream(xml.strip().getBytes(StandardCharsets.ISO_8859_1)), DicomLimits.STANDARD);
        assertThat(metadata.dataset().getString(Tag.PatientID)).isEqualTo("Grün & Co");
        assertThat(metadata.dataset().getBytes(Tag.WaveformData)).containsExactly(1, 2);
        assertThat(metadata.dataset().contains(Tag.Modality)).isFalse();
        assertThat(metadata.bulkData()).singleElement().satisfies(reference -> assertThat(reference.uri())
                .isEqualTo("x/y"));
    }

    @Test
    void encodingIsTheDocuments() throws IOException, DicomFormatException {
        String text =
                "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value>Grün</Value></DicomAttribute></NativeDicomModel>";
        for (byte[] document : List.of(
                text.getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8),
                text.getBytes(StandardCharsets.UTF_16),
                ("<?xml version='1.0' encoding='windows-1252'?>" + text).getBytes(StandardCharsets.ISO_8859_1))) {
            assertThat(NativeXmlReader.read(new ByteArrayInputStream(document), DicomLimits.STANDARD)
                            .dataset()
                            .getString(Tag.PatientID))
                    .isEqualTo("Grün");
        }
        for (byte[] document : List.of(
                text.getBytes(StandardCharsets.ISO_8859_1),
                ("<?xml version='1.0' encoding='nonsense'?>" + text).getBytes(StandardCharsets.UTF_8))) {
            assertThatThrownBy(() -> NativeXmlReader.read(new ByteArrayInputStream(document), DicomLimits.STANDARD))
                    .isInstanceOf(DicomFormatException.class);
        }
    }

    @Test
    void aStreamThatFailsIsNoFault() {
        assertThatThrownBy(() -> NativeXmlReader.read(
                        new BrokenStream("<NativeDicomModel>".getBytes(StandardCharsets.UTF_8)), DicomLimits.STANDARD))
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
    }

    @Test
    void noEntityIsEverResolved(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "SECRET");
        for (String type : new String[] {
            "<!DOCTYPE NativeDicomModel [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>",
            "<!DOCTYPE NativeDicomModel SYSTEM \"" + secret.toUri() + "\">",
            "<!DOCTYPE NativeDicomModel [<!ENTITY x \"SECRET\">]>"
        }) {
            String xml = type + "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value>&x;</Value>"
                    + "</DicomAttribute></NativeDicomModel>";
            assertThatThrownBy(() -> read(xml))
                    .isInstanceOf(DicomFormatException.class)
                    .hasMessageNotContaining("SECRET");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SECRET",
                "<html><body>SECRET</body></html>",
                "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value>SECRET",
                "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value><b>SECRET</b></Value></DicomAttribute></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag=\"00281052\" vr=\"US\"><Value>SECRET</Value></DicomAttribute></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag=\"54001010\" vr=\"OW\"><InlineBinary>S</InlineBinary></DicomAttribute></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag=\"54001010\" vr=\"OW\"><BulkData/></DicomAttribute></NativeDicomModel>",
                "<NativeDicomModel/><NativeDicomModel/>",
                "<NativeDicomModel>&SECRET;</NativeDicomModel>"
            })
    void refusesWithASentenceThatQuotesNothing(String xml) {
        assertThatThrownBy(() -> read(xml))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageEndingWith(".")
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void limitsHold() {
        DicomLimits limits = new DicomLimits(100_000, 1000, 4, 1000);
        String open = "<DicomAttribute tag=\"54000100\" vr=\"SQ\"><Item number=\"1\">";
        String close = "</Item></DicomAttribute>";
        assertThatThrownBy(() -> read(model(open.repeat(9) + close.repeat(9)), limits))
                .isInstanceOf(DicomLimitException.class);
        assertThatThrownBy(() -> read(model("<x/>".repeat(2000)), limits)).isInstanceOf(DicomLimitException.class);
        assertThatThrownBy(() -> read(model(" ".repeat(200_000)), limits)).isInstanceOf(DicomLimitException.class);
    }

    private static String model(String content) {
        return "<NativeDicomModel>" + content + "</NativeDicomModel>";
    }

    private static DicomDataset again(DicomDataset dataset) throws IOException, DicomFormatException {
        return NativeXmlReader.read(new ByteArrayInputStream(NativeXmlWriter.toBytes(dataset)), DicomLimits.STANDARD)
                .dataset();
    }

    private static DicomDataset read(String xml) throws IOException, DicomFormatException {
        return read(xml, DicomLimits.STANDARD);
    }

    private static DicomDataset read(String xml, DicomLimits limits) throws IOException, DicomFormatException {
        return NativeXmlReader.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), limits)
                .dataset();
    }
}
