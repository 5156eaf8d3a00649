package org.einthoven.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault and the one sentence that answers it; each oddity that is taken, and its note. */
class DicomFaultTest {
    private static final long UNDEFINED = 0xFFFF_FFFFL;

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        "text",
                        new Encoded().ascii("Hello, this is no DICOM object at all."),
                        "This is no DICOM object: neither the mark DICM at byte 128 nor a data set at byte 0 is there."),
                arguments(
                        "nothing",
                        new Encoded(),
                        "This is no DICOM object: neither the mark DICM at byte 128 nor a data set at byte 0 is there."),
                arguments(
                        "a preamble only",
                        new Encoded().raw(new byte[128]).ascii("DICM"),
                        "(0002,0010) TransferSyntaxUID is absent, and the data set cannot be recognised."),
                arguments(
                        "no data set",
                        Encoded.explicitFile(),
                        "The object has no element after the file meta information."),
                arguments(
                        "2 GB declared",
                        explicit().longHeader(Tag.PixelData, "OW", 0x7FFF_FFFEL).raw(new byte[100]),
                        "(7FE0,0010) PixelData at byte 180 declares 2147483646 bytes, but the object is cut off before their end."),
                arguments(
                        "cut off in a value",
                        explicit().shortHeader(Tag.PatientName, "PN", 20).ascii("Doe^J"),
                        "(0010,0010) PatientName at byte 180 declares 20 bytes, but the object is cut off before their end."),
                arguments(
                        "cut off in a header",
                        explicit().raw(new byte[] {0x10, 0, 0x10}),
                        "The object is cut off inside the header of the element at byte 180."),
                arguments(
                        "cut off in a long header",
                        explicit().shortHeader(Tag.PixelData, "OW", 0),
                        "The object is cut off inside the header of the element at byte 180."),
                arguments(
                        "no VR",
                        explicit().header(Tag.PatientID, 0x0004_0000).ascii("1234"),
                        "(0010,0020) PatientID at byte 180 has no value representation but the bytes 00 00."),
                arguments(
                        "undefined length of a text",
                        explicit().longHeader(Tag.TextValue, "UT", UNDEFINED),
                        "(0040,A160) TextValue at byte 180 has an undefined length, which VR UT does not allow."),
                arguments(
                        "undefined length of a text, implicit",
                        implicit().header(Tag.PatientID, UNDEFINED),
                        "(0010,0020) PatientID at byte 178 has an undefined length, which VR LO does not allow."),
                arguments(
                        "no item in a sequence",
                        explicit().longHeader(Tag.WaveformSequence, "SQ", 8).header(Tag.PatientID, 0),
                        "(5400,0100) WaveformSequence at byte 180 has (0010,0020) at byte 192, where an item or its end is expected."),
                arguments(
                        "sequence cut off",
                        explicit().longHeader(Tag.WaveformSequence, "SQ", UNDEFINED),
                        "(5400,0100) WaveformSequence at byte 180 is cut off at byte 192, where an item or its end is expected."),
                arguments(
                        "item cut off",
                        explicit()
                                .longHeader(Tag.WaveformSequence, "SQ", UNDEFINED)
                                .header(Tag.Item, UNDEFINED),
                        "(5400,0100) WaveformSequence at byte 180 is cut off at byte 200, before the delimiter of its item."),
                arguments(
                        "item longer than its sequence",
                        explicit()
                                .longHeader(Tag.WaveformSequence, "SQ", 8)
                                .header(Tag.Item, 100)
                                .raw(new byte[100]),
                        "The item at byte 192 of (5400,0100) WaveformSequence declares 100 bytes, more than are left in the sequence."),
                arguments(
                        "value longer than its item",
                        explicit()
                                .longHeader(Tag.WaveformSequence, "SQ", 16)
                                .header(Tag.Item, 8)
                                .shortHeader(Tag.PatientID, "LO", 10)
                                .ascii("1234567890"),
                        "(0010,0020) PatientID at byte 200 declares 10 bytes, but only 0 are left in its item."),
                arguments(
                        "delimiter before the declared end",
                        explicit()
                                .longHeader(Tag.WaveformSequence, "SQ", 16)
                                .header(Tag.SequenceDelimitationItem, 0)
                                .header(Tag.Item, 0),
                        "(5400,0100) WaveformSequence at byte 180 has a delimiter at byte 192, before its declared end."),
                arguments(
                        "item delimiter missing",
                        explicit()
                                .longHeader(Tag.WaveformSequence, "SQ", UNDEFINED)
                                .header(Tag.Item, UNDEFINED)
                                .header(Tag.SequenceDelimitationItem, 0),
                        "The item tag (FFFE,E0DD) at byte 200 stands where an element is expected."),
                arguments(
                        "item outside a sequence",
                        explicit().header(Tag.Item, 0),
                        "The item tag (FFFE,E000) at byte 180 stands where an element is expected."),
                arguments(
                        "fragment that does not fit",
                        explicit().longHeader(Tag.PixelData, "OB", UNDEFINED).header(Tag.Item, UNDEFINED),
                        "The fragment at byte 192 of (7FE0,0010) PixelData has a length that does not fit."),
                arguments(
                        "two patients",
                        explicit().explicit(Tag.PatientID, "LO", "12345678").explicit(Tag.PatientID, "LO", "87654321"),
                        "(0010,0020) PatientID occurs twice with different values."),
                arguments(
                        "text after the data set",
                        explicit().explicit(Tag.PatientID, "LO", "1234").ascii("<!-- no element -->"),
                        "(213C,2D2D) at byte 192 has no value representation but the bytes 20 6E."),
                arguments(
                        "text after filling",
                        explicit().explicit(Tag.PatientID, "LO", "1234").ascii("\r\n\r\n\r\n\r\n\r\nabc"),
                        "The data set has bytes after byte 192 that are no element."),
                arguments(
                        "bytes after zeros",
                        explicit()
                                .explicit(Tag.PatientID, "LO", "1234")
                                .raw(new byte[16])
                                .ascii("?"),
                        "The data set has bytes after byte 192 that are no element."),
                arguments(
                        "not deflated",
                        Encoded.file(TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN.uid())
                                .raw(new byte[] {(byte) 0xFF, (byte) 0xFF, 1, 2, 3, 4, 5, 6}),
                        "The deflated data set is damaged."),
                arguments(
                        "deflated and cut off",
                        Encoded.file(TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN.uid())
                                .raw(new byte[] {(byte) 0x4b, 0x4c}),
                        "The deflated data set is cut off."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWithOneSentence(String fault, Encoded object, String sentence) {
        assertThatThrownBy(() -> DicomReader.standard().read(object.toBytes()))
                .isInstanceOf(DicomFormatException.class)
                .hasMessage(sentence);
        assertThatThrownBy(() -> DicomReader.standard().readHeader(new ByteArrayInputStream(object.toBytes())))
                .isInstanceOf(DicomFormatException.class)
                .hasMessage(sentence);
    }

    static Stream<Arguments> taken() {
        byte[] id = "1234".getBytes(StandardCharsets.US_ASCII);
        return Stream.of(
                arguments(
                        "bare, implicit",
                        new Encoded().implicit(Tag.SOPClassUID, "1.2.3\0").implicit(Tag.PatientID, "1234"),
                        List.of(
                                "The object has neither preamble nor the mark DICM.",
                                "The object has no file meta information.",
                                "(0002,0010) TransferSyntaxUID is absent; the data set was read as 1.2.840.10008.1.2.")),
                arguments(
                        "bare, explicit",
                        new Encoded().explicit(Tag.PatientID, "LO", id),
                        List.of(
                                "The object has neither preamble nor the mark DICM.",
                                "The object has no file meta information.",
                                "(0002,0010) TransferSyntaxUID is absent; the data set was read as 1.2.840.10008.1.2.1.")),
                arguments(
                        "bare, big endian",
                        new Encoded()
                                .raw(new byte[] {0, 0x10, 0, 0x20, 'L', 'O', 0, 4})
                                .raw(id),
                        List.of(
                                "The object has neither preamble nor the mark DICM.",
                                "The object has no file meta information.",
                                "(0002,0010) TransferSyntaxUID is absent; the data set was read as 1.2.840.10008.1.2.2.")),
                arguments(
                        "mark without preamble",
                        new Encoded().ascii("DICM").explicit(Tag.PatientID, "LO", id),
                        List.of(
                                "The object has no preamble.",
                                "The object has no file meta information.",
                                "(0002,0010) TransferSyntaxUID is absent; the data set was read as 1.2.840.10008.1.2.1.")),
                arguments(
                        "wrong group length",
                        new Encoded()
                                .raw(new byte[128])
                                .ascii("DICM")
                                .explicit(Tag.FileMetaInformationGroupLength, "UL", Encoded.integer(9999))
                                .explicit(Tag.TransferSyntaxUID, "UI", "1.2.840.10008.1.2.1\0")
                                .explicit(Tag.PatientID, "LO", id),
                        List.of("(0002,0000) FileMetaInformationGroupLength is wrong or absent.")),
                arguments(
                        "declared implicit, is explicit",
                        Encoded.implicitFile().explicit(Tag.PatientID, "LO", id),
                        List.of(
                                "(0002,0010) TransferSyntaxUID says otherwise, but the data set is encoded as 1.2.840.10008.1.2.1.")),
                arguments(
                        "declared explicit, is implicit",
                        Encoded.explicitFile().implicit(Tag.PatientID, "1234"),
                        List.of(
                                "(0002,0010) TransferSyntaxUID says otherwise, but the data set is encoded as 1.2.840.10008.1.2.")),
                arguments(
                        "declared deflated, is not",
                        Encoded.file(TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN.uid())
                                .explicit(Tag.PatientID, "LO", id),
                        List.of(
                                "(0002,0010) TransferSyntaxUID says otherwise, but the data set is encoded as 1.2.840.10008.1.2.1.")),
                arguments(
                        "odd length",
                        explicit().explicit(Tag.InstitutionName, "LO", "ABC").explicit(Tag.PatientID, "LO", id),
                        List.of("(0008,0080) InstitutionName has the odd length 3.")),
                arguments(
                        "unknown VR",
                        explicit()
                                .longHeader(Tag.InstitutionName, "ZZ", 4)
                                .ascii("Ward")
                                .explicit(Tag.PatientID, "LO", id),
                        List.of(
                                "(0008,0080) InstitutionName has the unknown value representation ZZ and was read as UN.")),
                arguments(
                        "out of order",
                        explicit().explicit(Tag.PatientID, "LO", id).explicit(Tag.InstitutionName, "LO", id),
                        List.of("(0008,0080) InstitutionName stands out of the order of the tags.")),
                arguments(
                        "twice the same",
                        explicit().explicit(Tag.PatientID, "LO", id).explicit(Tag.PatientID, "LO", id),
                        List.of("(0010,0020) PatientID occurs twice with the same value.")),
                arguments(
                        "zeros at the end",
                        explicit().explicit(Tag.PatientID, "LO", id).raw(new byte[100]),
                        List.of("The data set is followed by zeros from byte 192, which are no element.")),
                arguments(
                        "a line end at the end",
                        explicit().explicit(Tag.PatientID, "LO", id).ascii("\r\n"),
                        List.of("The data set is followed by filling from byte 192, which is no element.")),
                arguments(
                        "a block filled with 0xFF",
                        implicit().implicit(Tag.PatientID, "1234").raw(filled(512, 0xFF)),
                        List.of("The data set is followed by filling from byte 190, which is no element.")),
                arguments(
                        "an end-of-file mark",
                        explicit().explicit(Tag.PatientID, "LO", id).raw(new byte[] {0x1A}),
                        List.of("The data set is followed by filling from byte 192, which is no element.")),
                arguments(
                        "padding as the standard has it",
                        explicit()
                                .explicit(Tag.PatientID, "LO", id)
                                .longHeader(Tag.DataSetTrailingPadding, "OB", 64)
                                .raw(filled(64, 0xAA)),
                        List.of()),
                arguments(
                        "an empty value and an empty sequence",
                        explicit()
                                .explicit(Tag.PatientID, "LO", id)
                                .shortHeader(Tag.SamplingFrequency, "DS", 0)
                                .longHeader(Tag.WaveformSequence, "SQ", 0),
                        List.of()),
                arguments(
                        "private attributes that no creator reserves",
                        explicit()
                                .explicit(0x00090008, "LO", "x ")
                                .explicit(0x00091001, "LO", "x ")
                                .explicit(Tag.PatientID, "LO", id),
                        List.of()),
                arguments(
                        "a delimiter too many",
                        explicit().explicit(Tag.PatientID, "LO", id).header(Tag.SequenceDelimitationItem, 0),
                        List.of("The delimiter (FFFE,E0DD) at byte 192 ends nothing and was passed over.")),
                arguments(
                        "delimiter with a length",
                        explicit()
                                .explicit(Tag.PatientID, "LO", id)
                                .longHeader(Tag.WaveformSequence, "SQ", UNDEFINED)
                                .header(Tag.SequenceDelimitationItem, 77),
                        List.of("The delimiter of (5400,0100) WaveformSequence has a length other than 0.")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void takesWithANote(String oddity, Encoded object, List<String> notes) throws Exception {
        DicomFile file = DicomReader.standard().read(object.toBytes());

        assertThat(file.notes()).containsExactlyElementsOf(notes);
        assertThat(file.dataset().getString(Tag.PatientID)).isEqualTo("1234");
        assertThat(DicomReader.standard()
                        .readHeader(new ByteArrayInputStream(object.toBytes()))
                        .notes())
                .containsExactlyElementsOf(notes);
    }

    private static byte[] filled(int length, int code) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) code);
        return bytes;
    }

    /** The second element lies at byte 180, in implicit VR at byte 178. */
    private static Encoded explicit() {
        return Encoded.explicitFile().explicit(Tag.ImageType, "CS", "");
    }

    private static Encoded implicit() {
        return Encoded.implicitFile().implicit(Tag.ImageType, "");
    }
}
