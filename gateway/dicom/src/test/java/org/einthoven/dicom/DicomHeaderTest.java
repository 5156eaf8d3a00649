package org.einthoven.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading what stands before and around the waveforms without the waveforms. */
class DicomHeaderTest {
    private static final long HUGE = 3L << 30;

    static Iterable<Path> files() {
        return Samples.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everythingButTheWaveformsIsThere(Path file) throws Exception {
        DicomFile whole = DicomReader.standard().read(file);

        DicomFile header = DicomReader.standard().readHeader(file);

        assertThat(header.dataset().getString(Tag.SOPInstanceUID))
                .isEqualTo(whole.dataset().getString(Tag.SOPInstanceUID));
        assertThat(header.dataset().size()).isEqualTo(whole.dataset().size());
        assertThat(header.dataset().getItems(Tag.WaveformSequence))
                .hasSameSizeAs(whole.dataset().getItems(Tag.WaveformSequence))
                .allSatisfy(group -> assertThat(group.get(Tag.WaveformData)).isInstanceOf(SkippedValue.class));
    }

    @Test
    void aSkippedValueSaysWhereItLies() throws Exception {
        byte[] bytes = Files.readAllBytes(Samples.MORTARA);
        DicomDataset whole = DicomReader.standard()
                .read(bytes)
                .dataset()
                .getItems(Tag.WaveformSequence)
                .get(1);

        SkippedValue skipped = (SkippedValue) DicomReader.standard()
                .readHeader(Samples.MORTARA)
                .dataset()
                .getItems(Tag.WaveformSequence)
                .get(1)
                .get(Tag.WaveformData);

        assertThat(skipped).isNotNull();
        int from = (int) skipped.offset();
        assertThat(Arrays.copyOfRange(bytes, from, from + (int) skipped.length()))
                .isEqualTo(whole.getBytes(Tag.WaveformData));
        assertThat(skipped.bigEndian()).isFalse();
    }

    @Test
    void whatStandsBeforeTheWaveformsIsReadFromTheBeginningOfAStream() throws Exception {
        byte[] beginning = Arrays.copyOf(Files.readAllBytes(Samples.MORTARA), 60_000);
        try (InputStream stream = new ByteArrayInputStream(beginning)) {
            DicomFile before = DicomReader.standard().readBefore(Tag.WaveformAnnotationSequence, stream);

            assertThat(before.dataset().getString(Tag.PatientName)).isEqualTo("Anonymous");
            assertThat(before.dataset().contains(Tag.WaveformAnnotationSequence))
                    .isFalse();
        }
    }

    @Test
    void anObjectOfGigabytesCostsNoMemory(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("huge.dcm");
        byte[] start = Encoded.explicitFile()
                .explicit(Tag.PatientID, "LO", "1234")
                .longHeader(Tag.WaveformSequence, "SQ", 0xFFFF_FFFFL)
                .header(Tag.Item, 0xFFFF_FFFFL)
                .longHeader(Tag.WaveformData, "OW", HUGE)
                .toBytes();
        byte[] end = new Encoded()
                .header(Tag.ItemDelimitationItem, 0)
                .header(Tag.SequenceDelimitationItem, 0)
                .toBytes();
        writeSparse(file, start, end);

        DicomFile header = DicomReader.standard().readHeader(file);

        assertThat(header.dataset().getItems(Tag.WaveformSequence).get(0).get(Tag.WaveformData))
                .isEqualTo(new SkippedValue(Tag.WaveformData, VR.OW, start.length, HUGE, false));
        assertThatThrownBy(() -> DicomReader.standard().read(file))
                .isInstanceOf(DicomLimitException.class)
                .hasMessage("The object exceeds the 536870912 bytes that are accepted.");
    }

    private static void writeSparse(Path file, byte[] start, byte[] end) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE))) {
            channel.write(ByteBuffer.wrap(start));
            channel.position(start.length + HUGE);
            channel.write(ByteBuffer.wrap(end));
        }
    }

    @Test
    void whatWasSkippedIsNeitherWrittenNorHashed() throws Exception {
        DicomFile header = DicomReader.standard().readHeader(Samples.MORTARA);
        String sentence =
                "(5400,1010) WaveformData was left in its file when the object was read; read the whole object";

        assertThatThrownBy(() -> ContentHash.of(header.dataset())).hasMessage(sentence);
        assertThatThrownBy(() -> DicomWriter.standard().toBytes(header, TransferSyntax.EXPLICIT_LITTLE_ENDIAN))
                .hasMessage(sentence);
    }
}
