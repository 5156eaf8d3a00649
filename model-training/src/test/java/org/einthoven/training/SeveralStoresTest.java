package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;
import org.einthoven.training.data.WfdbRecords;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Stores of one hospital in which patients recur, as those of two nodes or of two partitions of its archive. */
class SeveralStoresTest {
    private static final int PATIENTS = 24;
    /** Of each store; those between are in both. */
    private static final int OWN = 16;

    @TempDir
    Path folder = Path.of("");

    @RegisterExtension
    private final TrainCommands commands = new TrainCommands();

    private void train(Object... arguments) {
        int status = commands.run(arguments);
        assertThat(status).as(commands.errors()).isZero();
    }

    /** An ECG of each of {@value #OWN} patients, of whom every other fibrillates. */
    private Path store(String node, int firstPatient, Path secret) throws IOException {
        Path archive = folder.resolve("archive-" + node);
        StringBuilder labels = new StringBuilder("record,patient,af\n");
        for (int patient = firstPatient; patient < firstPatient + OWN; patient++) {
            String record = node + patient;
            int fibrillates = patient % 2;
            WfdbRecords.write(
                    archive, record, List.of("I"), 10, fibrillates == 1 ? WfdbRecords.FIBRILLATION : "426783006");
            labels.append(record + "," + patient + "," + fibrillates + "\n");
        }
        Path table = Files.writeString(folder.resolve(node + ".csv"), labels);
        Path store = folder.resolve(node);
        train(
                "import",
                "--data",
                archive,
                "--store",
                store,
                "--source",
                "hospital",
                "--labels",
                table,
                "--secret",
                secret);
        return store;
    }

    @Test
    void areSplitOnceAndLearntFromTogether() throws IOException {
        Path secret = Files.write(folder.resolve("secret"), new byte[32]);
        Path north = store("north", 0, secret);
        Path south = store("south", PATIENTS - OWN, secret);
        Path split = folder.resolve("split.csv");

        train("split", "--store", north, south, "--out", split);

        PatientSplit parts = PatientSplit.read(split);
        assertThat(parts.parts()).as("each patient once").hasSize(PATIENTS);
        long learning = parts.count(Part.TRAIN);
        assertThat(learning).isBetween(13L, 15L);
        Path run = folder.resolve("run");
        train(on("pretrain", north, south, split, run, "--encoder", "small", "--epochs", 2, "--patients", 4));
        assertThat(commands.told()).contains(" of " + learning + " patients of hospital" + System.lineSeparator());
        assertThat(run.resolve("encoder.bin")).exists();
        train(on("probe", north, south, split, folder.resolve("probe"), "--pretrained", run));
        assertThat(folder.resolve("probe/weights.bin")).exists();
        train(on("trial", north, south, split, null, "--labels", 4, "--draws", 1));
        assertThat(commands.told()).contains("| af |");
        Object[] evaluate = {"--pretrained", run, "--out", folder.resolve("study"), "--tasks", "af", "--minutes", 0};
        assertThat(commands.run(on("evaluate", north, south, split, null, evaluate)))
                .as(commands.errors())
                .isEqualTo(75);
    }

    private static Object[] on(String command, Path north, Path south, Path split, @Nullable Path run, Object... more) {
        Stream<Object> data = Stream.of(command, "--data", north, south, "--split", split);
        Stream<Object> to = run == null ? Stream.of() : Stream.of("--run", run);
        return Stream.of(data, to, Arrays.stream(more)).flatMap(each -> each).toArray();
    }

    @Test
    void aPatientWhomSplitsMadeApartTearIsNamedWithTheWayOut() throws IOException {
        Path secret = Files.write(folder.resolve("secret"), new byte[32]);
        Path north = store("north", 0, secret);
        Path south = store("south", PATIENTS - OWN, secret);
        Path one = folder.resolve("one.csv");
        Path other = folder.resolve("other.csv");
        train("split", "--store", north, "--out", one, "--seed", 1);
        train("split", "--store", south, "--out", other, "--seed", 2);

        int status =
                commands.run("pretrain", "--data", north, south, "--split", one, other, "--run", folder.resolve("run"));

        assertThat(status).isEqualTo(2);
        assertThat(commands.errors().lines())
                .singleElement()
                .asString()
                .contains("into another part than a split before it")
                .contains("make one split of all stores: train split --store A B");
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
