package org.einthoven.training.export;

import java.util.List;
import java.util.stream.IntStream;
import org.einthoven.training.evaluate.Bootstrap;
import org.einthoven.training.evaluate.Decisions;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.FewCases;
import org.einthoven.training.evaluate.Figure;
import org.einthoven.training.evaluate.Ranking;
import org.einthoven.training.evaluate.Scores;

/**
 * Intervals by bootstrap over patients that hold also where few have the finding, or few have not: with fewer than twenty of either at least
 * as wide as {@link FewCases} has them.
 *
 * @param patients whose each record is
 */
record FewRecords(Scores scores, List<String> patients) {
    /** The intervals of a table repeat with this seed. */
    private static final long SEED = 1903;

    FewRecords {
        patients = List.copyOf(patients);
    }

    private Estimate bootstrapped(Figure figure) {
        return Bootstrap.ofPatients(patients, SEED).estimate(figure);
    }

    Estimate auroc() {
        return FewCases.auroc(bootstrapped(new Ranking(scores)::auroc), patients(true), patients(false));
    }

    Estimate auprc() {
        return bootstrapped(new Ranking(scores)::auprc);
    }

    Estimate sensitivity(double threshold) {
        return FewCases.share(bootstrapped(new Decisions(scores, threshold)::sensitivity), patients(true));
    }

    Estimate specificity(double threshold) {
        return FewCases.share(bootstrapped(new Decisions(scores, threshold)::specificity), patients(false));
    }

    /** By how much AUROC is greater than that of other scores of the same records. */
    Estimate aurocLess(Scores others) {
        Ranking own = new Ranking(scores);
        Ranking other = new Ranking(others);
        return bootstrapped(weights -> own.auroc(weights) - other.auroc(weights));
    }

    private int patients(boolean positive) {
        return (int) IntStream.range(0, scores.size())
                .filter(record -> scores.positive()[record] == positive)
                .mapToObj(patients::get)
                .distinct()
                .count();
    }
}
