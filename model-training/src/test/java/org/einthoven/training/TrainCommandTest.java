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
    void goesFromASimulatedCohortToAReportOfWhatPretrainingIsWorth() throws IOException {
        Path store = folder.resolve("store");
        Path split = folder.resolve("split.csv");
        Path run = folder.resolve("run");
        Path study = folder.resolve("study");

        assertThat(train("simulate", "--patients", 60, "--seed", 5, "--out", store))
                .isZero();
        assertThat(train("split", "--store", store, "--out", split)).isZero();
        assertThat(commands.told()).containsPattern("windows read (\\d+)/\\1, ");
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
        assertThat(commands.told()).contains("no loss.svg, embedding.svg and speed.svg: a plot needs two rows");
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
                .as("nothing is fitted yet")
                .isEqualTo(75);
        assertThat(commands.told()).contains("fits done: run the same again to go on");

        assertThat(Files.readAllLines(run.resolve("metrics.csv"))).hasSize(2);
        assertThat(Files.readString(run.resolve("run.properties")))
                .contains("data.source=simulated", "augmentation=rotation", "git.commit=");
        assertThat(Files.readString(study.resolve("report.html"))).contains("imulated", "esearch use only");
        goesOnToAModel(store, split, run);
        assertThat(train("pretrain", "--data", store, "--split", split, "--run", run, "--patients", 9))
                .isEqualTo(2);
        assertThat(errors()).contains("holds a run with");
    }

    /** By probes here; {@link AllCommandTest} goes by fine-tuning. */
    private void goesOnToAModel(Path store, Path split, Path pretrained) throws IOException {
        Path run = folder.resolve("probe");
        Path model = folder.resolve("model");
        Object[] probe = {
            "probe", "--data", store, "--split", split, "--pretrained", pretrained, "--run", run, "--tasks", "af,mi"
        };
        assertThat(train(probe)).as(errors()).isZero();
        assertThat(train("export", "--run", run, "--out", model, "--model-version", "0.9.0"))
                .as(errors())
                .isZero();

        assertThat(ModelFolder.open(model).manifest().version()).isEqualTo("0.9.0");
        assertThat(ModelFolder.open(model).manifest().trainedOn())
                .contains(
                        "labelled records of simulated patients, after pretraining by contrast without labels on simulated patients");
        assertThat(Files.readString(model.resolve("MODEL_CARD.md")))
                .contains("Research use only", "simulated patients, not real ones", "no claim", "for whom")
                .contains("None of the patients below who validate or test the model took part.")
                .contains("All records of these tables are simulated")
                .doesNotContain("null", "NaN");
        assertThat(Files.readString(run.resolve("evaluation.md"))).contains("| 12 leads | Atrial fibrillation |");
        assertThat(Files.readString(run.resolve("metrics.csv"))).contains("task,regularisation,auroc_validation\naf,");

        Object[] finetune = {
            "finetune",
            "--data",
            store,
            "--split",
            split,
            "--from-scratch",
            "--encoder",
            "small",
            "--run",
            folder.resolve("finetuned"),
            "--steps",
            1,
            "--batch",
            4
        };
        assertThat(train(finetune)).as(errors()).isZero();
        assertThat(folder.resolve("finetuned/weights.bin")).exists();
        assertThat(commands.told()).contains("no loss.svg and auroc.svg: a plot needs two rows");
    }

    @Test
    void badInputIsAnsweredWithOneLine() throws IOException {
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
    void anImportTellsItsSummaryAlsoWhereALabelIsOfNoFile() throws IOException {
        Path set = folder.resolve("georgia");
        WfdbRecords.write(set, "E1", TWELVE, 10, WfdbRecords.FIBRILLATION);
        WfdbRecords.write(set, "E2", TWELVE, 1, WfdbRecords.FIBRILLATION);
        Path labels = Files.writeString(folder.resolve("labels.csv"), "record,af\nE1,1\nE2,1\nE3,1\n");
        Object[] importing = {
            "import", "--data", set, "--store", folder.resolve("store"), "--source", "georgia", "--labels", labels
        };

        assertThat(train(importing)).isEqualTo(2);

        assertThat(errors().lines()).singleElement().asString().contains("names 1 records of which there is no file");
        assertThat(commands.told())
                .contains("left out 1: not analysable", "the labels of 1 of these", "1 windows of 1 records");
        Files.writeString(labels, "record,af\nE1,1\nE2,1\n");
        assertThat(train(importing)).as(errors()).isZero();
    }

    @Test
    void noStepGivesStatusTwo() {
        assertThat(train()).isEqualTo(2);
        assertThat(errors()).contains("split, pretrain, finetune, probe, evaluate, export");
    }
}
