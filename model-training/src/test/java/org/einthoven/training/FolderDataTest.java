package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.einthoven.ecg.Lead;
import org.einthoven.training.data.WfdbRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Folders of ECG files in the place of stores. */
class FolderDataTest {
    private static final List<String> TWELVE =
            Lead.STANDARD.stream().map(Lead::name).toList();
    private static final int RECORDS = 16;

    @TempDir
    Path folder = Path.of("");

    @RegisterExtension
    private final TrainCommands commands = new TrainCommands();

    private Path records(String name) throws IOException {
        Path set = folder.resolve(name);
        for (int i = 0; i < RECORDS; i++) {
            WfdbRecords.write(set, "E" + i, TWELVE, 10, i % 2 == 0 ? WfdbRecords.FIBRILLATION : "426783006");
        }
        return set;
    }

    private void train(Object... arguments) {
        int status = commands.run(arguments);
        assertThat(status).as(commands.errors()).isZero();
    }

    private Object[] pretrain(Path data, Path split, Object... more) {
        Stream<Object> common = Stream.of("pretrain", "--data", data, "--split", split, "--run", folder.resolve("run"));
        Stream<Object> two = Stream.of("--encoder", "small", "--epochs", 1, "--patients", 5);
        return Stream.of(common, two, Arrays.stream(more)).flatMap(each -> each).toArray();
    }

    @Test
    void aPublicSetIsSplitPretrainedOnAndProbedWithoutAStore() throws IOException {
        Path set = records("georgia");
        Path split = folder.resolve("split.csv");
        train("split", "--store", set, "--out", split);
        assertThat(commands.told()).contains("TRAIN: 10 patients");
        train(pretrain(set, split));
        assertThat(Files.readString(folder.resolve("run/run.properties"))).contains("data.source=georgia");
        Path probed = folder.resolve("probed");
        train("probe", "--data", set, "--split", split, "--run", probed, "--pretrained", folder.resolve("run"));
        assertThat(commands.told()).contains("train: 10 records, af 5/10");
        train("export", "--run", probed, "--out", folder.resolve("model"), "--model-version", "0.9.0");

        // Patients and labels are those of an import.
        Path store = folder.resolve("store");
        train("import", "--data", set, "--store", store, "--source", "georgia");
        train("split", "--store", store, "--out", folder.resolve("of-store.csv"));
        assertThat(folder.resolve("of-store.csv")).hasSameTextualContentAs(split);
    }

    @Test
    void otherFoldersNeedASecret() throws IOException {
        Path ward = records("ward");
        Path split = folder.resolve("split.csv");
        assertThat(commands.run("split", "--store", ward, "--out", split)).isEqualTo(2);
        assertThat(commands.errors().lines())
                .singleElement()
                .asString()
                .contains("need a secret, which 'train import', 'split' and 'pretrain' take (--secret)");
        Path secret = Files.write(folder.resolve("secret"), new byte[32]);
        train("split", "--store", ward, "--out", split, "--secret", secret);
        train(pretrain(ward, split, "--secret", secret));

        Path other = Files.write(folder.resolve("other"), "another secret of thirty-two bytes".getBytes("US-ASCII"));
        assertThat(commands.run(pretrain(ward, split, "--secret", other))).isEqualTo(2);
        assertThat(commands.errors()).contains("of the patients in " + ward + " the split knows none");
    }
}
