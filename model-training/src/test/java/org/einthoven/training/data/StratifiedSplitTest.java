package org.einthoven.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.einthoven.ecg.Task;
import org.junit.jupiter.api.Test;

class StratifiedSplitTest {
    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            examples.add(Examples.example(
                    DataSet.GEORGIA,
                    "E" + i,
                    Map.of(
                            Task.ATRIAL_FLUTTER, i < 20 ? Label.PRESENT : Label.ABSENT,
                            Task.ATRIAL_FIBRILLATION, i % 4 == 0 ? Label.PRESENT : Label.ABSENT)));
        }
        return examples;
    }

    private static long flutter(Split split, Part part, List<Example> examples) {
        return split.select(examples, part).stream()
                .filter(e -> e.labels().isPresent(Task.ATRIAL_FLUTTER))
                .count();
    }

    @Test
    void everyRecordHasOnePartAndEachPartItsShareOfARareFinding() {
        List<Example> examples = examples();

        Split split = StratifiedSplit.of(examples, 1);

        assertThat(split.parts()).hasSize(200);
        assertThat(split.select(examples, Part.TRAIN)).hasSizeBetween(115, 125);
        assertThat(split.select(examples, Part.TEST)).hasSizeBetween(45, 55);
        assertThat(flutter(split, Part.TRAIN, examples)).isEqualTo(12);
        assertThat(flutter(split, Part.VALIDATION, examples)).isEqualTo(3);
        assertThat(flutter(split, Part.TEST, examples)).isEqualTo(5);
    }

    @Test
    void theSeedDecidesAndTheOrderDoesNot() {
        List<Example> examples = examples();
        List<Example> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, new Random(5));

        assertThat(StratifiedSplit.of(shuffled, 1)).isEqualTo(StratifiedSplit.of(examples, 1));
        assertThat(StratifiedSplit.of(examples, 2)).isNotEqualTo(StratifiedSplit.of(examples, 1));
    }

    @Test
    void recordsOfOnePatientStayTogetherAndNeverTest() {
        List<Example> examples = new ArrayList<>(examples());
        for (int i = 0; i < 6; i++) {
            Example one = Examples.example(DataSet.PTB, "S" + i, Map.of(Task.ATRIAL_FLUTTER, Label.PRESENT));
            examples.add(new Example(one.set(), one.name(), "ptb", one.labels(), one.windows()));
        }

        Split split = StratifiedSplit.of(examples, 1);

        assertThat(split.select(examples, Part.TRAIN).stream().filter(e -> e.set() == DataSet.PTB))
                .hasSize(6);
    }
}
