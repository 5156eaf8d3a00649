package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.EcgStoreWriter;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.classifier.LabelledCohort;
import org.einthoven.training.data.MemoryDataset;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;
import org.einthoven.training.data.WfdbRecords;
import org.einthoven.training.data.Window;
import org.einthoven.training.loop.RunProperties;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.EncoderModel;
import org.einthoven.training.network.Weights;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each command says of input that is at fault: one sentence, status 2, and nothing half done. */
class BadInputTest {
    private static final int PATIENTS = 30;

    /** Names in the table stand for files of this folder. */
    @TempDir
    static Path folder = Path.of("");

    @RegisterExtension
    private final TrainCommands commands = new TrainCommands();

    @BeforeAll
    static void makeFiles() throws IOException {
        MemoryDataset cohort = LabelledCohort.of(PATIENTS);
        store("store", cohort, PATIENTS);
        store("one-patient", cohort, 1);
        store("older", cohort, 3);
        store("no-ecg", cohort, 0);
        Path properties = folder.resolve("older/store.properties");
        Files.writeString(properties, Files.readString(properties).replace("preprocessing=1", "preprocessing=9"));
        LabelledCohort.split(PATIENTS).write(folder.resolve("split.csv"));
        new PatientSplit(Map.of()).write(folder.resolve("nobody.csv"));
        LabelledCohort.split(PATIENTS - 3).write(folder.resolve("all-but-three.csv"));
        Files.writeString(folder.resolve("letter"), "Dear colleague,\n");
        Files.createDirectories(folder.resolve("empty"));
        Files.createDirectories(folder.resolve("full"));
        Files.writeString(folder.resolve("full/holiday.jpg"), "x");
        WfdbRecords.write(folder.resolve("georgia"), "E1", java.util.List.of("I"), 10, WfdbRecords.FIBRILLATION);
        WfdbRecords.write(folder.resolve("simulated"), "E2", java.util.List.of("I"), 10, WfdbRecords.FIBRILLATION);
        Files.writeString(folder.resolve("labels.csv"), "record,af\nE1,1\nE9,1\n");
        Files.writeString(
                folder.resolve("latin.csv"), "patient,part\nM\u00fcller,train\n", StandardCharsets.ISO_8859_1);
        strangers(cohort);
        Files.createDirectories(folder.resolve("site"));
        Files.writeString(folder.resolve("site/report.html"), "x");
        pretrained("encoder", Architecture.SMALL);
        Files.writeString(pretrained("emptied", Architecture.SMALL).resolve("run.properties"), "");
        new Weights(Map.of("stem.conv.weights", new float[] {Float.NaN}))
                .write(pretrained("not-a-number", Architecture.SMALL).resolve("encoder.bin"));
        pretrained("other-encoder", Architecture.STANDARD);
        Files.delete(pretrained("unfinished", Architecture.SMALL).resolve("encoder.bin"));
        Path cut = pretrained("cut", Architecture.SMALL).resolve("encoder.bin");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 5000));
    }

    private static void store(String name, MemoryDataset cohort, int patients) throws IOException {
        float[] samples = new float[12 * 2500];
        try (EcgStoreWriter writer = EcgStoreWriter.open(folder.resolve(name), "hospital")) {
            for (int i = 0; i < patients; i++) {
                cohort.read(i, samples);
                writer.append(cohort.get(i), Window.ofSamples(samples).toNormalisedEcg());
            }
        }
    }

    /** A store of somebody whom the split does not name. */
    private static void strangers(MemoryDataset cohort) throws IOException {
        float[] samples = new float[12 * 2500];
        cohort.read(0, samples);
        StoreKey stranger = StoreKey.publicName("stranger");
        new PatientSplit(Map.of(stranger, Part.TRAIN)).write(folder.resolve("strangers.csv"));
        try (EcgStoreWriter writer = EcgStoreWriter.open(folder.resolve("strangers"), "elsewhere")) {
            writer.append(
                    StoredEcg.unlabelled(stranger, stranger, 0),
                    Window.ofSamples(samples).toNormalisedEcg());
        }
    }

    private static Path pretrained(String name, Architecture architecture) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        RunProperties.write(
                run.resolve("run.properties"), new TreeMap<>(Map.of("encoder", "small", "data.source", "hospital")));
        EncoderModel.random(architecture, 3).write(run.resolve("encoder.bin"));
        return run;
    }

    static Stream<Arguments> faults() {
        String finetune = "finetune --data @store --split @split.csv --run @new --steps 2 ";
        String pretrain = "pretrain --data @store --split @split.csv --encoder small --epochs 1 --patients 4 ";
        return Stream.of(
                fault("there is no file", "import --data @none --store @s --source georgia"),
                fault("there is no file", "import --data @georgia --store @s --source georgia --labels @none"),
                fault("is a file; a store is a folder", "import --data @georgia --store @letter --source georgia"),
                fault("holds files and is no store", "import --data @georgia --store @full --source georgia"),
                fault(
                        "'simulated' is the name of what 'train simulate' draws",
                        "import --data @georgia --store @s --source simulated"),
                fault(
                        "'Simulated' is the name of what 'train simulate' draws",
                        "import --data @georgia --store @s --source Simulated"),
                fault(
                        "'simulated' is the name of what 'train simulate' draws",
                        "split --store @simulated --out @s.csv"),
                fault("of 'hospital', not of 'georgia'", "import --data @georgia --store @store --source georgia"),
                fault("no ECG file below", "import --data @empty --store @s --source georgia"),
                fault(
                        "names 1 records of which there is no file",
                        "import --data @georgia --store @imported" + " --source georgia --labels @labels.csv"),
                fault(
                        "is there already; a cohort is written into a new folder",
                        "simulate --patients 2 --seed 1 --out @store"),
                fault("name either --out or --plots", "simulate --patients 2 --seed 1"),
                fault("there is nothing at", "split --store @none --out @s.csv"),
                fault(
                        "the data set has 1 patients: none of three parts may be empty",
                        "split --store @one-patient --out @s.csv"),
                fault(
                        "normalised by version 9, this program is of version 1: import them again",
                        "split --store @older --out @s.csv"),
                fault("there is nothing at", "pretrain --data @none --split @split.csv --run @new"),
                fault("there is no file", "pretrain --data @store --split @none --run @new"),
                fault("is no split", "pretrain --data @store --split @letter --run @new"),
                fault("latin.csv is no text in UTF-8", "pretrain --data @store --split @latin.csv --run @new"),
                fault(
                        "a batch of 64 patients cannot be drawn from 18",
                        "pretrain --data @store --split @split.csv --run @new"),
                fault("the split knows none", "pretrain --data @store --split @nobody.csv --run @new"),
                fault("holds files and is no run", pretrain + "--run @full"),
                fault("holds files and is no run", pretrain + "--run @store"),
                fault("holds a run with", pretrain + "--run @encoder"),
                fault("small, standard or large", pretrain.replace("small", "huge") + "--run @new"),
                fault("learning rate are positive", pretrain + "--run @new --learning-rate NaN"),
                fault("and all finite", pretrain + "--run @new --learning-rate Infinity"),
                fault("temperature is positive and finite", pretrain + "--run @new --temperature Infinity"),
                fault("two losses are finite", pretrain + "--run @new --views Infinity"),
                fault("small, standard or large", finetune + "--from-scratch --encoder huge"),
                fault("rates are positive", finetune + "--from-scratch --learning-rate NaN"),
                fault("rates are positive and finite", finetune + "--from-scratch --learning-rate Infinity"),
                fault("rates are positive and finite", finetune + "--pretrained @encoder --learning-rate 0"),
                fault("at least one step", finetune.replace("--steps 2", "--steps 0") + "--from-scratch"),
                fault("'flu' is none of [af, afl", finetune + "--from-scratch --tasks af,flu"),
                fault("of the split's train patients none has a labelled ECG", finetune + "--from-scratch --tasks pvc"),
                fault(
                        "the split knows none: give --split the store's own as well",
                        finetune.replace("split.csv", "nobody.csv") + "--from-scratch"),
                fault(
                        "no finding is both present and absent",
                        finetune.replace("@store", "@one-patient") + "--from-scratch"),
                fault("holds no run of pretraining", finetune + "--pretrained @empty"),
                fault("is not done: run it again to go on", finetune + "--pretrained @unfinished"),
                fault("ends too early for a file of weights", finetune + "--pretrained @cut"),
                fault("the weights are of another encoder", finetune + "--pretrained @other-encoder"),
                fault("--encoder is of --from-scratch", finetune + "--pretrained @encoder --encoder small"),
                fault("holds files and is no run", finetune.replace("@new", "@full") + "--from-scratch"),
                fault("holds a run with", finetune.replace("@new", "@encoder") + "--from-scratch"),
                fault("Missing required argument", finetune),
                fault(
                        "holds no run of pretraining",
                        "probe --data @store --split @split.csv --run @new --pretrained @store"),
                fault("the split knows none", finetune.replace("@store", "@store @strangers") + "--from-scratch"),
                fault("there is no ECG in ", finetune.replace("@store", "@store @no-ecg") + "--from-scratch"),
                fault(
                        "no-ecg: leave it out, or fill it first",
                        pretrain.replace("@store", "@no-ecg @store") + "--run @new"),
                fault("there is no ECG in ", "split --store @store @no-ecg --out @s.csv"),
                fault("holds a value that is no number", finetune + "--pretrained @not-a-number"),
                fault("does not say which encoder it is: it is damaged", finetune + "--pretrained @emptied"),
                fault("--minutes is 0 to 527040, a year, not 200000000", pretrain + "--run @new --minutes 200000000"),
                fault("--minutes is 0 to", "all --data @empty --run @all --minutes -1"),
                fault(
                        "--minutes is 0 to",
                        "evaluate --data @store --split @split.csv --pretrained @encoder --out @study --minutes 153722867280913"),
                fault("--checkpoint-seconds is 0 to", pretrain + "--run @new --checkpoint-seconds 9223372036854775807"),
                fault("no run has as many", pretrain.replace("epochs 1", "epochs 2147483647") + "--run @new"),
                fault(
                        "--batch 100000000 gives batches of 100000000 windows: the most is 71582",
                        finetune + "--from-scratch --batch 100000000"),
                fault(
                        "--patients 100000000 gives batches of 300000000 windows",
                        pretrain.replace("patients 4", "patients 100000000") + "--run @new"),
                fault("--batch 100000000 gives batches", "speed --encoder small --batch 100000000"),
                fault("speed is measured over at least one step", "speed --steps 0 --encoder small"),
                fault(
                        "the split knows none",
                        "evaluate --data @store @strangers --split @split.csv --pretrained @encoder --out @study"),
                fault(
                        "no patient of the split has a label",
                        "evaluate --data @strangers --split @strangers.csv --pretrained @encoder --out @study"),
                fault(
                        "holds a report that is of no evaluation",
                        "evaluate --data @store --split @split.csv --pretrained @encoder --out @site"),
                fault(
                        "the split knows none",
                        "probe --data @store --split @nobody.csv --run @new --pretrained @encoder"),
                fault("holds no run of finetune or probe", "export --run @encoder --out @model --model-version 1.0.0"),
                fault("holds no run of finetune or probe", "export --run @none --out @model --model-version 1.0.0"),
                fault(
                        "three numbers such as 1.0.0, not '1.0'",
                        "export --run @encoder --out @model --model-version 1.0"),
                fault("holds files that are of no model", "export --run @encoder --out @full --model-version 1.0.0"),
                fault("is a file; a model is a folder", "export --run @encoder --out @letter --model-version 1.0.0"),
                fault(
                        "holds no run of pretraining",
                        "evaluate --data @store --split @split.csv --pretrained @full --out @study"),
                fault("is no folder of a known data set", "all --data @empty --run @all"),
                fault("--patients 71000 gives batches of 213000", "all --data @empty --run @all --patients 71000"),
                fault("three numbers", "all --data @empty --run @all --model-version next"),
                fault("on simulated patients, on real ones", "all --data @empty --run @all --cohort -1"),
                fault("name a step: import, repair, simulate, split", ""));
    }

    private static Arguments fault(String sentence, String command) {
        return Arguments.of(sentence, command);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("faults")
    void isOneSentenceAndStatusTwo(String sentence, String command) {
        Object[] arguments = Arrays.stream(command.split(" "))
                .filter(each -> !each.isEmpty())
                .map(each -> each.startsWith("@") ? folder.resolve(each.substring(1)) : each)
                .toArray();

        int status = commands.run(arguments);

        assertThat(commands.errors().lines())
                .singleElement()
                .asString()
                .startsWith("einthoven train: ")
                .contains(sentence);
        assertThat(status).isEqualTo(2);
        assertThat(folder.resolve("new/weights.bin")).doesNotExist();
        assertThat(folder.resolve("model")).doesNotExist();
    }

    /** With the split of one of two stores who is in the other alone takes no part: that may be meant, and is told. */
    @Test
    void whomTheSplitDoesNotNameIsCounted() {
        commands.run(
                "finetune",
                "--data",
                folder.resolve("store"),
                "--split",
                folder.resolve("all-but-three.csv"),
                "--run",
                folder.resolve("none"),
                "--steps",
                2,
                "--from-scratch",
                "--tasks",
                "pvc");

        assertThat(commands.errors())
                .contains("3 of 30 windows in " + folder.resolve("store")
                        + " are of patients whom the split does not name: they take no part");
    }

    @Test
    void aFullDiskIsToldAndTheRunGoesOnWhenThereIsRoom() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "only Linux has a disk that is always full");
        assertThat(commands.run("split", "--store", folder.resolve("store"), "--out", full))
                .isEqualTo(2);
        assertThat(commands.errors()).contains("the disk is full");
        Path run = folder.resolve("pretraining");
        Object[] pretrain = {
            "pretrain",
            "--data",
            folder.resolve("store"),
            "--split",
            folder.resolve("split.csv"),
            "--run",
            run,
            "--encoder",
            "small",
            "--epochs",
            4,
            "--patients",
            4
        };
        Files.createDirectories(run);
        for (String file :
                new String[] {"run.properties", "metrics.csv", "checkpoint.bin", "loss.svg", "encoder.bin"}) {
            fullDiskAt(run.resolve(file), pretrain);
        }

        assertThat(commands.run(pretrain)).as(commands.errors()).isZero();
        assertThat(run.resolve("encoder.bin")).exists();
        assertThat(run.resolve("loss.svg")).exists();
    }

    /** While a file is written there; with it the room is there again. */
    private void fullDiskAt(Path file, Object... command) throws IOException {
        Files.createSymbolicLink(file.resolveSibling(file.getFileName() + ".tmp"), Path.of("/dev/full"));
        assertThat(commands.run(command)).as(file.toString()).isEqualTo(2);
        assertThat(commands.errors().lines())
                .singleElement()
                .asString()
                .contains("the disk is full: make room, and run the same again");
        assertThat(file.resolveSibling(file.getFileName() + ".tmp")).doesNotExist();
    }

    @Test
    void aSplitOutlastsAFullDiskAndAProbeGoesOnWhereverItWasCutOff() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "only Linux has a disk that is always full");
        Path split = Files.copy(folder.resolve("split.csv"), folder.resolve("kept.csv"));
        fullDiskAt(split, "split", "--store", folder.resolve("store"), "--out", split);
        assertThat(split).hasSameTextualContentAs(folder.resolve("split.csv"));

        Path run = Files.createDirectories(folder.resolve("cut-off-probe"));
        Object[] probe = {
            "probe",
            "--data",
            folder.resolve("store"),
            "--split",
            split,
            "--run",
            run,
            "--pretrained",
            folder.resolve("encoder")
        };
        for (String file : new String[] {"run.properties", "split.csv", "metrics.csv", "weights.bin"}) {
            fullDiskAt(run.resolve(file), probe);
        }
        assertThat(commands.run(probe)).as(commands.errors()).isZero();
        assertThat(run.resolve("split.csv")).hasSameTextualContentAs(split);
        assertThat(run.resolve("weights.bin")).exists();
    }

    @Test
    void aRunGoesOnWithWhatItBeganWithWhenItsStoreGrowsAndNotWhenThatIsChanged() throws IOException {
        Path store = folder.resolve("growing");
        MemoryDataset cohort = LabelledCohort.of(PATIENTS);
        store("growing", cohort, PATIENTS);
        Path pretraining = folder.resolve("grown-pretraining");
        Object[] pretrain = onGrowing("pretrain", pretraining, "--encoder", "small", "--epochs", 4, "--patients", 4);
        Object[] timeIsUp = Stream.concat(Arrays.stream(pretrain), Stream.of("--minutes", 0))
                .toArray();
        assertThat(commands.run(timeIsUp)).as(commands.errors()).isEqualTo(75);
        Path probed = folder.resolve("grown-probe");
        Object[] probe = onGrowing("probe", probed, "--pretrained", folder.resolve("encoder"));
        assertThat(commands.run(probe)).as(commands.errors()).isZero();
        byte[] learnt = Files.readAllBytes(pretraining.resolve("patients.bin"));

        // Another record of a patient who trains, and somebody new, as a gateway collects them.
        append(store, cohort, LabelledCohort.patient(0), LabelledCohort.patient(PATIENTS));
        int status = commands.run(pretrain);

        assertThat(status).as(commands.errors()).isZero();
        assertThat(commands.told()).contains("18 windows of 18 patients");
        assertThat(pretraining.resolve("patients.bin")).hasBinaryContent(learnt);
        assertThat(Files.readString(pretraining.resolve("run.properties"))).contains("data.windows=30");
        Path model = folder.resolve("grown-model");
        assertThat(commands.run("export", "--run", probed, "--out", model, "--model-version", "1.0.0"))
                .as(commands.errors())
                .isZero();
        assertThat(commands.run(probe)).as("done before").isZero();

        relabelled("relabelled", cohort);
        assertThat(commands.run(
                        "export",
                        "--run",
                        probed,
                        "--data",
                        folder.resolve("relabelled"),
                        "--out",
                        folder.resolve("model"),
                        "--model-version",
                        "1.0.0"))
                .isEqualTo(2);
        assertThat(commands.errors().lines()).singleElement().asString().contains("holds a run with data.fingerprint");
    }

    private static Object[] onGrowing(String command, Path run, Object... more) {
        Stream<Object> common = Stream.of(
                command, "--data", folder.resolve("growing"), "--split", folder.resolve("split.csv"), "--run", run);
        return Stream.concat(common, Arrays.stream(more)).toArray();
    }

    private static void append(Path store, MemoryDataset cohort, StoreKey... patients) throws IOException {
        float[] samples = new float[12 * 2500];
        cohort.read(1, samples);
        try (EcgStoreWriter writer = EcgStoreWriter.open(store, "hospital")) {
            for (StoreKey patient : patients) {
                StoreKey record = StoreKey.publicName("later record of " + patient);
                writer.append(
                        new StoredEcg(patient, record, 0, null, null, null, Map.of(Task.ATRIAL_FIBRILLATION, true)),
                        Window.ofSamples(samples).toNormalisedEcg());
            }
        }
    }

    /** The same ECGs, of which one has another label. */
    private static void relabelled(String name, MemoryDataset cohort) throws IOException {
        MemoryDataset other = new MemoryDataset("hospital");
        float[] samples = new float[12 * 2500];
        for (int i = 0; i < PATIENTS; i++) {
            cohort.read(i, samples);
            StoredEcg ecg = cohort.get(i);
            Map<Task, Boolean> labels = i == 7 ? Map.of(Task.ATRIAL_FIBRILLATION, true) : ecg.labels();
            other.add(
                    new StoredEcg(ecg.patient(), ecg.record(), 0, null, null, null, labels),
                    Window.ofSamples(samples).toNormalisedEcg());
        }
        store(name, other, PATIENTS);
    }
}
