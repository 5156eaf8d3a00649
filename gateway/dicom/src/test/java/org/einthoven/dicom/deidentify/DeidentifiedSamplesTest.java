package org.einthoven.dicom.deidentify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomSequence;
import org.einthoven.dicom.DicomValue;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.deidentify.DeidentificationSettings.Dates;
import org.einthoven.dicom.peers.Dcmtk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample file, those of the project and those beside it where they are, de-identified. */
class DeidentifiedSamplesTest {
    private static final Deidentifier BASIC =
            new Deidentifier(DeidentificationSettings.BASIC, new DicomPseudonyms(new byte[32]));
    private static final Deidentifier KEEPING =
            new Deidentifier(new DeidentificationSettings(Dates.SHIFTED, true), new DicomPseudonyms(new byte[32]));

    static Collection<Path> waveforms() {
        Map<Path, Path> byName = new TreeMap<>();
        for (String folder : List.of(
                "../../tests/samples/dicom", "../../../shared/samples/dicom", "../../../shared/samples/derived")) {
            files(Path.of(folder)).forEach(file -> byName.putIfAbsent(file.getFileName(), file));
        }
        return byName.values();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".dcm"))
                    .filter(file -> !file.endsWith("result_pdf.dcm"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("waveforms")
    void nothingOfWhatTheProfileRemovesIsFoundAgain(Path file) throws Exception {
        DicomFile original = DicomReader.standard().read(file);
        Set<String> identifying = identifying(original.dataset());
        // Mortara names its private blocks as it names itself.
        identifying.remove(original.dataset().getString(Tag.Manufacturer));
        assertThat(identifying).hasSizeGreaterThan(5);

        byte[] written = written(BASIC.deidentify(original));

        assertThat(Planted.found(written, identifying.toArray(new String[0]))).isEmpty();
    }

    /** The texts and UIDs that are to go, but for those that are part of anything. */
    private static Set<String> identifying(DicomDataset dataset) {
        Set<String> identifying = new HashSet<>();
        for (DicomElement element : dataset) {
            if (element instanceof DicomSequence sequence) {
                sequence.items().forEach(item -> identifying.addAll(identifying(item)));
            } else if (ConfidentialityProfile.row(element.tag()) != null
                    || Tag.isPrivate(element.tag())
                    || element.tag() == Tag.UnformattedTextValue) {
                dataset.getStrings(element.tag()).stream()
                        .map(String::strip)
                        .filter(text -> text.length() >= 5 && !text.matches("0*"))
                        .forEach(identifying::add);
            }
        }
        return identifying;
    }

    @ParameterizedTest
    @MethodSource("waveforms")
    void samplesAndTheirScaleStayAndTheObjectIsWhole(Path file) throws Exception {
        DicomFile original = DicomReader.standard().read(file);
        DicomFile again = DicomReader.standard().read(written(KEEPING.deidentify(original)));

        assertThat(again.notes()).isEmpty();
        assertThat(again.transferSyntax()).isEqualTo(original.transferSyntax());
        List<DicomDataset> groups = original.dataset().getItems(Tag.WaveformSequence);
        List<DicomDataset> cleaned = again.dataset().getItems(Tag.WaveformSequence);
        assertThat(cleaned).hasSameSizeAs(groups);
        for (int i = 0; i < groups.size(); i++) {
            assertThat(cleaned.get(i).getBytes(Tag.WaveformData))
                    .isEqualTo(groups.get(i).getBytes(Tag.WaveformData));
            assertThat(cleaned.get(i).getDouble(Tag.SamplingFrequency))
                    .isEqualTo(groups.get(i).getDouble(Tag.SamplingFrequency));
            assertSameChannels(cleaned.get(i), groups.get(i));
        }
        assertThat(UID.isValid(String.valueOf(again.dataset().getString(Tag.SOPInstanceUID))))
                .isTrue();
        assertThat(again.fileMeta().getString(Tag.MediaStorageSOPInstanceUID))
                .isEqualTo(again.dataset().getString(Tag.SOPInstanceUID));
    }

    private static void assertSameChannels(DicomDataset cleaned, DicomDataset group) throws Exception {
        List<DicomDataset> channels = group.getItems(Tag.ChannelDefinitionSequence);
        List<DicomDataset> kept = cleaned.getItems(Tag.ChannelDefinitionSequence);
        assertThat(kept).hasSameSizeAs(channels);
        for (int i = 0; i < channels.size(); i++) {
            for (int number : new int[] {
                Tag.ChannelSensitivity,
                Tag.ChannelSensitivityCorrectionFactor,
                Tag.ChannelBaseline,
                Tag.ChannelTimeSkew,
                Tag.ChannelSampleSkew,
                Tag.FilterHighFrequency
            }) {
                assertThat(kept.get(i).getDouble(number))
                        .isEqualTo(channels.get(i).getDouble(number));
            }
            for (int code : new int[] {Tag.ChannelSourceSequence, Tag.ChannelSensitivityUnitsSequence}) {
                DicomDataset before = channels.get(i).getItems(code).get(0);
                DicomDataset after = kept.get(i).getItems(code).get(0);
                for (int tag : new int[] {Tag.CodeValue, Tag.CodingSchemeDesignator, Tag.CodeMeaning}) {
                    assertThat(after.getString(tag)).isEqualTo(before.getString(tag));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("waveforms")
    void isTheSameEachTimeAndTwiceChangesNoMoreThanIdentity(Path file) throws Exception {
        DicomFile original = DicomReader.standard().read(file);

        assertThat(written(BASIC.deidentify(original))).isEqualTo(written(BASIC.deidentify(original)));
        DicomFile once = BASIC.deidentify(original);
        DicomFile twice = BASIC.deidentify(once);
        assertThat(tags(twice.dataset())).isEqualTo(tags(once.dataset()));
    }

    private static List<Integer> tags(DicomDataset dataset) {
        List<Integer> tags = new ArrayList<>();
        for (DicomElement element : dataset) {
            tags.add(element.tag());
            if (element instanceof DicomSequence sequence) {
                sequence.items().forEach(item -> tags.addAll(tags(item)));
            }
        }
        return tags;
    }

    @Test
    void aPdfIsRefused() throws Exception {
        DicomFile pdf = DicomReader.standard().read(Path.of("../../tests/samples/dicom/result_pdf.dcm"));

        assertThatThrownBy(() -> BASIC.deidentify(pdf)).isInstanceOf(NotDeidentifiableException.class);
    }

    @Test
    void dcmtkReadsEveryOneWithoutAComplaint(@TempDir Path folder) throws Exception {
        Dcmtk dcmtk = new Dcmtk(folder);
        int count = 0;
        for (Path file : files(Path.of("../../tests/samples/dicom"))) {
            Path cleaned = folder.resolve(file.getFileName());
            Files.write(
                    cleaned, written(KEEPING.deidentify(DicomReader.standard().read(file))));
            Dcmtk.Result result = dcmtk.run("dcmdump", "-v", "+E", cleaned.toString());
            assertThat(result.status()).as(result.output()).isZero();
            assertThat(result.output())
                    .contains("PatientIdentityRemoved", "113107")
                    .doesNotContain("W: ", "E: ", "F: ");
            count++;
        }
        assertThat(count).isEqualTo(10);
    }

    private static byte[] written(DicomFile file) {
        for (DicomElement element : file.fileMeta()) {
            assertThat(element).isInstanceOf(DicomValue.class);
        }
        return DicomWriter.standard().toBytes(file, file.transferSyntax());
    }
}
