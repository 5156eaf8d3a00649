package org.einthoven.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-12);

    static Scores scores(double[] positive, double[] negative) {
        boolean[] truth = new boolean[positive.length + negative.length];
        double[] score = new double[truth.length];
        for (int i = 0; i < score.length; i++) {
            truth[i] = i < positive.length;
            score[i] = truth[i] ? positive[i] : negative[i - positive.length];
        }
        return new Scores(truth, score);
    }

    @Test
    void theWorkedExamplesOfTheDocumentation() {
        Scores scores = scores(new double[] {0.9, 0.7}, new double[] {0.8, 0.1});

        assertThat(scores.auroc()).isCloseTo(0.75, CLOSE);
        assertThat(scores.auprc()).isCloseTo(5.0 / 6, CLOSE);
    }

    @Test
    void tiesCountHalf() {
        Scores scores = scores(new double[] {0.5, 0.5}, new double[] {0.5, 0.5, 0.5});

        assertThat(scores.auroc()).isCloseTo(0.5, CLOSE);
        assertThat(scores.auprc()).as("the prevalence").isCloseTo(0.4, CLOSE);
    }

    @Test
    void aPerfectOrderAndItsOpposite() {
        assertThat(scores(new double[] {3, 4}, new double[] {1, 2}).auroc()).isCloseTo(1, CLOSE);
        assertThat(scores(new double[] {3, 4}, new double[] {1, 2}).auprc()).isCloseTo(1, CLOSE);
        assertThat(scores(new double[] {1, 2}, new double[] {3, 4}).auroc()).isCloseTo(0, CLOSE);
    }

    @Test
    void sensitivityAndSpecificityAtAThreshold() {
        Scores scores = scores(new double[] {0.9, 0.5, 0.2}, new double[] {0.5, 0.4});

        assertThat(scores.sensitivity(0.5)).isCloseTo(2.0 / 3, CLOSE);
        assertThat(scores.specificity(0.5)).isCloseTo(0.5, CLOSE);
    }

    @Test
    void figuresNeedBothKinds() {
        Scores scores = scores(new double[] {0.9}, new double[] {});

        assertThat(scores.bothKinds()).isFalse();
        assertThatIllegalStateException().isThrownBy(scores::auroc);
        assertThatIllegalStateException().isThrownBy(scores::auprc);
    }

    @Test
    void aScoreIsANumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> scores(new double[] {Double.NaN}, new double[] {}));
    }
}
