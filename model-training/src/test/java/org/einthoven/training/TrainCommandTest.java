package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.einthoven.ecg.Lead;
import org.einthoven.encoder.ModelFolder;
import org.einthoven.training.data.WfdbRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands, on records of simulated beats. */
class TrainCommandTest {
    private static final List<String> TWELVE =
            Lead.STANDARD.stream().map(Lead::name).toList();

    @TempDir
    Path folder = Path.of("");

    @RegisterExtension
    private final TrainCommands commands = new TrainCommands();

    private int train(Object... arguments) {
        return commands.run(arguments);
    }

    private String errors() {
        return commands.errors();
    }

    @Test
    void goesFromRecordsToAModelThatTheGatewayAccepts() throws IOException {
        for (int i = 0; i < 48; i++) {
            // Three kinds of records in turn, so that each part has every finding both present and absent.
            String codes = List.of("164889003,284470004,270492004", "164890007,427172004,164865005", "59118001")
                    .get(i % 3);
            WfdbRecords.write(folder.resolve("data/georgia"), "E" + i, TWELVE, 10, codes);
        }
        Path examples = folder.resolve("examples.bin");
        Path split = folder.resolve("split.csv");
        Path run = folder.resolve("run");
        Path model = folder.resolve("model");

        assertThat(train("prepare", "--data", folder.resolve("data"), "--out", examples))
                .isZero();
        assertThat(train("split", "--examples", examples, "--out", split)).isZero();
        assertThat(train("fit", "--examples", examples, "--split", split, "--run", run, "--steps", 2))
                .isZero();
        assertThat(train("export", "--examples", examples, "--run", run, "--out", model, "--model-version", "0.9.0"))
                .isZero();

        assertThat(ModelFolder.open(model).manifest().version()).isEqualTo("0.9.0");
        assertThat(Files.readString(run.resolve("run.properties"))).contains("seed=1", "steps=2", "git.commit=");
        assertThat(Files.readString(run.resolve("evaluation.md"))).contains("| 12 leads | Myocardial infarction |");
        assertThat(Files.readAllLines(run.resolve("split.csv"))).hasSize(49);
    }

    @Test
    void goesFromASimulatedCohortToAReportOfWhatPretrainingIsWorth() throws IOException {
        Path store = folder.resolve("store");
        Path split = folder.resolve("split.csv");
        Path run = folder.resolve("run");
        Path study = folder.resolve("study");

        assertThat(train("simulate", "--patients", 60, "--seed", 5, "--out", store))
                .isZero();
        assertThat(train("split", "--store", store, "--out", split)).isZero();
        Object[] pretrain = {
            "pretrain",
            "--data",
            store,
            "--split",
            split,
            "--run",
            run,
            "--encoder",
            "small",
            "--epochs",
            3,
            "--patients",
            12
        };
        assertThat(train(pretrain)).isZero();
        assertThat(train(
                        "evaluate",
                        "--data",
                        store,
                        "--split",
                        split,
                        "--pretrained",
                        run,
                        "--out",
                        study,
                        "--tasks",
                        "af",
                        "--simulated",
                        "--minutes",
                        0))
                .isZero();

        assertThat(Files.readAllLines(run.resolve("metrics.csv"))).hasSize(2);
        assertThat(Files.readString(run.resolve("run.properties")))
                .contains("data.source=simulated", "augmentation=rotation", "git.commit=");
        assertThat(Files.readString(study.resolve("report.html"))).contains("imulated", "esearch use only");
        assertThat(train("pretrain", "--data", store, "--split", split, "--run", run, "--patients", 9))
                .isEqualTo(2);
        assertThat(errors()).contains("holds a run with");
    }

    @Test
    void newCommandsAnswerBadInputWithOneLine() throws IOException {
        Path none = folder.resolve("none");
        Path split = Files.writeString(folder.resolve("split.csv"), "patient,part\n");
        assertFault("there is nothing at", "split", "--store", none, "--out", split);
        assertFault("there is nothing at", "pretrain", "--data", none, "--split", split, "--run", folder);
        assertFault(
                "holds no run", "evaluate", "--data", folder, "--split", split, "--pretrained", none, "--out", none);
        Path set = folder.resolve("data/georgia");
        WfdbRecords.write(set, "E1", TWELVE, 10, "164889003");
        assertFault("is a file; a store is a folder", "import", "--data", set, "--store", split, "--source", "g");
        assertFault("small, standard or large", "speed", "--encoder", "huge");
        assertFault(
                "there is no augmentation 'x'",
                "pretrain",
                "--data",
                none,
                "--split",
                split,
                "--run",
                none,
                "--augment",
                "x=1");
    }

    private void assertFault(String sentence, Object... arguments) {
        assertThat(train(arguments)).isEqualTo(2);
        assertThat(errors().lines()).singleElement().asString().contains(sentence);
    }

    @Test
    void aFolderWithoutDataSetsGivesOneLineAndStatusTwo() {
        int status = train("prepare", "--data", folder, "--out", folder.resolve("examples.bin"));

        assertThat(status).isEqualTo(2);
        assertThat(errors().lines()).singleElement().asString().contains("no record of a known data set");
    }

    @Test
    void aMissingFileGivesOneLineAndStatusTwo() {
        int status = train("fit", "--examples", folder.resolve("none.bin"), "--run", folder);

        assertThat(status).isEqualTo(2);
        assertThat(errors().lines())
                .singleElement()
                .asString()
                .contains("there is no file")
                .contains("none.bin");
    }

    @Test
    void noStepGivesStatusTwo() {
        assertThat(train()).isEqualTo(2);
        assertThat(errors()).contains("prepare, split, fit, evaluate, export");
    }
}
