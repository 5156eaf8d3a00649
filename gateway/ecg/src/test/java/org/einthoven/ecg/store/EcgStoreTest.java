package org.einthoven.ecg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EcgStoreTest {
    private static final byte[] SECRET = new byte[16];
    private static final StoreKey PATIENT = StoreKey.pseudonym(SECRET, "1.2.3|4711");
    /** Three of twelve leads' worth, of which eight are stored. */
    private static final long SMALL_SHARD = 3 * 8 * LeadSamples.LEAD_BYTES;

    @TempDir
    private Path folder;

    private static NormalisedEcg ecg(long seed) {
        EcgRecording recording = new EcgSimulator(250, 10)
                .record(Patient.random(new SplittableRandom(seed)), Visit.HEALTHY.with(Noise.ORDINARY), seed)
                .recording();
        return new Normaliser().normalise(recording).windows().get(0);
    }

    private static StoredEcg of(int record) {
        return StoredEcg.unlabelled(PATIENT, StoreKey.publicName("record " + record), 0);
    }

    private void append(int... records) throws IOException {
        try (EcgStoreWriter writer = EcgStoreWriter.open(folder.resolve("store"), "test", SMALL_SHARD)) {
            for (int record : records) {
                writer.append(of(record), ecg(record));
            }
        }
    }

    private EcgStore store() throws IOException {
        return EcgStore.open(folder.resolve("store"));
    }

    private void assertHolds(int... records) throws IOException {
        EcgStore store = store();
        assertThat(store.size()).isEqualTo(records.length);
        assertThat(store.damaged()).isEmpty();
        for (int i = 0; i < records.length; i++) {
            assertThat(store.get(i)).isEqualTo(of(records[i]));
            assertRead(store, i, ecg(records[i]), .0215f);
        }
    }

    private static void assertRead(EcgStore store, int window, NormalisedEcg expected, float tolerance)
            throws IOException {
        float[] read = new float[NormalisedEcg.SIZE];
        store.read(window, read);
        for (int i = 0; i < read.length; i++) {
            if (expected.valid()[i]) {
                assertThat(read[i]).isCloseTo(expected.samples()[i], within(tolerance));
            } else {
                assertThat(read[i]).isNaN();
            }
        }
    }

    private static NormalisedEcg changed(NormalisedEcg ecg, Lead lead, int from, int to, float value) {
        float[] samples = ecg.samples().clone();
        boolean[] valid = ecg.valid().clone();
        int row = lead.standardIndex() * NormalisedEcg.SAMPLES;
        Arrays.fill(samples, row + from, row + to, Float.isNaN(value) ? 0 : value);
        Arrays.fill(valid, row + from, row + to, !Float.isNaN(value));
        return new NormalisedEcg(0, samples, valid);
    }

    @Test
    void keepsWhatIsKnownOfAnEcg() throws IOException {
        StoredEcg known = new StoredEcg(
                PATIENT,
                StoreKey.publicName("a"),
                3,
                Instant.parse("2019-02-03T04:05:06Z"),
                Sex.FEMALE,
                71,
                Map.of(Task.ATRIAL_FIBRILLATION, true, Task.MYOCARDIAL_INFARCTION, false));
        try (EcgStoreWriter writer = EcgStoreWriter.open(folder.resolve("store"), "test")) {
            writer.append(known, ecg(1));
        }
        assertThat(store().get(0)).isEqualTo(known);
        assertThat(store().source()).isEqualTo("test");
        assertThat(store().tasks()).containsExactly(Task.values());
    }

    @Test
    void theFingerprintOfItsFirstWindowsIsThatOfTheStoreAsItWasThen() throws IOException {
        append(1, 2, 3);
        String before = store().fingerprint();
        append(4, 5, 6, 7);

        assertThat(store().fingerprint(3)).isEqualTo(before);
        assertThat(store().fingerprint()).isNotEqualTo(before).isEqualTo(store().fingerprint(7));
        assertThatThrownBy(() -> store().fingerprint(8)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void hidesHighAges() {
        assertThat(new StoredEcg(PATIENT, PATIENT, 0, null, null, 97, Map.of()).ageYears())
                .isEqualTo(90);
    }

    @Test
    void aStoreThatWasBegunOnAFullDiskIsBegunAgain() throws IOException {
        Path store = Files.createDirectories(folder.resolve("store"));
        Files.writeString(store.resolve("store.properties.tmp"), "format=ein");

        append(1);

        assertHolds(1);
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("letter.tmp"), "x");
        assertThatThrownBy(() -> EcgStoreWriter.open(other, "test")).hasMessageContaining("and is no store of ECGs");
    }

    @Test
    void keepsSamplesToHalfAMicrovoltInFortyKilobytes() throws IOException {
        append(1);
        NormalisedEcg independent = ecg(1);
        for (Lead derived : new Lead[] {Lead.III, Lead.AVR, Lead.AVL, Lead.AVF}) {
            independent = changed(independent, derived, 0, NormalisedEcg.SAMPLES, Float.NaN);
        }
        float[] read = new float[NormalisedEcg.SIZE];
        store().read(0, read);
        for (int i = 0; i < read.length; i++) {
            if (independent.valid()[i]) {
                assertThat(read[i]).isCloseTo(independent.samples()[i], within(.00051f));
            }
        }
        assertThat(Files.size(folder.resolve("store/00000.ecg"))).isEqualTo(40_000);
        assertThat(Files.size(folder.resolve("store/00000.idx"))).isEqualTo(96);
    }

    @Test
    void goesOnInNextShardsAndLater() throws IOException {
        append(1, 2, 3, 4);
        append(5, 6, 7);
        assertThat(folder.resolve("store/00002.ecg")).exists();
        assertHolds(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void keepsWhatIsMissing() throws IOException {
        NormalisedEcg gaps = changed(ecg(1), Lead.V2, 0, 2500, Float.NaN);
        gaps = changed(gaps, Lead.V3, 100, 700, Float.NaN);
        gaps = changed(gaps, Lead.I, 2000, 2500, Float.NaN);
        NormalisedEcg none = ecg(2);
        for (Lead lead : Lead.STANDARD) {
            none = changed(none, lead, 0, 2500, Float.NaN);
        }
        try (EcgStoreWriter writer = EcgStoreWriter.open(folder.resolve("store"), "test")) {
            writer.append(of(1), gaps);
            writer.append(of(2), none);
            writer.append(of(3), ecg(3));
        }
        assertRead(store(), 0, gaps, .0215f);
        assertRead(store(), 1, none, .0215f);
        assertRead(store(), 2, ecg(3), .0215f);
    }

    @Test
    void keepsLimbLeadsThatContradictIAndII() throws IOException {
        NormalisedEcg wrong = changed(ecg(1), Lead.AVR, 0, 2500, .25f);
        try (EcgStoreWriter writer = EcgStoreWriter.open(folder.resolve("store"), "test")) {
            writer.append(of(1), wrong);
        }
        assertRead(store(), 0, wrong, .0215f);
    }

    @Test
    void takesAnAmplifiersOffsetAwayAndNothingElse() throws IOException {
        NormalisedEcg ecg = ecg(1);
        float[] samples = ecg.samples().clone();
        int v1 = Lead.V1.standardIndex() * NormalisedEcg.SAMPLES;
        int v2 = Lead.V2.standardIndex() * NormalisedEcg.SAMPLES;
        for (int i = 0; i < NormalisedEcg.SAMPLES; i++) {
            samples[v1 + i] += 120;
        }
        samples[v2 + 77] = 200;
        try (EcgStoreWriter writer = EcgStoreWriter.open(folder.resolve("store"), "test")) {
            writer.append(of(1), new NormalisedEcg(0, samples, ecg.valid()));
        }
        float[] read = new float[NormalisedEcg.SIZE];
        store().read(0, read);
        assertThat(read[v2 + 77]).isNaN();
        for (int i = 1; i < NormalisedEcg.SAMPLES; i++) {
            assertThat(read[v1 + i] - read[v1]).isCloseTo(samples[v1 + i] - samples[v1], within(.00103f));
        }
    }

    @Test
    void readsAndMendsWhatACrashLeft() throws IOException {
        append(1, 2);
        Path index = folder.resolve("store/00000.idx");
        byte[] half = Arrays.copyOf(Files.readAllBytes(index), Entry.BYTES / 2);
        Files.write(index, half, StandardOpenOption.APPEND);
        Files.write(folder.resolve("store/00000.ecg"), new byte[500], StandardOpenOption.APPEND);
        assertHolds(1, 2);
        append(3);
        assertHolds(1, 2, 3);
    }

    @Test
    void dropsTheLastOneWhoseSamplesNeverReachedTheDisk() throws IOException {
        append(1, 2);
        try (FileChannel samples = FileChannel.open(folder.resolve("store/00000.ecg"), StandardOpenOption.WRITE)) {
            samples.write(ByteBuffer.allocate(5_000), 40_000);
        }
        assertThat(store().damaged()).containsExactly(1);
        append(3);
        assertHolds(1, 3);
    }

    @Test
    void tellsADamagedLineAndReadsTheOthers() throws IOException {
        append(1, 2, 3);
        try (FileChannel index = FileChannel.open(folder.resolve("store/00000.idx"), StandardOpenOption.WRITE)) {
            index.write(ByteBuffer.wrap(new byte[] {42}), Entry.BYTES + 40);
        }
        EcgStore store = store();
        assertThat(store.damaged()).containsExactly(1);
        assertThatThrownBy(() -> store.get(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged at window 1");
        assertThat(store.get(2)).isEqualTo(of(3));
    }

    @Test
    void isNotTakenForAStoreNorIsAnotherOne() throws IOException {
        assertThatThrownBy(this::store).isInstanceOf(IOException.class).hasMessageContaining("no store of ECGs");
        append(1);
        assertThatThrownBy(() -> EcgStoreWriter.open(folder.resolve("store"), "other"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a source has a store of its own");
        assertThatThrownBy(() -> EcgStoreWriter.open(folder, "test"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds files");
        Files.writeString(folder.resolve("store/store.properties"), "format=einthoven-ecg-store 9\n");
        assertThatThrownBy(this::store).isInstanceOf(IOException.class).hasMessageContaining("of the format");
        Files.writeString(
                folder.resolve("store/store.properties"), "format=einthoven-ecg-store 1\npreprocessing=2\ntasks=af\n");
        assertThatThrownBy(this::store)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("normalised by version 2, this program is of version 1: import them again");
        Files.writeString(folder.resolve("store/store.properties"), "format=einthoven-ecg-store 1\ntasks=af,what\n");
        assertThatThrownBy(this::store).isInstanceOf(IOException.class).hasMessageContaining("'what'");
    }

    @Test
    void moreThanACrashCutsOffIsDamageAndTold() throws IOException {
        append(1, 2, 3, 4);
        Path first = folder.resolve("store/00000.idx");
        byte[] lines = Files.readAllBytes(first);
        lines[lines.length - 1]++;
        Files.write(first, lines);
        assertThatThrownBy(this::store)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("00000.idx is damaged: its last 1 lines");
        lines[lines.length - 1]--;
        Files.write(first, lines);
        assertThat(store().cutOff()).isZero();
        Path last = folder.resolve("store/00001.idx");
        Files.write(last, new byte[10], StandardOpenOption.APPEND);
        assertThat(store().cutOff()).isEqualTo(1);
        assertThat(store().size()).isEqualTo(4);
        Files.write(last, new byte[Entry.BYTES * (EcgStoreWriter.MOST_UNSYNCED + 1)]);
        assertThatThrownBy(this::store).isInstanceOf(IOException.class).hasMessageContaining("00001.idx is damaged");
    }

    @Test
    void isAFolderAndNamesItsSource() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> EcgStoreWriter.open(file, "test"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a file");
        assertThatThrownBy(() -> EcgStoreWriter.open(folder.resolve("store"), " "))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("where its ECGs are from");
    }

    @Test
    void hasOneWriter() throws IOException {
        try (EcgStoreWriter writer = EcgStoreWriter.open(folder.resolve("store"), "test")) {
            writer.append(of(1), ecg(1));
            assertThatThrownBy(() -> EcgStoreWriter.open(folder.resolve("store"), "test"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another writer");
        }
        append(2);
        assertHolds(1, 2);
    }

    @Test
    void whoMakesAStoreHoldsItFromTheFirst() throws IOException {
        Path store = Files.createDirectories(folder.resolve("store"));
        try (FileChannel other = FileChannel.open(
                        store.resolve("store.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = other.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThatThrownBy(() -> EcgStoreWriter.open(store, "test"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another writer");
            assertThat(store).isDirectoryNotContaining("glob:**.properties*");
        }
        append(1);
        assertHolds(1);
    }

    /** A folder for each round, so that each makes a store. */
    @Test
    void ofTwoThatMakeOneStoreAtOneMomentOneWins() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 200; round++) {
                Path store = folder.resolve("store" + round);
                CyclicBarrier together = new CyclicBarrier(2);
                Future<String> one = two.submit(() -> makes(store, "one", together));
                Future<String> other = two.submit(() -> makes(store, "other", together));
                List<String> outcomes = List.of(one.get(), other.get());

                assertThat(outcomes).as("round " + round).containsOnlyOnce("another writer holds the store " + store);
                String winner = outcomes.get(0).equals("one") ? "one" : "other";
                assertThat(outcomes).contains(winner);
                assertThat(EcgStore.open(store).source()).isEqualTo(winner);
            }
        } finally {
            two.shutdownNow();
        }
    }

    private static String makes(Path store, String source, CyclicBarrier together) throws Exception {
        together.await();
        try (EcgStoreWriter writer = EcgStoreWriter.open(store, source)) {
            together.await();
            writer.sync();
            return source;
        } catch (IOException e) {
            together.await();
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void lacksAFile() throws IOException {
        append(1);
        Files.delete(folder.resolve("store/00000.ecg"));
        assertThatThrownBy(this::store).isInstanceOf(IOException.class).hasMessageContaining("00000.ecg");
    }

    @Test
    void pseudonymsNeedTheSecret() {
        StoreKey other = StoreKey.pseudonym(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6}, "1.2.3|4711");
        assertThat(PATIENT).isEqualTo(StoreKey.pseudonym(SECRET, "1.2.3|4711")).isNotEqualTo(other);
        assertThat(StoreKey.parse(PATIENT.toString())).isEqualTo(PATIENT);
        assertThat(PATIENT.toString()).hasSize(32).doesNotContain("4711");
        assertThatThrownBy(() -> StoreKey.pseudonym(new byte[3], "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StoreKey.parse("x")).isInstanceOf(IllegalArgumentException.class);
    }
}
