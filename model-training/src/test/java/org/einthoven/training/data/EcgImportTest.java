package org.einthoven.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.EcgStore;
import org.einthoven.ecg.store.StoreKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EcgImportTest {
    private static final Path SAMPLES = Path.of("../tests/samples");

    @TempDir
    private Path folder;

    private Path secret = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void makeDataAndSecret() throws IOException {
        secret = Files.write(folder.resolve("secret"), new byte[32]);
        data = Files.createDirectories(folder.resolve("data/below"));
        Files.copy(SAMPLES.resolve("dicom/ecgtoolkit_Example.dcm"), data.resolve("one.dcm"));
    }

    private EcgImport.Result run(@Nullable Path labels) throws IOException {
        EcgImport.Result result =
                new EcgImport(data.resolve(".."), store(), "hospital", labels, secret).run(done -> {});
        result.requireLabelsTaken();
        return result;
    }

    private Path store() {
        return folder.resolve("store");
    }

    private Path labels(String text) throws IOException {
        return Files.writeString(folder.resolve("labels.csv"), text);
    }

    @Test
    void importsUnderPseudonymsWithLabels() throws IOException {
        EcgImport.Result result = run(labels("record,af,mi\none,1,\n"));

        assertThat(result.records()).isEqualTo(1);
        EcgStore store = EcgStore.open(store());
        assertThat(store.source()).isEqualTo("hospital");
        assertThat(store.get(0).labels()).isEqualTo(Map.of(Task.ATRIAL_FIBRILLATION, true));
        float[] samples = new float[12 * 2500];
        store.read(0, samples);
        assertThat(samples[100]).isNotNaN();
    }

    @Test
    void sameContentIsOneRecordAndASecondRunAddsWhatIsNew() throws IOException {
        Files.copy(data.resolve("one.dcm"), data.resolve("again.dcm"));
        assertThat(run(null).records()).isEqualTo(1);
        int windows = EcgStore.open(store()).size();
        Files.copy(SAMPLES.resolve("dicom/pydicom_waveform_ecg.dcm"), data.resolve("two.dcm"));

        EcgImport.Result second = run(null);

        assertThat(second.records()).isEqualTo(1);
        assertThat(second.known()).isEqualTo(1);
        assertThat(EcgStore.open(store()).size()).isGreaterThan(windows);
        assertThat(run(null).windows()).isZero();
    }

    @Test
    void recordsOfAPatientThatTheTableNamesBelongTogether() throws IOException {
        Files.copy(SAMPLES.resolve("dicom/pydicom_waveform_ecg.dcm"), data.resolve("two.dcm"));
        assertThat(run(labels("record,patient\none,A\ntwo,A\n")).patients()).isEqualTo(1);
    }

    @Test
    void labelsThatAStoreDoesNotHaveAreNotDroppedWithoutAWord() throws IOException {
        run(null);
        assertThatThrownBy(() -> run(labels("record,af\none,1\n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 1 of the labelled records already with other labels or none")
                .hasMessageContaining("into a new store");
        assertThat(EcgStore.open(store()).get(0).labels()).isEmpty();
        Path labelled = folder.resolve("labelled");
        new EcgImport(data, labelled, "hospital", labels("record,af\none,1\n"), secret).run(done -> {});
        assertThat(new EcgImport(data, labelled, "hospital", labels("record,af\none,1\n"), secret)
                        .run(done -> {})
                        .known())
                .isEqualTo(1);
    }

    @Test
    void aRowIsOfOneEcg() throws IOException {
        Path other = Files.createDirectories(folder.resolve("data/other"));
        Files.copy(SAMPLES.resolve("dicom/pydicom_waveform_ecg.dcm"), other.resolve("one.dcm"));

        assertThatThrownBy(() -> run(labels("record,af\none,1\n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("names 'one', and below/one and other/one have this name");
        assertThat(store()).doesNotExist();
        run(labels("record,af,mi\nbelow/one,1,\nother/one,,1\n"));

        EcgStore store = EcgStore.open(store());
        assertThat(store.get(0).labels()).isEqualTo(Map.of(Task.ATRIAL_FIBRILLATION, true));
        assertThat(store.get(store.size() - 1).labels()).isEqualTo(Map.of(Task.MYOCARDIAL_INFARCTION, true));
    }

    @Test
    void aUidIsANameAsItIs() throws IOException {
        Files.move(data.resolve("one.dcm"), data.resolve("1.2.840.113"));
        run(labels("record,af\n1.2.840.113,1\n"));
        assertThat(EcgStore.open(store()).get(0).labels()).isEqualTo(Map.of(Task.ATRIAL_FIBRILLATION, true));
    }

    /** A hospital's folder may be called as a public set. */
    @Test
    void withASecretNoFolderIsTakenForAPublicSet() throws IOException {
        Path own = Files.createDirectories(folder.resolve("data/ptb"));
        Files.copy(SAMPLES.resolve("dicom/pydicom_waveform_ecg.dcm"), own.resolve("two.dcm"));

        assertThat(run(null).records()).isEqualTo(2);
        EcgStore store = EcgStore.open(store());
        assertThat(store.get(store.size() - 1).patient()).isNotEqualTo(StoreKey.publicName("ptb"));
    }

    @Test
    void whatIsNoEcgIsLeftOutAndCounted() throws IOException {
        Files.writeString(data.resolve("letter.xml"), "<a/>");
        Files.write(data.resolve("broken.dcm"), new byte[300]);
        EcgImport.Result result = run(null);
        assertThat(result.records()).isEqualTo(1);
        assertThat(result.leftOut()).isEqualTo(Map.of("no ECG that can be decoded", 2));
    }

    @Test
    void aLabelOfAFileThatIsLeftOutIsCountedAndNoFault() throws IOException {
        Files.write(data.resolve("broken.dcm"), new byte[300]);
        EcgImport.Result result = run(labels("record,af\none,1\nbroken,0\n"));
        assertThat(result.records()).isEqualTo(1);
        assertThat(result.labelledLeftOut()).isEqualTo(1);
        Path unknown = labels("record,af\none,1\nbroken,0\nnine,1\n");
        assertThatThrownBy(() -> run(unknown))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("names 1 records of which there is no file, the first in line order 'nine'");
    }

    @Test
    void theFolderMayBeALinkByAnyName() throws IOException {
        List<String> twelve = Lead.STANDARD.stream().map(Lead::name).toList();
        Path set = folder.resolve("public/georgia");
        WfdbRecords.write(set, "E1", twelve, 10, WfdbRecords.FIBRILLATION);
        Path named = Files.createSymbolicLink(folder.resolve("named"), set);
        new EcgImport(named, store(), "georgia", null, null).run(done -> {});
        StoreKey key = StoreKey.publicName("georgia/E1");
        assertThat(EcgStore.open(store()).get(0).record()).isEqualTo(key);

        Path moved = Files.move(set, folder.resolve("georgia-2021"));
        Path link = Files.createSymbolicLink(set, moved);
        new EcgImport(link, store(), "georgia", null, null).run(done -> {});

        assertThat(EcgStore.open(store()).size()).as("the same record").isEqualTo(1);
    }

    @Test
    void aTableOfASpreadsheetIsReadAndOneInAnotherEncodingIsNamed() throws IOException {
        assertThat(run(labels("\ufeffrecord,af\r\none,1\r\n")).faults()).isEmpty();
        assertThat(EcgStore.open(store()).get(0).labels()).isEqualTo(Map.of(Task.ATRIAL_FIBRILLATION, true));
        Path latin = Files.writeString(
                folder.resolve("latin.csv"), "record,patient\none,M\u00fcller\n", StandardCharsets.ISO_8859_1);
        assertFault("latin.csv is no text in UTF-8", data, latin, secret);
    }

    @Test
    void publicDataSetsBringTheirLabelsAndNeedNoSecret() throws IOException {
        Path set = Files.createDirectories(folder.resolve("public/cinc2017"));
        Files.writeString(set.resolve("REFERENCE.csv"), "A1,A\n");
        Files.writeString(set.resolve("A1.hea"), "A1 1 300 9000\nA1.dat 16 1000 16 0 0 0 0 ECG\n");
        byte[] samples = new byte[18_000];
        for (int i = 0; i < 9000; i++) {
            int value = i % 250 < 12 ? 900 : (int) (60 * Math.sin(i / 40.0));
            samples[2 * i] = (byte) value;
            samples[2 * i + 1] = (byte) (value >> 8);
        }
        Files.write(set.resolve("A1.dat"), samples);
        EcgImport.Result result =
                new EcgImport(folder.resolve("public"), store(), "cinc2017", null, null).run(done -> {});
        assertThat(result.leftOut()).isEmpty();
        assertThat(result.windows()).isEqualTo(3);
        float[] window = new float[12 * 2500];
        EcgStore.open(store()).read(0, window);
        assertThat(Window.ofSamples(window).leads()).isEqualTo(1);
        assertThat(Window.ofSamples(window).row(Lead.I.standardIndex())).isNotNull();
        assertThat(EcgStore.open(store()).get(2).record()).isEqualTo(StoreKey.publicName("cinc2017/A1"));
        assertThat(EcgStore.open(store()).get(2).labels()).isEqualTo(Map.of(Task.ATRIAL_FIBRILLATION, true));
        Files.delete(set.resolve("REFERENCE.csv"));
        assertThatThrownBy(() -> new EcgImport(folder.resolve("public"), folder.resolve("other"), "x", null, null)
                        .run(done -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("REFERENCE.csv");
    }

    @Test
    void recordsOfEqualContentAreOnePatientAndSoAreAllOfPtb() throws IOException {
        List<String> twelve = Lead.STANDARD.stream().map(Lead::name).toList();
        Path open = folder.resolve("open");
        WfdbRecords.write(open.resolve("ptb"), "S0001", twelve, 12, "164865005");
        WfdbRecords.write(open.resolve("ptb"), "S0002", twelve, 12, "164865005");
        WfdbRecords.write(open.resolve("georgia"), "E1", twelve, 12, "164865005");
        Files.copy(open.resolve("georgia/E1.hea"), open.resolve("georgia/E2.hea"));
        WfdbRecords.write(open.resolve("georgia"), "E3", twelve, 1, "164865005");

        EcgImport.Result result = new EcgImport(open, store(), "open", null, null).run(done -> {});

        assertThat(result.records()).isEqualTo(4);
        assertThat(result.patients()).isEqualTo(2);
        assertThat(result.leftOut()).isEqualTo(Map.of("not analysable", 1));
        float[] samples = new float[12 * 2500];
        EcgStore.open(store()).read(0, samples);
        assertThat(Window.ofSamples(samples).leads()).isEqualTo(12);
    }

    @Test
    void faultsAreOneClearSentence() throws IOException {
        assertFault("pseudonyms need a secret", data, null, null);
        assertFault("no ECG file", Files.createDirectories(folder.resolve("empty")), null, secret);
        assertFault("at least 32 bytes", data, null, Files.write(folder.resolve("short"), new byte[3]));
        assertFault("begins with the line", data, labels(""), secret);
        assertFault("'cancer' is no task", data, labels("record,cancer\n"), secret);
        assertFault(":2: 1 cells", data, labels("record,af\none\n"), secret);
        assertFault(":2: a label is", data, labels("record,af\none,yes\n"), secret);
        assertFault(":3: the record stands twice", data, labels("record,af\none,1\none,0\n"), secret);
        assertFault("names 1 records", data, labels("record,af\nnine,1\n"), secret);
    }

    private void assertFault(String sentence, Path from, @Nullable Path labels, @Nullable Path key) {
        assertThatThrownBy(() -> new EcgImport(from, store(), "hospital", labels, key)
                        .run(done -> {})
                        .requireLabelsTaken())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(sentence);
    }
}
