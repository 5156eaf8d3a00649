package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Pretraining as a process of its own that is ended by kill -9. */
class PretrainKillIT {
    @TempDir
    private Path folder;

    private String[] pretrain(String run) {
        return new String[] {
            "pretrain",
            "--data",
            folder.resolve("store").toString(),
            "--split",
            folder.resolve("split.csv").toString(),
            "--run",
            folder.resolve(run).toString(),
            "--encoder",
            "small",
            "--epochs",
            "30",
            "--patients",
            "12",
            "--checkpoint-seconds",
            "0"
        };
    }

    private int train(String... arguments) {
        return new CommandLine(new TrainCommand()).execute(arguments);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TrainCommand.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    /** Kills it as soon as its metrics have so many rows. */
    private void killAt(int rows) throws Exception {
        Process process = start(pretrain("killed"));
        Path metrics = folder.resolve("killed/metrics.csv");
        while (process.isAlive()
                && (!Files.exists(metrics) || Files.readAllLines(metrics).size() <= rows)) {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        assertThat(process.isAlive())
                .as(Files.readString(folder.resolve("output")))
                .isTrue();
        process.destroyForcibly().waitFor();
    }

    private double[] losses(String run) throws IOException {
        return Files.readAllLines(folder.resolve(run).resolve("metrics.csv")).stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[3]))
                .toArray();
    }

    @Test
    void aRunThatIsKilledTwiceEndsAsOneThatIsNot() throws Exception {
        assertThat(train(
                        "simulate",
                        "--patients",
                        "60",
                        "--seed",
                        "5",
                        "--out",
                        folder.resolve("store").toString()))
                .isZero();
        assertThat(train(
                        "split",
                        "--store",
                        folder.resolve("store").toString(),
                        "--out",
                        folder.resolve("split.csv").toString()))
                .isZero();
        killAt(2);
        killAt(5);
        assertThat(start(pretrain("killed")).waitFor()).isZero();
        assertThat(start(pretrain("whole")).waitFor()).isZero();

        double[] killed = losses("killed");
        double[] whole = losses("whole");
        assertThat(killed).hasSameSizeAs(whole).hasSize(9);
        for (int row = 0; row < whole.length; row++) {
            assertThat(killed[row])
                    .as("rows %s and %s", Arrays.toString(killed), Arrays.toString(whole))
                    .isCloseTo(whole[row], within(1e-6));
        }
    }
}
