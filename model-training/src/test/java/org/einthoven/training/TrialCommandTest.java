package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.einthoven.ecg.Task;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TrialCommandTest {
    @TempDir
    private Path folder;

    @RegisterExtension
    private final TrainCommands commands = new TrainCommands();

    private List<String> probe(Object... more) {
        PrintStream standard = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Object[] usual = {"trial", "--data", folder.resolve("store"), "--split", folder.resolve("split.csv")};
            assertThat(commands.run(Stream.concat(Arrays.stream(usual), Arrays.stream(more))
                            .toArray()))
                    .as(commands.errors())
                    .isZero();
        } finally {
            System.setOut(standard);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String row(List<String> lines, String beginning) {
        return lines.stream()
                .filter(line -> line.contains(beginning))
                .findFirst()
                .orElseThrow();
    }

    /** Records of patients who may be looked at. */
    private long seen() throws IOException {
        EcgDataset dataset = EcgDataset.open(folder.resolve("store"));
        PatientSplit split = PatientSplit.read(folder.resolve("split.csv"));
        long seen = 0;
        for (int window = 0; window < dataset.size(); window++) {
            Part part = split.of(dataset.get(window).patient());
            seen += part == Part.TRAIN || part == Part.VALIDATION ? 1 : 0;
        }
        return seen;
    }

    @Test
    void comparesFeaturesOnRecordsThatAreNoTestRecords() throws IOException {
        assertThat(commands.run(
                        "simulate",
                        "--patients",
                        40,
                        "--seed",
                        5,
                        "--out",
                        folder.resolve("store"),
                        "--prevalence",
                        "af=0.3"))
                .isZero();
        assertThat(commands.run("split", "--store", folder.resolve("store"), "--out", folder.resolve("split.csv")))
                .isZero();
        Path cache = folder.resolve("cache");

        List<String> curve = probe("--labels", "16,9999", "--draws", 2, "--cache", cache, "--parts");
        assertThat(curve.get(0)).endsWith("| features | N = 16 | N = 9999 | all |");
        assertThat(row(curve, "| af |")).startsWith("| af | " + seen() + " |");
        assertThat(row(curve, "| measured |")).matches("\\| af .* \\| 0\\.\\d+ \\| – \\| [01]\\.\\d+ \\|");
        assertThat(curve).anyMatch(line -> line.contains("| random, rhythm |"));
        assertThat(cache).isDirectoryContaining(file -> file.toString().endsWith(".features"));

        assertThat(curve).anyMatch(line -> line.matches("– af, N = 9999: there are \\d+ labelled training records"));
        assertThat(curve)
                .as("findings that none or one of the validation patients has")
                .anyMatch(line -> line.matches("– \\w+: too few patients: the validation records are of [01] with .*"));
        assertEachGapHasItsReason(curve);

        List<String> validated = probe("--cross-validate", 1, "--cache", cache);
        assertThat(row(validated, "| random, whole or rhythm, + measured |")).matches("\\| af .* \\| [01]\\.\\d+ \\|");
        assertThat(Files.list(cache)).hasSize(2);
    }

    /** Of a finding in the table, and of one that has no row at all. */
    private static void assertEachGapHasItsReason(List<String> lines) {
        for (Task task : Task.values()) {
            String row = "| " + task.id() + " |";
            boolean gap = lines.stream().noneMatch(line -> line.startsWith(row))
                    || lines.stream().anyMatch(line -> line.startsWith(row) && line.contains(" – |"));
            if (gap) {
                assertThat(lines).anyMatch(line -> line.startsWith("– " + task.id()));
            }
        }
    }

    @Test
    void wrongNumbersGiveOneLineAndStatusTwo() throws IOException {
        Path split = Files.writeString(folder.resolve("split.csv"), "patient,part\n");
        assertThat(commands.run("trial", "--data", folder, "--split", split, "--labels", 1))
                .isEqualTo(2);
        assertThat(commands.errors().lines()).singleElement().asString().contains("of two labels or more");
    }
}
