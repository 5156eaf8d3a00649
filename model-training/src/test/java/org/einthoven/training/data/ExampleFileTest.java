package org.einthoven.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.einthoven.ecg.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleFileTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void examplesComeBackAsTheyWere() throws IOException {
        Example one = Examples.example(DataSet.CINC2017, "A1", Map.of(Task.ATRIAL_FIBRILLATION, Label.PRESENT));
        Example twelve = Examples.example(DataSet.GEORGIA, "E1", Map.of(Task.MYOCARDIAL_INFARCTION, Label.ABSENT));
        Arrays.fill(Objects.requireNonNull(twelve.windows().get(0).row(11)), 100, 200, Float.NaN);
        Path file = folder.resolve("examples.bin");

        ExampleFile.write(file, List.of(one, twelve));

        List<Example> read = ExampleFile.read(file);
        assertThat(read).extracting(Example::id).containsExactly("cinc2017/A1", "georgia/E1");
        assertThat(read.get(0).labels()).isEqualTo(one.labels());
        assertThat(read.get(1).group()).isEqualTo(twelve.group());
        assertThat(read.get(0).windows().get(0).leads()).isEqualTo(1);
        assertThat(read.get(1).windows().get(0).row(11))
                .isEqualTo(twelve.windows().get(0).row(11));
    }

    @Test
    void aFileOfSomethingElseIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("other"), "something else altogether");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ExampleFile.read(file))
                .withMessageContaining("no file of prepared examples");
    }
}
