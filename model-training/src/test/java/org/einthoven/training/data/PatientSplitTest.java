package org.einthoven.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatientSplitTest {
    private static final NormalisedEcg NOTHING =
            new NormalisedEcg(0, new float[NormalisedEcg.SIZE], new boolean[NormalisedEcg.SIZE]);

    @TempDir
    private Path folder;

    /** Of 400 patients, two records each, every tenth has fibrillation in one of them, and 20 have an infarction. */
    private static MemoryDataset dataset() {
        MemoryDataset dataset = new MemoryDataset("test");
        for (int record = 0; record < 2; record++) {
            for (int patient = 0; patient < 400; patient++) {
                Map<Task, Boolean> labels = Map.of(
                        Task.ATRIAL_FIBRILLATION,
                        patient % 10 == 0 && record == 1,
                        Task.MYOCARDIAL_INFARCTION,
                        patient < 20);
                dataset.add(
                        new StoredEcg(
                                StoreKey.publicName("p" + patient),
                                StoreKey.publicName(patient + "/" + record),
                                0,
                                null,
                                null,
                                null,
                                labels),
                        NOTHING);
            }
        }
        return dataset;
    }

    @Test
    void noPatientCrossesAndEachPartHasItsShareOfEveryFinding() throws IOException {
        MemoryDataset dataset = dataset();
        PatientSplit split = PatientSplit.stratified(dataset, 7);
        Map<StoreKey, Part> seen = new HashMap<>();
        Map<Part, Integer> infarctions = new HashMap<>();
        Map<Part, Integer> fibrillations = new HashMap<>();
        for (int i = 0; i < dataset.size(); i++) {
            StoredEcg ecg = dataset.get(i);
            for (Part part : Part.values()) {
                if (split.in(part).test(ecg)) {
                    Part before = seen.put(ecg.patient(), part);
                    assertThat(before == null || before == part).isTrue();
                    infarctions.merge(part, ecg.labels().get(Task.MYOCARDIAL_INFARCTION) ? 1 : 0, Integer::sum);
                    fibrillations.merge(part, ecg.labels().get(Task.ATRIAL_FIBRILLATION) ? 1 : 0, Integer::sum);
                }
            }
        }
        assertThat(seen).hasSize(400);
        assertThat(infarctions)
                .containsOnly(Map.entry(Part.TRAIN, 24), Map.entry(Part.VALIDATION, 6), Map.entry(Part.TEST, 10));
        assertThat(fibrillations)
                .containsOnly(Map.entry(Part.TRAIN, 24), Map.entry(Part.VALIDATION, 6), Map.entry(Part.TEST, 10));
        assertThat(split.count(Part.TRAIN)).isEqualTo(240);
    }

    /** Three patients, and seven of whom six have one finding each that nobody else has. */
    @Test
    void noPartIsEmptyHoweverFewPatientsThereAre() throws IOException {
        for (int patients : new int[] {3, 4, 7, 12}) {
            MemoryDataset few = new MemoryDataset("few");
            for (int patient = 0; patient < patients; patient++) {
                Map<Task, Boolean> labels =
                        patients == 7 && patient > 0 ? Map.of(Task.values()[patient - 1], true) : Map.of();
                StoreKey key = StoreKey.publicName("p" + patient);
                few.add(new StoredEcg(key, key, 0, null, null, null, labels), NOTHING);
            }
            for (long seed = 0; seed < 5; seed++) {
                PatientSplit split = PatientSplit.stratified(few, seed);
                assertThat(split.parts()).hasSize(patients);
                for (Part part : Part.values()) {
                    assertThat(split.count(part))
                            .as("%s of %d patients, seed %d", part, patients, seed)
                            .isPositive();
                }
            }
        }
    }

    @Test
    void isTheSameForTheSameSeedAndAsAFile() throws IOException {
        PatientSplit split = PatientSplit.stratified(dataset(), 7);
        assertThat(PatientSplit.stratified(dataset(), 7)).isEqualTo(split);
        assertThat(PatientSplit.stratified(dataset(), 8)).isNotEqualTo(split);
        split.write(folder.resolve("split.csv"));
        assertThat(PatientSplit.read(folder.resolve("split.csv"))).isEqualTo(split);
    }

    /** Of those that the published split names, and one that it does not. */
    @Test
    void patientsOfPublishedRecordsKeepTheirParts() throws IOException {
        Map<String, Part> published = new HashMap<>();
        try (var in = PatientSplit.class.getResourceAsStream("split.csv")) {
            new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .filter(line -> line.startsWith("georgia/"))
                    .forEach(line -> published.put(
                            line.split(",")[0], Part.valueOf(line.split(",")[1].toUpperCase(java.util.Locale.ROOT))));
        }
        MemoryDataset dataset = new MemoryDataset("georgia");
        published
                .keySet()
                .forEach(record -> dataset.add(
                        StoredEcg.unlabelled(
                                StoreKey.publicName("content of " + record), StoreKey.publicName(record), 0),
                        NOTHING));
        StoreKey other = StoreKey.publicName("another");
        dataset.add(StoredEcg.unlabelled(other, StoreKey.publicName("georgia/none"), 0), NOTHING);

        PatientSplit split = PatientSplit.published(dataset, 7);

        assertThat(published).hasSizeGreaterThan(50).containsValue(Part.TEST);
        published.forEach((record, part) -> assertThat(split.of(StoreKey.publicName("content of " + record)))
                .isEqualTo(part));
        assertThat(split.of(other)).isNotNull();
    }

    @Test
    void whoHasRecordsInTwoPublishedPartsTests() throws IOException {
        MemoryDataset dataset = new MemoryDataset("georgia");
        StoreKey patient = StoreKey.publicName("p");
        for (String record : List.of("ptb/S0001", "chapman_ningbo/JS00001", testRecord())) {
            dataset.add(StoredEcg.unlabelled(patient, StoreKey.publicName(record), 0), NOTHING);
        }
        assertThat(PatientSplit.published(dataset, 7).of(patient)).isEqualTo(Part.TEST);
        MemoryDataset one = new MemoryDataset("new");
        one.add(StoredEcg.unlabelled(patient, StoreKey.publicName("new/1"), 0), NOTHING);
        assertThat(PatientSplit.published(one, 7).of(patient)).isEqualTo(Part.TRAIN);
    }

    private static String testRecord() throws IOException {
        try (var in = PatientSplit.class.getResourceAsStream("split.csv")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.endsWith(",test"))
                    .map(line -> line.split(",")[0])
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void wrongFilesAreToldByLine() throws IOException {
        Path file = folder.resolve("split.csv");
        Map<String, String> faults = Map.of(
                "record,part\n", "does not begin",
                "patient,part\nxyz,train\n", ":2: not a patient's key of 32",
                "patient,part\n00000000000000000000000000000001,often\n", ":2: not a patient's key and",
                "patient,part\n00000000000000000000000000000001,test\n00000000000000000000000000000001,train\n",
                        ":3: the patient stands twice");
        for (Map.Entry<String, String> fault : faults.entrySet()) {
            Files.writeString(file, fault.getKey());
            assertThatThrownBy(() -> PatientSplit.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(fault.getValue());
        }
        MemoryDataset one = new MemoryDataset("test");
        one.add(StoredEcg.unlabelled(StoreKey.publicName("p"), StoreKey.publicName("r"), 0), NOTHING);
        assertThatThrownBy(() -> PatientSplit.stratified(one, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1 patients");
    }
}
