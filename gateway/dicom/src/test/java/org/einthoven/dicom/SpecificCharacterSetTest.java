package org.einthoven.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.einthoven.dicom.peers.Dcmtk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts in the character sets of PS3.3 section C.12.1.1.2, compared with pydicom and with the examples of PS3.5. */
class SpecificCharacterSetTest {
    static List<String> golden() throws Exception {
        return Samples.golden("charsets");
    }

    @ParameterizedTest
    @MethodSource("golden")
    void decodesLikePydicom(String line) {
        String[] fields = line.split("\\|", -1);
        int tag = fields[1].equals("PN") ? Tag.PatientName : Tag.InstitutionName;

        assertThat(decode(fields[0], tag, HexFormat.of().parseHex(fields[2]))).containsExactly(fields[3]);
    }

    static List<String> python() throws Exception {
        return Samples.golden("charsets-python");
    }

    /** Names in every set, of several components, with escapes where the set has them. */
    @ParameterizedTest
    @MethodSource("python")
    void decodesWhatPythonEncoded(String line) throws Exception {
        String[] fields = line.split("\\|", -1);
        byte[] bytes = HexFormat.of().parseHex(fields[2]);
        int tag = tagOf(fields[1]);

        assertThat(decode(fields[0], tag, bytes)).containsExactly(fields[3].replace("\\r\\n", "\r\n"));
        assertThat(notes(fields[0], tag, bytes)).isEmpty();
    }

    private static int tagOf(String vr) {
        return switch (vr) {
            case "PN" -> Tag.PatientName;
            case "ST" -> Tag.InstitutionAddress;
            default -> Tag.InstitutionName;
        };
    }

    /** What dcmtk makes of the same bytes. It knows no ISO 8859-15 and no Big5 in DICOM. */
    @Test
    void dcmtkConvertsThemToTheSameText(@TempDir Path folder) throws Exception {
        Dcmtk dcmtk = new Dcmtk(folder);
        int compared = 0;
        for (String line : python()) {
            String[] fields = line.split("\\|", -1);
            boolean single = fields[0].startsWith("ISO_IR 1") && !fields[0].endsWith("192");
            if (!fields[1].equals("PN") || single || fields[0].contains("203") || fields[0].equals("Big5")) {
                continue;
            }
            Path file = Files.write(
                    folder.resolve("name.dcm"),
                    object(fields[0], Tag.PatientName, HexFormat.of().parseHex(fields[2])));
            Path converted = folder.resolve("utf8.dcm");
            Dcmtk.Result result = dcmtk.run("dcmconv", "+U8", file.toString(), converted.toString());
            // With the C library's iconv, as Debian builds it, the Japanese sets are not among those that it converts.
            if (result.output().contains("is not supported by the utilized character set conversion library")) {
                continue;
            }
            assertThat(result.status()).as(fields[0] + " " + result.output()).isZero();
            assertThat(DicomReader.standard().read(converted).dataset().getString(Tag.PatientName))
                    .as(fields[0])
                    .isEqualTo(fields[3]);
            compared++;
        }
        assertThat(compared).isGreaterThan(12);
    }

    private static byte[] object(String terms, int tag, byte[] bytes) {
        DicomDataset dataset = new DicomDataset()
                .setString(Tag.SOPClassUID, UID.GeneralECGWaveformStorage)
                .setString(Tag.SOPInstanceUID, "1.2.3")
                .setBytes(Tag.SpecificCharacterSet, VR.CS, terms.getBytes(StandardCharsets.US_ASCII))
                .setBytes(tag, DicomDictionary.vrOf(tag), bytes);
        return DicomWriter.standard().toBytes(DicomFile.of(dataset), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private static List<String> notes(String terms, int tag, byte[] bytes) throws Exception {
        return DicomReader.standard().read(object(terms, tag, bytes)).notes();
    }

    private static final String UNDECLARED =
            "(0008,0005) SpecificCharacterSet is absent or names ASCII alone, but texts have other characters; they are read as UTF-8 or ISO 8859-1.";
    private static final String OTHERWISE =
            "(0008,0005) SpecificCharacterSet names another set than texts are in; they are read as UTF-8 or ISO 8859-1.";
    private static final String BROKEN =
            "(0008,0005) SpecificCharacterSet names a set in which texts have bytes that are no character; each is read as U+FFFD.";

    static List<Arguments> misfits() {
        return List.of(
                arguments("", "UTF-8", "Zürich", "Zürich", UNDECLARED),
                arguments("ISO_IR 6", "ISO-8859-1", "Zürich", "Zürich", UNDECLARED),
                arguments("ISO_IR 100", "UTF-8", "王^小东", "王^小东", OTHERWISE),
                arguments("ISO_IR 192", "ISO-8859-1", "Zürich", "Zürich", OTHERWISE),
                arguments("GB18030", "UTF-8", "X^小", "X^小", OTHERWISE),
                // Nobody can tell these apart from what they are declared as, or from nothing at all.
                arguments("ISO_IR 100", "ISO-8859-5", "Иванова", "¸ÒÐÝÞÒÐ", null),
                arguments("", "Big5", "許功蓋", "³\\¥\\»\\", UNDECLARED),
                arguments("\\ISO 2022 IR 87", "UTF-8", "山田", null, BROKEN));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void saysWhereTextsAreNotInTheDeclaredSet(
            String terms, String charset, String text, @Nullable String read, @Nullable String note) throws Exception {
        byte[] bytes = text.getBytes(Charset.forName(charset));

        if (read != null) {
            assertThat(String.join("\\", decode(terms, Tag.PatientName, bytes))).isEqualTo(read);
        }
        assertThat(notes(terms, Tag.PatientName, bytes)).isEqualTo(note == null ? List.of() : List.of(note));
    }

    @Test
    void aNameThatWasCutOffInTheMiddleOfACharacterIsStillOne() throws Exception {
        byte[] whole = "王^小东".getBytes(StandardCharsets.UTF_8);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);

        assertThat(decode("ISO_IR 192", Tag.PatientName, cut)).containsExactly("王^小\uFFFD");
        assertThat(notes("ISO_IR 192", Tag.PatientName, cut)).containsExactly(BROKEN);
    }

    @Test
    void decodesSimplifiedChineseByEscape() {
        // PS3.5 annex K.2.
        byte[] bytes = HexFormat.of().parseHex("5a68616e675e5869616f446f6e673d1b242941d5c55e1b242941d0a1b6ab3d");

        assertThat(decode("\\ISO 2022 IR 58", Tag.PatientName, bytes)).containsExactly("Zhang^XiaoDong=张^小东=");
    }

    @Test
    void returnsToTheFirstSetAfterADelimiter() {
        byte[] bytes = HexFormat.of().parseHex("1b2d4cb15cb1");

        assertThat(decode("ISO 2022 IR 100\\ISO 2022 IR 144", Tag.InstitutionalDepartmentName, bytes))
                .containsExactly("Б", "±");
    }

    @ParameterizedTest
    @CsvSource({"GB18030, 誠, GB18030", "GBK, 誠, GBK", "Big5, 許功蓋, Big5"})
    void aBackslashInsideACharacterDoesNotDivide(String term, String text, String charset) {
        byte[] bytes = (text + "\\B").getBytes(Charset.forName(charset));

        assertThat(decode(term, Tag.InstitutionalDepartmentName, bytes)).containsExactly(text, "B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ISO_IR 6", "ISO_IR 999", "nonsense"})
    void textsOutsideWhatIsDeclaredAreReadAsUtf8OrLatin1(String terms) {
        assertThat(decode(terms, Tag.InstitutionName, "Zürich".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("Zürich");
        assertThat(decode(terms, Tag.InstitutionName, "Zürich".getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly("Zürich");
    }

    @Test
    void anUnknownSetIsNotedWithoutItsName() throws Exception {
        DicomDataset dataset = new DicomDataset()
                .setString(Tag.SpecificCharacterSet, "ISO_IR 999")
                .setString(Tag.PatientID, "1");

        DicomFile file = DicomReader.standard()
                .read(DicomWriter.standard().toBytes(dataset, TransferSyntax.EXPLICIT_LITTLE_ENDIAN));

        assertThat(file.notes())
                .contains(
                        "(0008,0005) SpecificCharacterSet names 1 character set(s) that are unknown; texts are read as UTF-8 or ISO 8859-1.");
    }

    @Test
    void anItemReadsInTheSetOfTheDataSetAroundItUnlessItHasItsOwn() throws Exception {
        DicomDataset dataset = new DicomDataset().setString(Tag.SpecificCharacterSet, "ISO_IR 144");
        DicomDataset follows = new DicomDataset().setBytes(Tag.CodeMeaning, VR.LO, new byte[] {(byte) 0xB1});
        DicomDataset own = new DicomDataset()
                .setString(Tag.SpecificCharacterSet, "ISO_IR 100")
                .setBytes(Tag.CodeMeaning, VR.LO, new byte[] {(byte) 0xB1});
        dataset.setItems(Tag.ConceptNameCodeSequence, follows, own);

        byte[] bytes = DicomWriter.standard().toBytes(dataset, TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
        List<DicomDataset> items = DicomReader.standard()
                .readDataset(bytes, TransferSyntax.IMPLICIT_LITTLE_ENDIAN)
                .getItems(Tag.ConceptNameCodeSequence);

        assertThat(items.get(0).getString(Tag.CodeMeaning)).isEqualTo("Б");
        assertThat(items.get(1).getString(Tag.CodeMeaning)).isEqualTo("±");
    }

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 192, 山田^太郎",
        "ISO_IR 100, Größe",
        "ISO_IR 144, Люк",
        "GB18030, 王^小东",
        "ISO_IR 13, ﾔﾏﾀﾞ^ﾀﾛｳ",
        "Big5, 許功蓋"
    })
    void writesWhatItReads(String term, String text) {
        DicomDataset dataset =
                new DicomDataset().setString(Tag.SpecificCharacterSet, term).setString(Tag.PatientName, text);

        assertThat(dataset.getString(Tag.PatientName)).isEqualTo(text);
    }

    @Test
    void refusesToWriteWhatTheSetLacks() {
        DicomDataset dataset = new DicomDataset().setString(Tag.SpecificCharacterSet, "ISO_IR 100");

        assertThatThrownBy(() -> dataset.setString(Tag.PatientName, "山田"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("(0010,0010) PatientName has a character that the Specific Character Set lacks");
    }

    @Test
    void aCharacterCutOffInTheMiddleIsReplaced() {
        assertThat(decode("\\ISO 2022 IR 87", Tag.InstitutionName, new byte[] {0x1B, '$', 'B', 0x3B}))
                .containsExactly("\uFFFD");
    }

    private static List<String> decode(String terms, int tag, byte[] bytes) {
        return new DicomDataset()
                .setBytes(Tag.SpecificCharacterSet, VR.CS, terms.getBytes(StandardCharsets.US_ASCII))
                .setBytes(tag, DicomDictionary.vrOf(tag), bytes)
                .getStrings(tag);
    }
}
