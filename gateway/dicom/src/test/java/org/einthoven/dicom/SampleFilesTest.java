package org.einthoven.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.einthoven.dicom.DicomWriter.SequenceLengths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample file reads as pydicom reads it, and stays the same through every transfer syntax. */
class SampleFilesTest {
    /** The samples that say the same as another one, whose golden file they share. */
    private static final List<String> SAME_AS_MORTARA =
            List.of("mortara_bigendian", "mortara_deflated", "mortara_undeflen");

    static List<Path> files() {
        return Samples.files();
    }

    static Stream<Arguments> filesAndEncodings() {
        List<Arguments> all = new ArrayList<>();
        for (Path file : files()) {
            for (TransferSyntax syntax : Samples.SYNTAXES) {
                for (SequenceLengths lengths : SequenceLengths.values()) {
                    all.add(Arguments.of(file, syntax, lengths));
                }
            }
        }
        return all.stream();
    }

    @Test
    void thereAreSamples() {
        assertThat(files()).hasSize(11);
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsWhatPydicomReads(Path file) throws Exception {
        DicomFile object = DicomReader.standard().read(file);

        String name = file.getFileName().toString().replace(".dcm", "");
        String golden = SAME_AS_MORTARA.contains(name) ? "pydicom_waveform_ecg" : name;
        assertThat(Dump.of(object.dataset())).containsExactlyElementsOf(Samples.golden(golden));
        assertThat(object.notes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("filesAndEncodings")
    void isTheSameThroughEveryEncoding(Path file, TransferSyntax syntax, SequenceLengths lengths) throws Exception {
        DicomFile object = DicomReader.standard().read(file);

        DicomFile again = DicomReader.standard().read(new DicomWriter(lengths).toBytes(object, syntax));

        assertThat(again.notes()).isEmpty();
        assertThat(again.transferSyntax()).isEqualTo(syntax);
        assertThat(ContentHash.of(again.dataset())).isEqualTo(ContentHash.of(object.dataset()));
        assertThat(withoutPrivate(Dump.of(again.dataset()))).isEqualTo(withoutPrivate(Dump.of(object.dataset())));
        assertThat(again.fileMeta().getString(Tag.MediaStorageSOPInstanceUID))
                .isEqualTo(object.dataset().getString(Tag.SOPInstanceUID));
        assertThat(again.fileMeta().getString(Tag.ImplementationClassUID)).isEqualTo(UID.EinthovenImplementationClass);
    }

    /** Implicit VR has no VR for private elements, so that their values appear as bytes. */
    private static List<String> withoutPrivate(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("1455") && !line.startsWith("7001"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("filesAndEncodings")
    void writesTheSameBytesAgain(Path file, TransferSyntax syntax, SequenceLengths lengths) throws Exception {
        DicomFile object = DicomReader.standard().read(file);
        DicomWriter writer = new DicomWriter(lengths);

        byte[] once = writer.toBytes(object.dataset(), syntax);
        byte[] twice = writer.toBytes(DicomReader.standard().readDataset(once, syntax), syntax);

        assertThat(twice).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsTheSameFromAStream(Path file) throws Exception {
        DicomFile object = DicomReader.standard().read(new ByteArrayInputStream(Files.readAllBytes(file)));

        assertThat(Dump.of(object.dataset()))
                .isEqualTo(Dump.of(DicomReader.standard().read(file).dataset()));
    }

    @Test
    void theSameObjectHasTheSameHashInEverySyntax() throws Exception {
        List<String> hashes = new ArrayList<>();
        for (String name : List.of(
                "pydicom_waveform_ecg",
                "mortara_implicit",
                "mortara_bigendian",
                "mortara_deflated",
                "mortara_undeflen")) {
            hashes.add(ContentHash.of(DicomReader.standard()
                    .read(Samples.FOLDER.resolve(name + ".dcm"))
                    .dataset()));
        }

        assertThat(hashes).hasSize(5).containsOnly(hashes.get(0));
    }
}
