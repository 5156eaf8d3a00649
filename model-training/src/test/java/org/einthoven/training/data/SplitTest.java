package org.einthoven.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void comesBackFromAFile() throws IOException {
        Split split = new Split(Map.of("ptb/S1", Part.TRAIN, "georgia/E1", Part.TEST, "georgia/E2", Part.VALIDATION));
        Path file = folder.resolve("split.csv");

        split.write(file);

        assertThat(Files.readAllLines(file))
                .containsExactly("record,part", "georgia/E1,test", "georgia/E2,validation", "ptb/S1,train");
        assertThat(Split.read(file)).isEqualTo(split);
    }

    @Test
    void aRecordThatTheSplitDoesNotKnowIsInNoPart() {
        List<Example> examples = List.of(Examples.example(DataSet.GEORGIA, "E9", Map.of()));
        Split split = new Split(Map.of("georgia/E1", Part.TEST));

        for (Part part : Part.values()) {
            assertThat(split.select(examples, part)).isEmpty();
        }
    }

    @Test
    void aWrongPartIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("split.csv"), "record,part\nptb/S1,holdout\n");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Split.read(file))
                .withMessage("a part is train, validation or test, not 'holdout'");
    }

    @Test
    void thePublishedSplitHoldsBackAQuarterForTheTest() throws IOException {
        Map<String, Part> parts = Split.published().parts();

        assertThat(parts).hasSize(6666);
        long test = parts.values().stream().filter(Part.TEST::equals).count();
        assertThat(test / 6666.0).isBetween(0.24, 0.26);
        assertThat(parts.entrySet().stream()
                        .filter(e -> e.getKey().startsWith("ptb/"))
                        .map(Map.Entry::getValue))
                .containsOnly(Part.TRAIN);
    }
}
