package org.einthoven.training.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.training.data.MemoryDataset;
import org.einthoven.training.data.PatientIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearntPatientsTest {
    private static final StoreKey HIGH = new StoreKey(-1, 5);
    private static final StoreKey LOW = new StoreKey(3, -7);

    @TempDir
    Path run = Path.of("");

    private LearntPatients written() throws IOException {
        LearntPatients.of(List.of(LOW, HIGH, LOW)).write(run);
        return LearntPatients.ofRun(run).orElseThrow();
    }

    @Test
    void knowsThoseOfARunAgainAndNobodyElse() throws IOException {
        LearntPatients learnt = written();

        assertThat(learnt.count()).isEqualTo(2);
        assertThat(learnt.contains(HIGH)).isTrue();
        assertThat(learnt.contains(LOW)).isTrue();
        assertThat(learnt.contains(new StoreKey(3, 7))).isFalse();
        assertThat(learnt.contains(new StoreKey(0, 0))).isFalse();
        assertThat(run.resolve("patients.bin")).hasSize(12 + 2 * 16);
    }

    @Test
    void areThoseOfTheIndex() throws IOException {
        MemoryDataset dataset = TestCohort.of(4);
        Set<StoreKey> train = Set.of(TestCohort.patient(0), TestCohort.patient(2));

        LearntPatients learnt =
                LearntPatients.of(dataset, PatientIndex.of(dataset, ecg -> train.contains(ecg.patient())));

        assertThat(learnt.count()).isEqualTo(2);
        assertThat(train).allMatch(learnt::contains);
        assertThat(learnt.contains(TestCohort.patient(1))).isFalse();
    }

    @Test
    void aRunThatDidNotKeepThemSaysNothing() throws IOException {
        assertThat(LearntPatients.ofRun(run)).isEmpty();
    }

    /** Cut off after so many bytes, or, where negative, with one of them changed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 8, 20, 43, -1, -6, -20, -44})
    void aDamagedFileIsToldAndNotTakenForNobody(int change) throws IOException {
        written();
        Path file = run.resolve("patients.bin");
        byte[] bytes = Files.readAllBytes(file);
        if (change < 0) {
            bytes[-change - 1] ^= 1;
        }
        Files.write(file, change < 0 ? bytes : Arrays.copyOf(bytes, change));

        assertThatIOException()
                .isThrownBy(() -> LearntPatients.ofRun(run))
                .withMessageContaining("patients.bin is damaged");
    }
}
