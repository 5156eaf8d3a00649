package org.einthoven.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.einthoven.dicom.peers.Dcmtk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of VR UN: what the dictionary knows, sequences in implicit VR (PS3.5 section 6.2.2, CP-246), and those in which a writer put explicit VR all the same. */
class UnknownVrTest {
    private static final long UNDEFINED = 0xFFFF_FFFFL;
    private static final int PRIVATE = 0x0009_1001;

    static Stream<Arguments> sequences() {
        return Stream.of(
                arguments("implicit, undefined lengths", PRIVATE, implicit(), UNDEFINED, List.of()),
                arguments("implicit, defined length", PRIVATE, implicit(), 0L, List.of()),
                arguments("known to be a sequence", Tag.ConceptNameCodeSequence, implicit(), UNDEFINED, List.of()),
                arguments(
                        "known to be a sequence, defined length",
                        Tag.ConceptNameCodeSequence,
                        implicit(),
                        0L,
                        List.of()),
                arguments(
                        "explicit, undefined lengths",
                        PRIVATE,
                        explicit(),
                        UNDEFINED,
                        List.of(
                                "(0009,1001) of VR UN holds explicit VR, which it should not.",
                                "(0008,0121) EquivalentCodeSequence of VR UN holds explicit VR, which it should not.")),
                arguments(
                        "explicit, defined length",
                        Tag.ConceptNameCodeSequence,
                        explicit(),
                        0L,
                        List.of(
                                "(0040,A043) ConceptNameCodeSequence of VR UN holds explicit VR, which it should not.",
                                "(0008,0121) EquivalentCodeSequence of VR UN holds explicit VR, which it should not.")));
    }

    /** An item with a code and, in it, a sequence of undefined length with another one; in implicit VR. */
    private static Encoded implicit() {
        return new Encoded()
                .header(Tag.Item, UNDEFINED)
                .implicit(Tag.CodeValue, "2:1 ")
                .header(Tag.EquivalentCodeSequence, UNDEFINED)
                .header(Tag.Item, UNDEFINED)
                .implicit(Tag.CodeValue, "I ")
                .header(Tag.ItemDelimitationItem, 0)
                .header(Tag.SequenceDelimitationItem, 0)
                .header(Tag.ItemDelimitationItem, 0);
    }

    private static Encoded explicit() {
        return new Encoded()
                .header(Tag.Item, UNDEFINED)
                .explicit(Tag.CodeValue, "SH", "2:1 ")
                .longHeader(Tag.EquivalentCodeSequence, "UN", UNDEFINED)
                .header(Tag.Item, UNDEFINED)
                .explicit(Tag.CodeValue, "SH", "I ")
                .header(Tag.ItemDelimitationItem, 0)
                .header(Tag.SequenceDelimitationItem, 0)
                .header(Tag.ItemDelimitationItem, 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sequences")
    void sequencesAreReadHoweverTheyLie(String way, int tag, Encoded items, long length, List<String> notes)
            throws Exception {
        byte[] inside = items.toBytes();
        Encoded object = Encoded.explicitFile().explicit(Tag.ImageType, "CS", "");
        if (length == UNDEFINED) {
            object.longHeader(tag, "UN", UNDEFINED).raw(inside).header(Tag.SequenceDelimitationItem, 0);
        } else {
            object.longHeader(tag, "UN", inside.length).raw(inside);
        }
        byte[] bytes = object.explicit(0x0040_A124, "UI", "1.2\0").toBytes();

        for (DicomFile file : List.of(
                DicomReader.standard().read(bytes),
                DicomReader.standard().readHeader(new ByteArrayInputStream(bytes)))) {
            assertThat(file.dataset().getString(Tag.UID)).isEqualTo("1.2");
            DicomDataset item = Objects.requireNonNull(file.dataset().getItem(tag));
            assertThat(item.getString(Tag.CodeValue)).isEqualTo("2:1");
            assertThat(Objects.requireNonNull(item.getItem(Tag.EquivalentCodeSequence))
                            .getString(Tag.CodeValue))
                    .isEqualTo("I");
            assertThat(file.notes()).containsExactlyInAnyOrderElementsOf(notes);
        }
    }

    /** dcmtk knows these faults as well: its options +oi and for the VOI LUT Sequence. */
    @ParameterizedTest
    @ValueSource(strings = {"OB", "OW"})
    void aSequenceWithTheVrOfBytesIsReadAsOne(String vr) throws Exception {
        byte[] inside = explicit().toBytes();
        byte[] undefined = Encoded.explicitFile()
                .explicit(Tag.ImageType, "CS", "")
                .longHeader(Tag.ConceptNameCodeSequence, vr, UNDEFINED)
                .raw(inside)
                .header(Tag.SequenceDelimitationItem, 0)
                .explicit(Tag.UID, "UI", "1.2\0")
                .toBytes();
        byte[] defined = Encoded.explicitFile()
                .explicit(Tag.ImageType, "CS", "")
                .longHeader(Tag.ConceptNameCodeSequence, vr, inside.length)
                .raw(inside)
                .explicit(Tag.UID, "UI", "1.2\0")
                .toBytes();

        for (byte[] bytes : List.of(undefined, defined)) {
            DicomFile file = DicomReader.standard().read(bytes);
            assertThat(Objects.requireNonNull(file.dataset().getItem(Tag.ConceptNameCodeSequence))
                            .getString(Tag.CodeValue))
                    .isEqualTo("2:1");
            assertThat(file.dataset().getString(Tag.UID)).isEqualTo("1.2");
            assertThat(file.notes())
                    .contains("(0040,A043) ConceptNameCodeSequence of VR " + vr
                            + " holds explicit VR, which it should not.");
        }
    }

    @Test
    void aKnownAttributeOfVrUnHasTheVrOfTheDictionary() throws Exception {
        byte[] bytes = Encoded.explicitFile()
                .longHeader(Tag.PatientID, "UN", 4)
                .ascii("1234")
                .longHeader(Tag.NumberOfWaveformSamples, "UN", 4)
                .raw(Encoded.integer(5000))
                .longHeader(PRIVATE + 1, "UN", 4)
                .ascii("abcd")
                .toBytes();

        DicomDataset dataset = DicomReader.standard().read(bytes).dataset();

        assertThat(dataset.getString(Tag.PatientID)).isEqualTo("1234");
        assertThat(dataset.getInt(Tag.NumberOfWaveformSamples, 0)).isEqualTo(5000);
        assertThat(dataset.getBytes(PRIVATE + 1)).asString().isEqualTo("abcd");
    }

    /** dcmtk, too, writes a private sequence of an implicit object as UN: what it makes of each is read like the original. */
    @Test
    void whatDcmtkMakesOfAnImplicitPrivateSequenceIsTheSame(@TempDir Path folder) throws Exception {
        Dcmtk dcmtk = new Dcmtk(folder);
        byte[] bytes = Encoded.implicitFile()
                .implicit(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.9.1.2\0")
                .implicit(Tag.SOPInstanceUID, "1.2.3.4\0")
                .implicit(0x0009_0010, "SOMEBODY")
                .header(PRIVATE, UNDEFINED)
                .raw(implicit().toBytes())
                .header(Tag.SequenceDelimitationItem, 0)
                .implicit(Tag.PatientID, "1234")
                .toBytes();
        Path implicit = Files.write(folder.resolve("implicit.dcm"), bytes);
        String hash = ContentHash.of(DicomReader.standard().read(implicit).dataset());

        for (String syntax : List.of("+te", "+tb", "+ti")) {
            for (String lengths : List.of("+e", "-e")) {
                Path converted = folder.resolve("converted.dcm");
                Dcmtk.Result result = dcmtk.run("dcmconv", syntax, lengths, implicit.toString(), converted.toString());
                assertThat(result.status()).as(result.output()).isZero();
                DicomFile file = DicomReader.standard().read(converted);
                assertThat(file.notes()).as(syntax + lengths).isEmpty();
                assertThat(ContentHash.of(file.dataset())).as(syntax + lengths).isEqualTo(hash);
            }
        }
    }
}
