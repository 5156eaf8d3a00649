package org.einthoven.training.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.einthoven.ecg.Task;
import org.einthoven.training.evaluate.Bootstrap;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.Ranking;
import org.einthoven.training.evaluate.study.Arm.Predictions;
import org.einthoven.training.evaluate.study.CannotFitException;
import org.einthoven.training.evaluate.study.Cases;
import org.einthoven.training.evaluate.study.Fold;
import org.einthoven.training.evaluate.study.Synthetic;
import org.einthoven.training.evaluate.study.Synthetic.Data;
import org.einthoven.training.evaluate.study.TrainingData;
import org.junit.jupiter.api.Test;

class ProbeArmTest {
    private static Data data(boolean shuffled, long seed) {
        return Synthetic.data(Task.ATRIAL_FIBRILLATION, 300, 6, .3, shuffled, seed);
    }

    private static TrainingData given(Fold fold) {
        return new TrainingData(
                fold.task(), fold.train(), fold.validation(), fold.test().records());
    }

    private static Estimate auroc(Data data, long seed) throws CannotFitException {
        Predictions predictions = new ProbeArm("probe", "", data.embeddings()).fit(given(data.fold()), seed);
        Ranking ranking = new Ranking(data.fold().test().scores(predictions.test()));
        return Bootstrap.ofPatients(data.fold().test().patients(), seed).estimate(ranking::auroc);
    }

    /** A 95 % interval may miss one in twenty; to miss four or more of twenty is rare (0.016). */
    @Test
    void shuffledLabelsAreGuessedAndTrueOnesAreNot() throws Exception {
        int guessed = 0;
        for (long seed = 1; seed <= 20; seed++) {
            Estimate shuffled = auroc(data(true, seed), seed);
            guessed += shuffled.low() <= .5 && shuffled.high() >= .5 ? 1 : 0;
            assertThat(auroc(data(false, seed), seed).low()).as("seed %d", seed).isGreaterThan(.5);
        }
        assertThat(guessed).as("seeds 1 to 20").isGreaterThanOrEqualTo(17);
    }

    @Test
    void whatCannotBeFittedSaysWhy() {
        Data data = data(false, 1);
        Fold fold = data.fold();
        Cases healthy = new Cases(
                fold.train().list().stream().filter(each -> !each.positive()).toList());
        ProbeArm arm = new ProbeArm("probe", "", data.embeddings());

        assertThatThrownBy(() -> arm.fit(
                        new TrainingData(
                                fold.task(),
                                healthy,
                                fold.validation(),
                                fold.test().records()),
                        1))
                .isInstanceOf(CannotFitException.class)
                .hasMessageContaining("a probe needs training records with the finding and without it: 0 of");
        assertThatThrownBy(() -> new ProbeArm("probe", "", Arrays.copyOf(data.embeddings(), 100)).fit(given(fold), 1))
                .isInstanceOf(CannotFitException.class)
                .hasMessage("there are no features of some records");
    }

    @Test
    void ofPartsTheOneThatDoesBestOnValidationRecordsIsTaken() throws Exception {
        Data data = data(false, 3);
        float[][] noise = Arrays.stream(data.embeddings())
                .map(row -> Arrays.copyOfRange(row, 1, row.length))
                .toArray(float[][]::new);
        float[][] telling = Arrays.stream(data.embeddings())
                .map(row -> Arrays.copyOf(row, 1))
                .toArray(float[][]::new);
        TrainingData given = given(data.fold());
        double[] alone = new ProbeArm("probe", "", telling).fit(given, 1).test();

        assertThat(new ProbeArm("probe", "", List.of(noise, telling))
                        .fit(given, 1)
                        .test())
                .isEqualTo(alone);
        assertThat(new ProbeArm("probe", "", noise).fit(given, 1).test()).isNotEqualTo(alone);
        assertThatThrownBy(() -> new ProbeArm("probe", "", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherFeaturesAreAnotherArm() {
        float[][] features = {{1, 2}, {3, Float.NaN}};
        float[][] others = {{1, 2}, {3, 4}};

        assertThat(new ProbeArm("a", "", features).fingerprint())
                .isEqualTo(new ProbeArm("b", "", features).fingerprint())
                .isNotEqualTo(new ProbeArm("a", "", others).fingerprint());
    }
}
