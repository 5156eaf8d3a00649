package org.einthoven.ecg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreRepairTest {
    private static final int WINDOW_BYTES = LeadSamples.LEAD_BYTES;
    private static final StoreKey PATIENT = StoreKey.publicName("patient");

    @TempDir
    private Path folder;

    private static StoreKey record(int number) {
        return StoreKey.publicName("record " + number);
    }

    /** One lead of noise, so that a window's samples are of one length. */
    private static NormalisedEcg window(long seed) {
        float[] samples = new float[NormalisedEcg.SIZE];
        boolean[] valid = new boolean[NormalisedEcg.SIZE];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < NormalisedEcg.SAMPLES; i++) {
            samples[i] = (float) random.nextDouble(-2, 2);
            valid[i] = i % 100 > 2;
        }
        return new NormalisedEcg(0, samples, valid);
    }

    /** Three records of two windows each in shards of four windows. */
    @BeforeEach
    void write() throws IOException {
        try (EcgStoreWriter writer = EcgStoreWriter.open(folder.resolve("store"), "test", 4L * WINDOW_BYTES)) {
            for (int number = 0; number < 6; number++) {
                StoredEcg ecg = new StoredEcg(
                        PATIENT, record(number / 2), number % 2, null, null, 50, Map.of(Task.ATRIAL_FLUTTER, true));
                writer.append(ecg, window(number));
            }
        }
    }

    private void damage(String file, int at) throws IOException {
        Path path = folder.resolve("store").resolve(file);
        byte[] bytes = Files.readAllBytes(path);
        bytes[at] ^= 1;
        Files.write(path, bytes);
    }

    private StoreRepair.Result repair() throws IOException {
        return StoreRepair.run(folder.resolve("store"), folder.resolve("mended"));
    }

    /** That the new store has these windows of the old one, to the bit. */
    private void assertHolds(int... numbers) throws IOException {
        EcgStore mended = EcgStore.open(folder.resolve("mended"));
        assertThat(mended.size()).isEqualTo(numbers.length);
        assertThat(mended.source()).isEqualTo("test");
        assertThat(mended.damaged()).isEmpty();
        float[] read = new float[NormalisedEcg.SIZE];
        for (int i = 0; i < numbers.length; i++) {
            StoredEcg ecg = mended.get(i);
            assertThat(ecg.record()).isEqualTo(record(numbers[i] / 2));
            assertThat(ecg.window()).isEqualTo(numbers[i] % 2);
            assertThat(ecg.labels()).isEqualTo(Map.of(Task.ATRIAL_FLUTTER, true));
            mended.read(i, read);
            assertThat(Arrays.copyOf(read, NormalisedEcg.SAMPLES)).isEqualTo(stored(window(numbers[i])));
        }
    }

    private static float[] stored(NormalisedEcg written) {
        float[] stored = new float[NormalisedEcg.SAMPLES];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = written.valid()[i] ? Math.round(1000 * written.samples()[i]) / 1000f : Float.NaN;
        }
        return stored;
    }

    @Test
    void copiesAWholeStore() throws IOException {
        assertThat(repair()).isEqualTo(new StoreRepair.Result(6, List.of(), 0));
        assertHolds(0, 1, 2, 3, 4, 5);
    }

    @Test
    void leavesOutARecordOfWhichSamplesAreDamagedAndNamesTheWindow() throws IOException {
        damage("00000.ecg", 2 * WINDOW_BYTES + 7);

        assertThat(repair()).isEqualTo(new StoreRepair.Result(4, List.of("window 2 of record " + record(1)), 1));
        assertHolds(0, 1, 4, 5);
        assertThat(EcgStore.open(folder.resolve("store")).size())
                .as("stays as it is")
                .isEqualTo(6);
    }

    @Test
    void findsTheRecordOfADamagedLineByItsGap() throws IOException {
        damage("00000.idx", 17);

        assertThat(repair()).isEqualTo(new StoreRepair.Result(4, List.of("window 0"), 1));
        assertHolds(2, 3, 4, 5);
    }

    @Test
    void keepsWhatLiesInOtherShardsThanTheOneThatIsLost() throws IOException {
        Files.delete(folder.resolve("store").resolve("00000.ecg"));

        StoreRepair.Result result = repair();

        assertThat(result.windows()).isEqualTo(2);
        assertThat(result.damaged())
                .containsExactly(
                        "window 0 of record " + record(0),
                        "window 1 of record " + record(0),
                        "window 2 of record " + record(1),
                        "window 3 of record " + record(1));
        assertHolds(4, 5);
    }

    @Test
    void keepsWhatStandsBeforeAnEndThatNoCrashCutsOff() throws IOException {
        Path samples = folder.resolve("store").resolve("00000.ecg");
        Files.write(samples, Arrays.copyOf(Files.readAllBytes(samples), 2 * WINDOW_BYTES));
        assertThatIOException().isThrownBy(() -> EcgStore.open(folder.resolve("store")));

        assertThat(repair().windows()).isEqualTo(4);
        assertHolds(0, 1, 4, 5);
    }

    @Test
    void damagedSamplesAreNeverRead() throws IOException {
        damage("00001.ecg", 3);
        EcgStore store = EcgStore.open(folder.resolve("store"));
        List<Integer> read = new ArrayList<>();

        for (int window = 0; window < store.size(); window++) {
            try {
                store.read(window, new float[NormalisedEcg.SIZE]);
                read.add(window);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("00001.ecg is damaged at window 4");
            }
        }
        assertThat(read).containsExactly(0, 1, 2, 3, 5);
    }

    /** A writer takes away what a crash left; one damaged window is no reason to take away all that stand behind it. */
    @Test
    void aWriterDeletesNoMoreThanACrashCanHaveLeft() throws IOException {
        Path path = folder.resolve("long");
        int windows = EcgStoreWriter.MOST_UNSYNCED + 10;
        NormalisedEcg window = window(1);
        try (EcgStoreWriter writer = EcgStoreWriter.open(path, "test")) {
            for (int number = 0; number < windows; number++) {
                writer.append(StoredEcg.unlabelled(PATIENT, record(number), 0), window);
            }
        }
        byte[] samples = Files.readAllBytes(path.resolve("00000.ecg"));
        samples[3 * WINDOW_BYTES] ^= 1;
        Files.write(path.resolve("00000.ecg"), samples);

        try (EcgStoreWriter writer = EcgStoreWriter.open(path, "test")) {
            assertThatIOException()
                    .isThrownBy(() -> writer.append(StoredEcg.unlabelled(PATIENT, record(-1), 0), window))
                    .withMessageContaining("damaged at line 3");
        }
        assertThat(EcgStore.open(path).size()).isEqualTo(windows);
        assertThat(EcgStore.open(path).damaged()).containsExactly(3);
    }

    @Test
    void refusesWhatIsNoStoreAndToWriteIntoOne() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> StoreRepair.run(folder.resolve("none"), folder.resolve("mended")))
                .withMessageContaining("is no store");
        assertThatIOException()
                .isThrownBy(() -> StoreRepair.run(folder.resolve("store"), folder.resolve("store")))
                .withMessageContaining("is a store already");
    }
}
