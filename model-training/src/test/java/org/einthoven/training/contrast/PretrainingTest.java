package org.einthoven.training.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.einthoven.training.augment.Strengths;
import org.einthoven.training.data.MemoryDataset;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.network.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainingTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final MemoryDataset COHORT = TestCohort.of(16);

    @TempDir
    private Path folder;

    private static PretrainingSettings settings(int epochs, double learningRate) {
        return new PretrainingSettings(
                3, "small", epochs, 8, 1, .5, .1, 32, learningRate, 5, .01, new Strengths(Map.of()));
    }

    private boolean run(String name, PretrainingSettings settings, Duration time) throws Exception {
        return new Pretraining(settings, COHORT, PatientIndex.of(COHORT, ecg -> true), folder.resolve(name))
                .run("no split", Map.of(), new Pretraining.Time(time, LONG), (step, steps, detail) -> {});
    }

    /** Without the last column, which is speed. */
    private List<String> metrics(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name).resolve("metrics.csv")).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void lossFallsAndARunThatWasBrokenOffGoesOnAsIfItWasNot() throws Exception {
        PretrainingSettings settings = settings(20, 2e-3);
        assertThat(run("whole", settings, LONG)).isTrue();
        assertThat(run("parts", settings, Duration.ZERO)).isFalse();
        assertThat(folder.resolve("parts/encoder.bin")).doesNotExist();
        // As a process leaves it that was killed behind a checkpoint: a row too many, and one that is cut off.
        Files.writeString(
                folder.resolve("parts/metrics.csv"),
                "20,1,1,1,1,1,1,1,1\n30,2,0.",
                java.nio.file.StandardOpenOption.APPEND);
        Files.write(folder.resolve("parts/checkpoint.bin.tmp"), new byte[7]);
        assertThat(run("parts", settings, Duration.ZERO)).isFalse();
        assertThat(run("parts", settings, LONG)).isTrue();

        List<String> whole = metrics("whole");
        List<String> parts = metrics("parts");
        assertThat(parts).hasSameSizeAs(whole);
        assertThat(whole).hasSize(5);
        for (int row = 1; row < whole.size(); row++) {
            double[] expected = numbers(whole.get(row));
            double[] found = numbers(parts.get(row));
            for (int i = 0; i < expected.length; i++) {
                assertThat(found[i]).as("row %d, column %d", row, i).isCloseTo(expected[i], within(1e-6));
            }
        }
        assertThat(numbers(whole.get(4))[3]).isLessThan(.8 * numbers(whole.get(1))[3]);
        assertThat(Weights.read(folder.resolve("parts/encoder.bin")).values().keySet())
                .isNotEmpty()
                .noneMatch(name -> name.startsWith("projection"));
    }

    @Test
    void aFolderOfAnotherRunIsLeftAlone() throws Exception {
        assertThat(run("run", settings(10, 1e-3), Duration.ZERO)).isFalse();
        assertThatThrownBy(() -> run("run", settings(10, 2e-3), LONG))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("learningRate = 0.001, not 0.002");
    }

    @Test
    void aBrokenCheckpointIsTold() throws Exception {
        assertThat(run("run", settings(10, 1e-3), Duration.ZERO)).isFalse();
        Path checkpoint = folder.resolve("run/checkpoint.bin");
        Files.write(checkpoint, Arrays.copyOf(Files.readAllBytes(checkpoint), 5000));
        assertThatThrownBy(() -> run("run", settings(10, 1e-3), LONG))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ends too early");
    }
}
