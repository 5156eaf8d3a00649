package org.einthoven.training.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.einthoven.training.evaluate.Scores;
import org.junit.jupiter.api.Test;

class AnsweredTest {
    private static final double[] SCORES = {-3, -2, -1, -.1, .1, 1, 2, 3};
    private static final boolean[] TRUTH = {false, false, false, true, false, true, true, true};

    private static Cases test(int... noisy) {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < SCORES.length; i++) {
            int record = i;
            boolean isNoisy = java.util.Arrays.stream(noisy).anyMatch(each -> each == record);
            Map<String, String> groups =
                    noisy.length == 0 ? Map.of() : Map.of(SignalQuality.GROUP, isNoisy ? "noisy" : "clean");
            cases.add(new Case(i, "P" + i, TRUTH[i], groups));
        }
        return new Cases(cases);
    }

    /** Validation records of which those with the finding lie at -1 and above, those without at 1 and below. */
    private static Frozen frozen() {
        double[] score = new double[40];
        boolean[] positive = new boolean[40];
        for (int i = 0; i < 20; i++) {
            score[i] = -1 + .5 * i;
            positive[i] = true;
            score[20 + i] = 1 - .5 * i;
        }
        return Frozen.of(new Scores(positive, score), .1);
    }

    private static List<Answered> answered(Cases test) {
        return Answered.of(test, new Scores(TRUTH, SCORES), frozen(), 1);
    }

    @Test
    void whereBothAnswersAreOpenNoneIsGiven() {
        List<Answered> rows = answered(test());

        assertThat(rows).extracting(Answered::rule).containsExactly("every record", "where one answer is open");
        Answered every = rows.get(0);
        Answered single = rows.get(1);
        assertThat(every.size()).isEqualTo(8);
        assertThat(every.auroc().value()).isEqualTo(15 / 16.0);
        assertThat(every.part()).isEqualTo(1);
        assertThat(frozen().abstention().present()).isEqualTo(-.5);
        assertThat(frozen().abstention().absent()).isEqualTo(.5);
        assertThat(single.size()).as("without those at -0.1 and 0.1").isEqualTo(6);
        assertThat(single.positives()).isEqualTo(3);
        assertThat(single.part()).isEqualTo(.75);
        assertThat(single.accuracy().value()).isEqualTo(1);
        assertThat(single.auroc().value()).isEqualTo(1);
    }

    @Test
    void noisyRecordsAreCountedBothWays() {
        List<Answered> rows = answered(test(3, 5));

        assertThat(rows)
                .extracting(Answered::rule, Answered::size, Answered::positives)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("every record", 8, 4),
                        org.assertj.core.groups.Tuple.tuple("noisy records left out", 6, 2),
                        org.assertj.core.groups.Tuple.tuple("where one answer is open", 6, 3),
                        org.assertj.core.groups.Tuple.tuple("where one is open, noisy left out", 5, 2));
        assertThat(rows.get(1).auroc().value()).isEqualTo(1);
        assertThat(rows).allSatisfy(row -> assertThat(row.accuracy().value())
                .isBetween(row.accuracy().low(), row.accuracy().high()));
    }

    @Test
    void whereOnlyOneKindIsLeftThereIsNoAuroc() {
        List<Answered> rows = answered(test(3, 5, 6, 7));

        assertThat(rows.get(1).positives()).isZero();
        assertThat(rows.get(1).auroc()).isNull();
        assertThat(rows.get(1).accuracy()).isNotNull();
    }

    @Test
    void whereNoneIsLeftThereIsNothing() {
        Answered none = answered(test(0, 1, 2, 3, 4, 5, 6, 7)).get(1);

        assertThat(none.size()).isZero();
        assertThat(none.auroc()).isNull();
        assertThat(none.accuracy()).isNull();
    }
}
