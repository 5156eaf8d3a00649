package org.einthoven.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
