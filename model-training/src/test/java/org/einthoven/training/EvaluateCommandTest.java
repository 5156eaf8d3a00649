package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command on simulated cohorts, two of which pretend to be of real sources, with an encoder that has hardly learnt anything. */
class EvaluateCommandTest {
    private static final String PROBES =
            "random-probe,features-probe,random-measured-probe,ssl-probe,ssl-measured-probe";

    @TempDir
    static Path folder = Path.of("");

    @RegisterExtension
    private final TrainCommands commands = new TrainCommands();

    @BeforeAll
    static void prepare() throws IOException {
        TrainCommands prepared = new TrainCommands();
        for (String store : List.of("simulated", "north", "south")) {
            Path path = folder.resolve(store);
            run(
                    prepared,
                    "simulate --patients " + (store.equals("north") ? 30 : 20) + " --seed " + store.hashCode()
                            + " --out " + path
                            + " --prevalence af=0.4,mi=0");
            Path properties = path.resolve("store.properties");
            Files.writeString(properties, Files.readString(properties).replace("source=simulated", "source=" + store));
            run(prepared, "split --store " + path + " --out " + folder.resolve(store + ".csv"));
        }
        run(prepared, "split --seed 7 --store " + folder.resolve("north") + " --out " + folder.resolve("other.csv"));
        run(
                prepared,
                "pretrain --data $/north --split $/north.csv --run $/run --encoder small --epochs 1 --patients 8");
        Files.createDirectories(folder.resolve("old"));
        for (String file : List.of("run.properties", "encoder.bin")) {
            Files.copy(
                    folder.resolve("run").resolve(file), folder.resolve("old").resolve(file));
        }
    }

    private static String[] words(String line) {
        return line.replace("$", folder.toString()).split(" ");
    }

    private static void run(TrainCommands commands, String line) {
        int status = commands.run((Object[]) words(line));
        assertThat(status).as(line + ": " + commands.errors()).isZero();
    }

    private String report(String name, String line) throws IOException {
        run(
                commands,
                "evaluate --draws 1 --sizes 16,all --arms " + PROBES + " --out $/" + name + " --pretrained $/run "
                        + line);
        return Files.readString(folder.resolve(name).resolve("report.md"));
    }

    @Test
    void withinASourceEveryFindingIsEvaluatedOrNamed() throws IOException {
        String report = report("within", "--data $/north --split $/north.csv --tasks af,mi");

        assertThat(commands.told()).contains("north: mi: no training record is labelled as one with the finding");
        assertThat(report)
                .contains("The encoder was pretrained on north. Nobody whose records test took part in pretraining.")
                .contains("| Myocardial infarction | 0 /", "not evaluated: no training record is labelled as one with")
                .contains("| pretrained encoder, frozen, with a linear probe | 16 | 1 | ")
                .contains("| command | train evaluate --draws 1")
                .contains("| pretraining: data.source | north |");
        assertThat(Files.size(folder.resolve("within/report.html"))).isLessThan(100_000);
        assertThat(folder.resolve("within/figures/north-af-auroc.svg")).isNotEmptyFile();
    }

    @Test
    void aFindingThatNobodyHasIsNothingToEvaluate() {
        assertThat(commands.run((Object[]) words(
                        "evaluate --data $/north --split $/north.csv --tasks mi --pretrained $/run --out $/nobody")))
                .isEqualTo(2);
        assertThat(commands.errors().lines())
                .singleElement()
                .asString()
                .contains("there is nothing to evaluate: north: mi: no training record is labelled as one with");
        assertThat(folder.resolve("nobody/report.html")).doesNotExist();
    }

    @Test
    void eachSourceTestsWhatWasLearntFromTheOthersWithoutThoseThatTheEncoderHasSeen() throws IOException {
        String report =
                report("leave", "--leave-one-out --data $/north $/south --split $/north.csv $/south.csv --tasks af");
        long seen = count("north.csv", "train");

        assertThat(seen).isPositive();
        assertThat(report)
                .contains("## Across sources\n", "| Atrial fibrillation | all sources |")
                .containsPattern("Learnt from south \\(\\d+ records of their training parts; \\d+ others")
                .containsPattern(" \\d+ records of patients from whom it learnt were left out; it has seen other ECGs")
                .contains("Learnt from north")
                .contains("pretrained on north. Nobody whose records test took part in pretraining.");
        List<String> north = Files.readAllLines(folder.resolve("leave/test-north/curve.csv"));
        assertThat(north).hasSizeGreaterThan(1);
    }

    private static long count(String split, String part) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(split))) {
            return lines.filter(line -> line.endsWith("," + part)).count();
        }
    }

    @Test
    void whatWasLearntFromSimulatedEcgsIsToldSoWhereRealOnesTestIt() throws IOException {
        String report =
                report("simulated-to-real", "--data $/simulated --split $/simulated.csv --test $/south --tasks af");

        assertThat(report)
                .contains(
                        "## Tested on south, learnt from simulated ECGs", "Learnt from simulated ECGs (", "Real ECGs.")
                .contains("calibrated on the sources that were learnt from")
                .doesNotContain("Across sources");
    }

    @Test
    void anEncoderThatWasTaughtBySimulatedLabelsIsComparedAndNamedAsWhatItIs() throws IOException {
        String taught = "finetune --from-scratch --encoder small --steps 2 --tasks af ";
        run(commands, taught + "--data $/simulated --split $/simulated.csv --run $/taught");

        run(
                commands,
                "evaluate --draws 1 --sizes 16 --arms ssl-probe --tasks af --out $/with-taught --pretrained $/run"
                        + " --data $/north --split $/north.csv --taught $/taught");
        String report = Files.readString(folder.resolve("with-taught/report.md"));

        assertThat(report)
                .contains("| taught encoder (simulated), frozen, with a linear probe | 16 | 1 | ")
                .contains("| taught encoder (simulated), fine-tuned with its heads | 16 | 1 | ")
                .contains(
                        "The pretrained encoder was pretrained on north. The taught encoder was trained on the labels of"
                                + " simulated ECGs, from random weights; none of these labels are of patients who are learnt from here."
                                + " Nobody whose records test took part in pretraining.");
    }

    /** With the labels of the training part alone, or of the test part too: with 16 labels here it would know them all. */
    @ParameterizedTest
    @CsvSource({
        "north.csv, --data $/north --split $/north.csv",
        "other.csv, --data $/north --split $/north.csv",
        "north.csv, --leave-one-out --data $/north $/south --split $/north.csv $/south.csv",
        "north.csv, --data $/north --split $/north.csv --test $/south",
    })
    void whoTaughtAnEncoderHasNoPartInItsEvaluation(String split, String evaluated) throws IOException {
        run(
                commands,
                "finetune --from-scratch --encoder small --steps 1 --batch 4 --tasks af --data $/north --split $/"
                        + split + " --run $/taught-by-" + split);

        String all = "evaluate --pretrained $/run --out $/refused --tasks af " + evaluated + " --taught $/taught-by-"
                + split;

        assertThat(commands.run((Object[]) words(all))).isEqualTo(2);
        assertThat(commands.errors())
                .containsPattern("the encoder of --taught learnt from the labels of \\d+ patients of these sources");
        assertThat(folder.resolve("refused/report.md")).doesNotExist();
    }

    /** Both teach; what is told of the model is told of real ECGs alone. */
    @Test
    void simulatedAndRealEcgsNeverMeetInOneFigure() throws IOException {
        String both = " --data $/simulated $/north --split $/simulated.csv $/north.csv";
        run(commands, "probe --run $/both --pretrained $/run --tasks af" + both);
        run(commands, "export --run $/both --out $/model --model-version 1.0.0");

        String counts = "(\\d+) real validation records, all figures of (\\d+) real test records of north\\. "
                + "(\\d+) simulated validation records and (\\d+) simulated test records took no part";
        String evaluation = Files.readString(folder.resolve("both/evaluation.md"));
        Matcher told = Pattern.compile(counts).matcher(evaluation);
        assertThat(told.find()).as(evaluation).isTrue();
        for (int group = 1; group <= 4; group++) {
            assertThat(Integer.parseInt(told.group(group))).isPositive();
        }
        assertThat(evaluation)
                .containsPattern("\\| 12 leads \\| Atrial fibrillation \\| \\d+ / " + told.group(2) + " \\|")
                .contains("| north | Atrial fibrillation |")
                .doesNotContain("| simulated |");
        assertThat(Files.readString(folder.resolve("model/MODEL_CARD.md")))
                .containsPattern(counts)
                .contains("| simulated (not real) | train |", "All records of these tables are real ECGs")
                .doesNotContain("| simulated (not real) | validation |", "| simulated (not real) | test |");

        assertThat(commands.run((Object[]) words("trial" + both))).isEqualTo(2);
        assertThat(commands.errors().lines())
                .singleElement()
                .asString()
                .contains("simulated ECGs and real ones are not evaluated together: simulated, north");
    }

    @Test
    void whereItIsNotKnownFromWhomTheEncoderLearntTheReportSaysSo() throws IOException {
        run(
                commands,
                "evaluate --draws 1 --sizes all --arms ssl-probe --tasks af --out $/unknown --pretrained $/old"
                        + " --data $/south --split $/south.csv");

        assertThat(Files.readString(folder.resolve("unknown/report.md"))).contains("could not be checked");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--data $/north --split $/other.csv                       | the encoder learnt from",
                "--data $/none --split $/north.csv                        | there is nothing at",
                "--data $/north --split $/none.csv                        | there is no file",
                "--data $/north --split $/north/store.properties          | is no split",
                "--data $/north --split $/south.csv                       | the split knows none",
                "--data $/north --split $/north.csv --test $/north        | is given to learn from and to test",
                "--data $/north --split $/north.csv --test-split $/south.csv | none is given",
                "--data $/north $/simulated --split $/north.csv           | not evaluated together: north, simulated",
                "--data $/north --split $/north.csv --test $/simulated    | not evaluated together: north, simulated",
                "--data $/north --split $/north.csv --leave-one-out       | there must be two",
                "--data $/north --split $/north.csv --leave-one-out --test $/south | either --test or --leave-one-out",
                "--data $/north --split $/north.csv --tasks af,flu        | 'flu' is none of",
                "--data $/north --split $/north.csv --sizes some          | not 'some'",
                "--data $/north --split $/north.csv --sizes 1             | at least 2 records",
                "--data $/north --split $/north.csv --draws 0             | drawn at least once",
                "--data $/north --split $/north.csv --draws few           | 'few' is not an int",
                "--data $/north --split $/north.csv --arms svm            | not 'svm'",
                "--split $/north.csv                                      | --data",
            })
    void badInputGivesOneLineAndStatusTwo(String line, String told) {
        String all = "evaluate --pretrained $/run --minutes 0 --out $/bad " + line.strip();

        assertThat(commands.run((Object[]) words(all))).isEqualTo(2);
        assertThat(commands.errors().lines()).singleElement().asString().contains(told);
    }

    @Test
    void aDamagedStoreIsToldInOneLine() throws IOException {
        Path damaged = folder.resolve("damaged");
        Files.createDirectories(damaged);
        for (String file : List.of("store.properties", "00000.ecg", "00000.idx")) {
            Files.copy(folder.resolve("south").resolve(file), damaged.resolve(file));
        }
        byte[] samples = Files.readAllBytes(damaged.resolve("00000.ecg"));
        samples[samples.length / 2] ^= 1;
        Files.write(damaged.resolve("00000.ecg"), samples);
        String line =
                "evaluate --pretrained $/run --out $/of-damaged --data $/damaged --split $/south.csv --tasks af --arms ";

        for (String arm : List.of("features-probe", "ssl-probe")) {
            assertThat(commands.run((Object[]) words(line + arm))).isEqualTo(2);
            assertThat(commands.errors().lines())
                    .filteredOn(told -> told.startsWith("einthoven train"))
                    .singleElement()
                    .asString()
                    .contains("00000.ecg is damaged at window");
        }
        Path mended = folder.resolve("mended");
        assertThat(commands.run("repair", "--store", damaged, "--out", mended)).isZero();
        assertThat(commands.run("repair", "--store", damaged, "--out", mended)).isEqualTo(2);
        assertThat(commands.errors()).contains("is a store already");
        assertThat(commands.run((Object[]) words(line.replace("$/damaged", "$/mended")
                                .replace("of-d", "of-m") + "ssl-probe --sizes all --draws 1")))
                .isZero();
    }
}
