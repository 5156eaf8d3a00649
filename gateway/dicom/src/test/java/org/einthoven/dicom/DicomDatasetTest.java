package org.einthoven.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Elements, texts and numbers of a data set. */
class DicomDatasetTest {
    private static final int SELECTOR = 0x0011_1001;

    @Test
    void keepsItsElementsInTheOrderOfTheTags() {
        DicomDataset dataset = new DicomDataset()
                .setString(0xFFFCFFFC & 0x7FFFFFFF, VR.LO, "x")
                .setBytes(Tag.DataSetTrailingPadding, VR.OB, new byte[2])
                .setString(Tag.PatientID, "2")
                .setString(Tag.SOPClassUID, "1.2")
                .setString(Tag.PatientID, "3");

        assertThat(dataset)
                .extracting(DicomElement::tag)
                .containsExactly(Tag.SOPClassUID, Tag.PatientID, 0x7FFCFFFC, Tag.DataSetTrailingPadding);
        assertThat(dataset.getString(Tag.PatientID)).isEqualTo("3");
        assertThat(dataset.remove(Tag.PatientID).contains(Tag.PatientID)).isFalse();
    }

    @Test
    void trimsWhatIsPaddingAndNothingElse() {
        assertThat(text(Tag.PatientID, VR.LO, " 1 2 \\ 3\0 ")).containsExactly("1 2", "3");
        assertThat(text(Tag.TextValue, VR.UT, "  a\\b  ")).containsExactly("  a\\b");
        assertThat(text(Tag.SOPClassUID, VR.UI, "1.2.3\0")).containsExactly("1.2.3");
        assertThat(text(Tag.ImageType, VR.CS, "\\\\A")).containsExactly("", "", "A");
        assertThat(text(Tag.PatientID, VR.LO, "   ")).isEmpty();
        assertThat(new DicomDataset().getString(Tag.PatientID)).isNull();
        assertThat(new DicomDataset().getString(Tag.PatientID, "none")).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({"1.25, 1.25", "+1.25e2, 125", "-.5, -0.5", "' 12 ', 12", "1E-3, 0.001"})
    void readsDecimals(String text, double number) throws Exception {
        assertThat(of(Tag.ChannelSensitivity, VR.DS, text).getDouble(Tag.ChannelSensitivity))
                .hasValue(number);
    }

    @ParameterizedTest
    @CsvSource({"'1,25'", "NaN", "Infinity", "1d", "0x1p3", "1.2.3", "--1", "e5", "secret"})
    void refusesWhatIsNoNumberWithoutSayingIt(String text) {
        assertThatThrownBy(() -> of(Tag.ChannelSensitivity, VR.DS, text).getDouble(Tag.ChannelSensitivity))
                .isInstanceOf(DicomFormatException.class)
                .hasMessage("(003A,0210) ChannelSensitivity, of VR DS, is no decimal number.");
    }

    @Test
    void namesWhyAnIntegerIsRefused() {
        assertThatThrownBy(() -> of(Tag.InstanceNumber, VR.IS, "1.5").getInt(Tag.InstanceNumber, 0))
                .hasMessage("(0020,0013) InstanceNumber, of VR IS, is no integer.");
        assertThatThrownBy(() -> of(Tag.InstanceNumber, VR.IS, "3000000000").getInt(Tag.InstanceNumber, 0))
                .hasMessage("(0020,0013) InstanceNumber, of VR IS, does not fit a signed 32-bit integer.");
        assertThatThrownBy(() -> new DicomDataset()
                        .setBytes(Tag.Rows, VR.US, new byte[3])
                        .getInt(Tag.Rows, 0))
                .hasMessage("(0028,0010) Rows, of VR US, has 3 bytes, which is no multiple of 2.");
        assertThatThrownBy(() -> new DicomDataset()
                        .setBytes(Tag.WaveformData, VR.OW, new byte[4])
                        .getInt(Tag.WaveformData, 0))
                .hasMessage("(5400,1010) WaveformData, of VR OW, holds bytes, not numbers.");
        assertThatThrownBy(() -> of(Tag.InstanceNumber, VR.IS, "1\\\\2").getInts(Tag.InstanceNumber))
                .hasMessage("(0020,0013) InstanceNumber, of VR IS, has an empty value among others.");
    }

    @Test
    void anEmptyOrAbsentNumberIsTheDefault() throws Exception {
        DicomDataset empty = of(Tag.InstanceNumber, VR.IS, "  ");

        assertThat(empty.getInt(Tag.InstanceNumber, 7)).isEqualTo(7);
        assertThat(empty.getDouble(Tag.InstanceNumber)).isEmpty();
        assertThat(new DicomDataset().getLong(Tag.InstanceNumber, 8)).isEqualTo(8);
    }

    @Test
    void readsBackTheNumbersThatWereSet() throws Exception {
        assertNumbers(VR.US, 0, 65535);
        assertNumbers(VR.SS, -32768, 32767);
        assertNumbers(VR.UL, 0, Integer.MAX_VALUE);
        assertNumbers(VR.SL, Integer.MIN_VALUE, Integer.MAX_VALUE);
        assertNumbers(VR.SV, Integer.MIN_VALUE, Integer.MAX_VALUE);
        assertNumbers(VR.UV, 0, Integer.MAX_VALUE);
        assertNumbers(VR.IS, -5, 1000);
        assertNumbers(VR.AT, Tag.WaveformData, Tag.DataSetTrailingPadding);
        assertThatThrownBy(() -> new DicomDataset().setInt(Tag.Rows, 65536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("(0028,0010) Rows of VR US holds 0 to 65535 only");
    }

    private static void assertNumbers(VR vr, int... numbers) throws DicomFormatException {
        DicomDataset dataset = new DicomDataset().setInt(SELECTOR, vr, numbers);
        for (TransferSyntax syntax : Samples.SYNTAXES) {
            if (syntax.explicit()) {
                byte[] bytes = DicomWriter.standard().toBytes(dataset, syntax);
                assertThat(DicomReader.standard().readDataset(bytes, syntax).getInts(SELECTOR))
                        .isEqualTo(numbers);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "500, 500",
        "-0.3333333333333333, -0.3333333333333",
        "1.2345678901234567E-7, 1.2345678901E-7",
        "1E300, 1E+300",
        "0.00122, 0.00122"
    })
    void aDecimalStringHasAtMost16Characters(double number, String expected) {
        String text = NumberValues.decimalString(number);

        assertThat(text.length()).isLessThanOrEqualTo(16);
        assertThat(Double.parseDouble(text)).isCloseTo(number, Percentage.withPercentage(1e-7));
        assertThat(Double.parseDouble(text)).isCloseTo(Double.parseDouble(expected), Percentage.withPercentage(1e-7));
    }

    @Test
    void findsAPrivateElementByItsCreator() {
        DicomDataset dataset = new DicomDataset()
                .setString(0x0011_0010, "OTHER")
                .setString(0x0011_0011, "EINTHOVEN")
                .setString(0x0011_1101, VR.LO, "found");

        assertThat(dataset.privateTag(0x0011, "EINTHOVEN", 0x01)).hasValue(0x0011_1101);
        assertThat(dataset.privateTag(0x0011, "NOBODY", 0x01)).isEmpty();
    }

    @Test
    void aCopyIsChangedOnItsOwn() {
        DicomDataset item = new DicomDataset().setString(Tag.CodeValue, "2:1");
        DicomDataset dataset = new DicomDataset().setItems(Tag.ConceptNameCodeSequence, item);

        DicomDataset copy = dataset.copy();
        copy.getItems(Tag.ConceptNameCodeSequence).get(0).setString(Tag.CodeValue, "2:2");

        assertThat(item.getString(Tag.CodeValue)).isEqualTo("2:1");
    }

    @Test
    void nothingPrintsAValue() throws Exception {
        DicomDataset dataset = new DicomDataset().setString(Tag.PatientName, "Secret");

        assertThat(List.of(dataset, DicomFile.of(dataset)).toString() + dataset.get(Tag.PatientName))
                .doesNotContain("Secret")
                .contains("(0010,0010) PatientName PN, 6 bytes");
    }

    @Test
    void theHashIgnoresPaddingAndSeesEveryChange() {
        DicomDataset dataset = new DicomDataset().setString(Tag.PatientID, "1").setInt(Tag.Rows, 0);
        String hash = ContentHash.of(dataset);

        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(ContentHash.of(dataset.copy().setString(Tag.PatientID, "1 ")))
                .isEqualTo(hash);
        assertThat(ContentHash.of(dataset.copy().setInt(0x0008_0000, VR.UL, 5))).isEqualTo(hash);
        assertThat(ContentHash.of(dataset.copy().setString(Tag.PatientID, "2"))).isNotEqualTo(hash);
        assertThat(ContentHash.of(dataset.copy().setBytes(Tag.Rows, VR.US, new byte[0])))
                .isNotEqualTo(hash);
        assertThat(ContentHash.of(dataset.copy().remove(Tag.Rows))).isNotEqualTo(hash);
    }

    @Test
    void anIdentifierOfAUuidIsItsNumber() {
        // The example of PS3.5 annex B.2.
        assertThat(UID.of(UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")))
                .isEqualTo("2.25.329800735698586629295641978511506172918");
        assertThat(UID.isValid(UID.random())).isTrue();
        assertThat(UID.isValid(UID.EinthovenImplementationClass)).isTrue();
        assertThat(UID.isValid("1.2..3")).isFalse();
        assertThat(UID.isValid("1.2.03")).isFalse();
    }

    @Test
    void theDictionaryKnowsTheConstants() throws Exception {
        for (var field : Tag.class.getFields()) {
            int tag = field.getInt(null);
            if (Tag.group(tag) != 0xFFFE) {
                assertThat(DicomDictionary.keywordOf(tag)).isEqualTo(field.getName());
                assertThat(DicomDictionary.tagOf(field.getName())).isEqualTo(tag);
            }
        }
        assertThat(DicomDictionary.vrOf(0x6002_3000)).isEqualTo(VR.OW);
        assertThat(DicomDictionary.vrOf(0x0011_0010)).isEqualTo(VR.LO);
        assertThat(DicomDictionary.vrOf(0x0011_1010)).isEqualTo(VR.UN);
        assertThat(DicomDictionary.vrOf(Tag.WaveformData, false, 8)).isEqualTo(VR.OB);
    }

    private static DicomDataset of(int tag, VR vr, String text) {
        return new DicomDataset().setBytes(tag, vr, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> text(int tag, VR vr, String text) {
        return of(tag, vr, text).getStrings(tag);
    }
}
