package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.einthoven.ecg.Lead;
import org.einthoven.encoder.EncoderSettings;
import org.einthoven.encoder.TensorFlowEncoder;
import org.einthoven.training.data.WfdbRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The way of the model that ships, on a few simulated records that look like two of the public sets. */
class AllCommandTest {
    private static final List<String> TWELVE =
            Lead.STANDARD.stream().map(Lead::name).toList();

    @TempDir
    Path folder = Path.of("");

    @RegisterExtension
    private final TrainCommands commands = new TrainCommands();

    private void writeSets(int records) throws IOException {
        StringBuilder reference = new StringBuilder();
        for (int i = 0; i < records; i++) {
            String codes = i % 2 == 0 ? WfdbRecords.FIBRILLATION : i % 3 == 0 ? "426783006,164865005" : "426783006";
            WfdbRecords.write(folder.resolve("data/georgia"), "E" + i, TWELVE, 10, codes);
            WfdbRecords.write(folder.resolve("data/cinc2017"), "A" + i, List.of("ECG"), 10, codes);
            reference.append("A").append(i).append(i % 2 == 0 ? ",A\n" : ",N\n");
        }
        Files.writeString(folder.resolve("data/cinc2017/REFERENCE.csv"), reference);
    }

    private int all(Object... more) {
        Object[] arguments = new Object[17 + more.length];
        System.arraycopy(
                new Object[] {
                    "all",
                    "--data",
                    folder.resolve("data"),
                    "--run",
                    folder.resolve("run"),
                    "--model-version",
                    "0.9.0",
                    "--cohort",
                    20,
                    "--encoder",
                    "small",
                    "--epochs",
                    3,
                    "--patients",
                    8,
                    "--steps=2",
                    "--teaching-steps=2"
                },
                0,
                arguments,
                0,
                17);
        System.arraycopy(more, 0, arguments, 17, more.length);
        return commands.run(arguments);
    }

    private String told(Runnable work) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void goesFromFoldersToAServedModelInAsManyRunsAsItTakes() throws Exception {
        writeSets(24);
        // Data sets are large, and often lie elsewhere.
        Path moved = Files.move(folder.resolve("data/cinc2017"), folder.resolve("cinc"));
        Files.createSymbolicLink(folder.resolve("data/cinc2017"), moved);
        // As a run leaves it that was killed while it simulated.
        Files.createDirectories(folder.resolve("run/stores/simulated.unfinished"));

        assertThat(all("--minutes", 0)).as(commands.errors()).isEqualTo(75);
        assertThat(commands.told()).endsWith("the time is up: the same command goes on\n");
        assertThat(folder.resolve("run/model")).doesNotExist();
        assertThat(folder.resolve("run/stages/simulate")).exists();
        assertThat(folder.resolve("run/stages/pretrain")).doesNotExist();
        String second = told(() -> assertThat(all()).as(commands.errors()).isZero());

        assertThat(second).contains("import georgia: done before", "simulate: done before");
        Path model = folder.resolve("run/model");
        EncoderSettings settings = new EncoderSettings(4, Duration.ZERO, 4, 1, folder.resolve("cache"));
        try (TensorFlowEncoder encoder = TensorFlowEncoder.open(model, settings)) {
            assertThat(encoder.model().version()).isEqualTo("0.9.0");
            assertThat(encoder.model().trainedOn())
                    .contains(
                            "cinc2017, georgia",
                            "pretraining by contrast",
                            "training on the labels of simulated patients");
        }
        assertThat(Files.readString(model.resolve("MODEL_CARD.md")))
                .contains(
                        "georgia (real ECGs)", "simulated patients, not real ones", "| cinc2017 | test |", "CC BY 4.0")
                .contains("lead I alone", "Challenge 2017")
                .contains("encoder and heads were then trained on **simulated patients, not real ones**: 2 steps");
        assertThat(told(() -> assertThat(all()).isZero()))
                .contains("evaluate and export: done before")
                .doesNotContain("steps 2/2");
        assertThat(all("--seed", 9)).isEqualTo(2);
        assertThat(commands.errors()).contains("has the stage 'pretrain' done with");
        Path header = folder.resolve("data/georgia/E0.hea");
        String before = Files.readString(header);
        Files.writeString(header, before.replace(WfdbRecords.FIBRILLATION, "426783006"));
        assertThat(all()).isEqualTo(2);
        assertThat(commands.errors())
                .as("a corrected label, of as many bytes")
                .contains("has the stage 'import georgia' done with 48 files");
        Files.writeString(header, before);
        WfdbRecords.write(folder.resolve("data/georgia"), "E99", TWELVE, 10, WfdbRecords.FIBRILLATION);
        assertThat(all()).isEqualTo(2);
        assertThat(commands.errors())
                .as("an ECG that came later")
                .contains("has the stage 'import georgia' done with 48 files", "not 50 files");
    }

    @Test
    void aFolderWithoutSetsIsTold() {
        assertThat(all()).isEqualTo(2);
        assertThat(commands.errors().lines())
                .singleElement()
                .asString()
                .contains("is no folder of a known data set: [cpsc2018");
    }
}
