package org.einthoven.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hostile object may cost. */
class DicomLimitsTest {
    private static final DicomReader SMALL = new DicomReader(new DicomLimits(10_000, 20_000, 5, 100));

    @Test
    void refusesAFileThatIsTooLarge(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("large.dcm"), new byte[10_001]);

        assertThatThrownBy(() -> SMALL.read(file))
                .isInstanceOf(DicomLimitException.class)
                .hasMessage("The object exceeds the 10000 bytes that are accepted.");
        assertThatThrownBy(() -> SMALL.read(new ByteArrayInputStream(new byte[10_001])))
                .isInstanceOf(DicomLimitException.class);
        assertThatThrownBy(() -> SMALL.read(new byte[10_001])).isInstanceOf(DicomLimitException.class);
    }

    @Test
    void refusesABombOfDeflatedZeros() throws IOException {
        byte[] object = Encoded.file(TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN.uid())
                .raw(deflated(new byte[1_000_000]))
                .toBytes();

        assertThat(object.length).isLessThan(2000);
        String sentence = "The deflated data set inflates to more than the 20000 bytes that are accepted.";
        assertThatThrownBy(() -> SMALL.read(object))
                .isInstanceOf(DicomLimitException.class)
                .hasMessage(sentence);
        assertThatThrownBy(() -> SMALL.readHeader(new ByteArrayInputStream(object)))
                .isInstanceOf(DicomLimitException.class)
                .hasMessage(sentence);
    }

    /** A few hundred kilobytes may inflate to texts that a header read would hold, copy and decode. */
    @Test
    void refusesABombOfText() throws IOException {
        byte[] texts = new Encoded()
                .longHeader(Tag.TextValue, "UT", 9 << 20)
                .raw(new byte[9 << 20])
                .longHeader(Tag.UnformattedTextValue, "UT", 9 << 20)
                .raw(new byte[9 << 20])
                .toBytes();
        byte[] object = Encoded.file(TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN.uid())
                .raw(deflated(texts))
                .toBytes();

        assertThat(object.length).isLessThan(50_000);
        assertThatThrownBy(() -> DicomReader.standard().readHeader(new ByteArrayInputStream(object)))
                .isInstanceOf(DicomLimitException.class)
                .hasMessageContaining("makes the texts of the object exceed the 16777216 bytes");
        assertThatThrownBy(() -> DicomReader.standard().read(object)).isInstanceOf(DicomLimitException.class);
    }

    /** Each hidden sequence has a reader of its own; what they may cost is one. */
    @Test
    void textsHiddenInUnknownValuesCountTogether() {
        byte[] text = new Encoded()
                .header(Tag.TextValue, 9 << 20)
                .raw(new byte[9 << 20])
                .toBytes();
        byte[] item = new Encoded().header(Tag.Item, text.length).raw(text).toBytes();
        byte[] object = Encoded.implicitFile()
                .header(0x0011_1001, item.length)
                .raw(item)
                .header(0x0011_1002, item.length)
                .raw(item)
                .toBytes();

        assertThatThrownBy(() -> DicomReader.standard().read(object))
                .isInstanceOf(DicomLimitException.class)
                .hasMessageContaining("makes the texts of the object exceed");
    }

    @Test
    void refusesSequencesNestedTooDeep() {
        Encoded object = Encoded.implicitFile();
        for (int depth = 0; depth < 6; depth++) {
            object.header(Tag.WaveformSequence, 0xFFFF_FFFFL).header(Tag.Item, 0xFFFF_FFFFL);
        }

        assertThatThrownBy(() -> SMALL.read(object.toBytes()))
                .isInstanceOf(DicomLimitException.class)
                .hasMessage(
                        "(5400,0100) WaveformSequence at byte 250 nests deeper than the 5 sequences that are accepted.");
    }

    @Test
    void sequencesHiddenInUnknownValuesNestNoDeeper() {
        byte[] inner = {};
        for (int depth = 0; depth < 40; depth++) {
            inner = new Encoded()
                    .header(Tag.Item, inner.length + 8)
                    .header(0x0011_1001, inner.length)
                    .raw(inner)
                    .toBytes();
        }
        byte[] object = Encoded.implicitFile()
                .header(0x0011_1001, inner.length)
                .raw(inner)
                .toBytes();

        assertThatThrownBy(() -> SMALL.read(object)).isInstanceOf(DicomLimitException.class);
    }

    @Test
    void refusesTooManyElements() {
        Encoded object = Encoded.implicitFile().header(Tag.WaveformSequence, 8 * 100);
        for (int i = 0; i < 100; i++) {
            object.header(Tag.Item, 0);
        }

        assertThatThrownBy(() -> SMALL.read(object.toBytes()))
                .isInstanceOf(DicomLimitException.class)
                .hasMessage("The object has more than the 100 elements that are accepted.");
    }

    @Test
    void aHeaderReadHoldsNoMoreThanTheLimitEither() {
        byte[] object = Encoded.implicitFile()
                .header(Tag.TextValue, 20_000)
                .raw(new byte[20_000])
                .toBytes();

        assertThatThrownBy(() -> SMALL.readHeader(new ByteArrayInputStream(object)))
                .isInstanceOf(DicomLimitException.class)
                .hasMessage(
                        "(0040,A160) TextValue at byte 170 makes the object exceed the 10000 bytes that are accepted.");
    }

    @Test
    void notesAreCounted() throws Exception {
        Encoded object = Encoded.explicitFile();
        for (int i = 0; i < 150; i++) {
            object.explicit(0x0011_1000 + i, "LO", "ABC");
        }

        assertThat(DicomReader.standard().read(object.toBytes()).notes())
                .hasSize(101)
                .endsWith("There are 50 more oddities like these.");
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflating =
                new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION, true))) {
            deflating.write(bytes);
        }
        return out.toByteArray();
    }
}
