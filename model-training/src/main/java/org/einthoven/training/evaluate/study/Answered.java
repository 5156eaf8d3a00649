package org.einthoven.training.evaluate.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.einthoven.training.evaluate.Bootstrap;
import org.einthoven.training.evaluate.ConformalAbstention;
import org.einthoven.training.evaluate.ConformalAbstention.Answer;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.Ranking;
import org.einthoven.training.evaluate.Scores;
import org.jspecify.annotations.Nullable;

/**
 * How well an arm does on those test records that it answers, the others being left to a person.
 *
 * @param rule which are answered
 * @param size how many are
 * @param all of how many
 * @param auroc among them; null where all of them have the finding, or none
 * @param accuracy part of them of which the answer is right; null where none is answered
 */
record Answered(
        String rule,
        int positives,
        int size,
        int all,
        @Nullable Estimate auroc,
        @Nullable Estimate accuracy) {
    /** Every record; without noisy ones, where it is known which are; where the conformal answer is one; and both. */
    static List<Answered> of(Cases test, Scores scores, Frozen frozen, long seed) {
        Kept kept = new Kept(test, scores, seed);
        IntPredicate youden = i -> scores.score()[i] >= frozen.thresholds().youden() == scores.positive()[i];
        IntPredicate clean = i -> !SignalQuality.isNoisy(test.list().get(i));
        IntPredicate single = i -> isSingle(frozen.abstention(), scores.score()[i]);
        IntPredicate conformal =
                i -> (frozen.abstention().answer(scores.score()[i]) == Answer.PRESENT) == scores.positive()[i];
        List<Answered> rows = new ArrayList<>();
        rows.add(kept.answered("every record", i -> true, youden));
        boolean anyNoisy = test.list().stream().anyMatch(SignalQuality::isNoisy);
        if (anyNoisy) {
            rows.add(kept.answered("noisy records left out", clean, youden));
        }
        rows.add(kept.answered("where one answer is open", single, conformal));
        if (anyNoisy) {
            rows.add(kept.answered("where one is open, noisy left out", clean.and(single), conformal));
        }
        return rows;
    }

    private static boolean isSingle(ConformalAbstention abstention, double score) {
        Answer answer = abstention.answer(score);
        return answer == Answer.PRESENT || answer == Answer.ABSENT;
    }

    double part() {
        return (double) size / all;
    }

    private record Kept(Cases test, Scores scores, long seed) {
        /** @param right whether the answer to a record is */
        Answered answered(String rule, IntPredicate isAnswered, IntPredicate right) {
            int[] places = IntStream.range(0, test.size()).filter(isAnswered).toArray();
            Cases cases = test.select(places);
            Bootstrap bootstrap = Bootstrap.ofPatients(cases.patients(), seed);
            Ranking ranking = new Ranking(scores.select(places));
            return new Answered(
                    rule,
                    cases.positives(),
                    places.length,
                    test.size(),
                    cases.bothKinds() ? cases.auroc(bootstrap.estimate(ranking::auroc)) : null,
                    places.length == 0 ? null : bootstrap.estimate(weights -> share(places, right, weights)));
        }

        private static double share(int[] places, IntPredicate right, int[] weights) {
            double all = 0;
            double good = 0;
            for (int i = 0; i < places.length; i++) {
                all += weights[i];
                good += right.test(places[i]) ? weights[i] : 0;
            }
            return good / all;
        }
    }
}
