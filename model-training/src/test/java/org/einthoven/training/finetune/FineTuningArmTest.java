package org.einthoven.training.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.einthoven.ecg.Task;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.MemoryDataset;
import org.einthoven.training.evaluate.study.Case;
import org.einthoven.training.evaluate.study.Cases;
import org.einthoven.training.evaluate.study.TrainingData;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.EncoderModel;
import org.einthoven.training.network.Weights;
import org.junit.jupiter.api.Test;

class FineTuningArmTest {
    private static final List<Task> HEADS = List.of(Task.ATRIAL_FIBRILLATION, Task.MYOCARDIAL_INFARCTION);
    private static final LabelledRecords NONE =
            new LabelledRecords(new MemoryDataset("none"), HEADS, List.of(), List.of());

    private static FineTuningArm arm(Map<String, float[]> weights, List<Task> heads) {
        return new FineTuningArm(
                "taught", "taught", Architecture.SMALL, weights, heads, NONE, FineTuningArm.Schedule.TAUGHT);
    }

    /** Two rows of the embedding, a column a head. */
    @Test
    void eachFindingBeginsWithItsOwnHead() {
        Map<String, float[]> weights = Map.of(
                "stem.conv.weights",
                new float[] {7},
                Weights.HEADS,
                new float[] {1, 2, 3, 4},
                Weights.HEADS_BIAS,
                new float[] {5, 6});

        Map<String, float[]> infarction = arm(weights, HEADS).weights(Task.MYOCARDIAL_INFARCTION);

        assertThat(infarction.get(Weights.HEADS)).containsExactly(2, 4);
        assertThat(infarction.get(Weights.HEADS_BIAS)).containsExactly(6);
        assertThat(infarction.get("stem.conv.weights")).containsExactly(7);
        assertThat(arm(weights, HEADS).weights(Task.ATRIAL_FLUTTER))
                .as("of which it was taught nothing")
                .containsOnlyKeys("stem.conv.weights");
    }

    @Test
    void anEncoderAloneIsTakenAsItIs() {
        Map<String, float[]> encoder = Map.of("stem.conv.weights", new float[] {7});
        assertThat(arm(encoder, List.of()).weights(Task.ATRIAL_FLUTTER)).isEqualTo(encoder);
    }

    /** Of validation records the label says the contrary of what training records teach: the first look is the best, and of test records the last. */
    @Test
    void validationRecordsChooseTheWeights() throws Exception {
        LabelledRecords all = FineTuningTest.records(0, 32).withTasks(List.of(Task.ATRIAL_FIBRILLATION));
        Cases train = cases(all, 0, 16, false);
        Cases validation = cases(all, 16, 24, true);
        Cases test = cases(all, 24, 32, false);
        FineTuningArm.Schedule schedule = new FineTuningArm.Schedule(3e-3, 1, 25, 25);
        Map<String, float[]> encoder =
                EncoderModel.random(FineTuningTest.TINY, 9).values();
        FineTuningArm arm = new FineTuningArm("ssl", "ssl", FineTuningTest.TINY, encoder, all, schedule);

        double[] chosen = arm.fit(new TrainingData(Task.ATRIAL_FIBRILLATION, train, validation, test.records()), 5)
                .test();
        double[] byTest = arm.fit(new TrainingData(Task.ATRIAL_FIBRILLATION, train, test, test.records()), 5)
                .test();

        assertThat(chosen).as("seed 5: weights of an earlier look").isNotEqualTo(byTest);
        assertThat(test.scores(chosen).auroc())
                .as("chosen by contrary records, seed 5")
                .isLessThanOrEqualTo(test.scores(byTest).auroc());
    }

    /** The arm has the records of the whole data set, but of these no truth that it was not given. */
    @Test
    void labelsAreThoseThatItIsGiven() throws Exception {
        LabelledRecords labelled = FineTuningTest.records(0, 4);
        assertThat(labelled.unlabelled().records()).allMatch(ecg -> ecg.labels().isEmpty());
        assertThat(labelled.labelled(Task.ATRIAL_FLUTTER, record -> record == 1).present(0))
                .containsExactly(1);
    }

    private static Cases cases(LabelledRecords records, int from, int to, boolean contrary) {
        return new Cases(IntStream.range(from, to)
                .filter(record -> records.label(record, 0) != null)
                .mapToObj(record -> new Case(
                        record,
                        records.records().get(record).patient().toString(),
                        Boolean.TRUE.equals(records.label(record, 0)) != contrary,
                        Map.of()))
                .toList());
    }
}
