package org.einthoven.training.evaluate.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.einthoven.training.evaluate.Bootstrap;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.Ranking;

/**
 * What one arm made of one finding's test records.
 *
 * @param rankings number of labels → subset → test records in the order of their scores; at least one
 * @param largest what it made of the first subset of the most labels
 */
record ArmFits(Arm arm, SortedMap<Integer, SortedMap<Integer, Ranking>> rankings, Arm.Predictions largest) {
    /** Empty where there is no fit, or none whose scores can still be read. */
    static Optional<ArmFits> read(Fold fold, Arm arm, Map<CurvePoint, CurveLine> lines, CurveFolder folder)
            throws IOException {
        SortedMap<Integer, SortedMap<Integer, Ranking>> rankings = new TreeMap<>();
        Arm.Predictions largest = null;
        for (CurvePoint point : points(fold, arm, lines)) {
            Optional<Arm.Predictions> read = folder.predictions(point);
            if (read.isPresent()) {
                largest = read.get();
                rankings.computeIfAbsent(point.labels(), key -> new TreeMap<>())
                        .put(point.subset(), new Ranking(fold.test().scores(largest.test())));
            }
        }
        return largest == null ? Optional.empty() : Optional.of(new ArmFits(arm, rankings, largest));
    }

    /** The first subset of the most labels last. */
    private static List<CurvePoint> points(Fold fold, Arm arm, Map<CurvePoint, CurveLine> lines) {
        return lines.values().stream()
                .filter(CurveLine::isFitted)
                .map(CurveLine::point)
                .filter(point -> point.task() == fold.task() && point.arm().equals(arm.name()))
                .sorted(Comparator.comparingInt(CurvePoint::labels)
                        .thenComparing(
                                Comparator.comparingInt(CurvePoint::subset).reversed()))
                .toList();
    }

    int mostLabels() {
        return rankings.lastKey();
    }

    List<SizeEstimate> sizes(Cases test, Bootstrap bootstrap, long seed) {
        return rankings.entrySet().stream()
                .map(size -> SizeEstimate.of(
                        size.getKey(), List.copyOf(size.getValue().values()), bootstrap, seed))
                .map(size -> size.withAuroc(test.auroc(size.auroc())))
                .toList();
    }

    /** AUROC less another arm's, where both were fitted, on the subsets on which both were. */
    SortedMap<Integer, Estimate> differences(ArmFits reference, Bootstrap bootstrap, long seed) {
        SortedMap<Integer, Estimate> differences = new TreeMap<>();
        rankings.keySet().forEach(labels -> common(reference, labels)
                .ifPresent(both ->
                        differences.put(labels, SizeEstimate.difference(both.mine(), both.theirs(), bootstrap, seed))));
        return differences;
    }

    /** The same with AUPRC. */
    List<Difference> less(ArmFits other, Bootstrap bootstrap, long seed) {
        List<Difference> differences = new ArrayList<>();
        for (int labels : rankings.keySet()) {
            common(other, labels)
                    .ifPresent(both -> differences.add(new Difference(
                            arm,
                            other.arm,
                            labels,
                            both.mine().size(),
                            SizeEstimate.difference(both.mine(), both.theirs(), bootstrap, seed),
                            SizeEstimate.difference(both.mine(), both.theirs(), Ranking::auprc, bootstrap, seed))));
        }
        return differences;
    }

    private record Both(List<Ranking> mine, List<Ranking> theirs) {}

    /** The subsets of a size on which both were fitted. */
    private Optional<Both> common(ArmFits other, int labels) {
        SortedMap<Integer, Ranking> mine = new TreeMap<>(rankings.getOrDefault(labels, new TreeMap<>()));
        SortedMap<Integer, Ranking> theirs = new TreeMap<>(other.rankings.getOrDefault(labels, new TreeMap<>()));
        mine.keySet().retainAll(theirs.keySet());
        theirs.keySet().retainAll(mine.keySet());
        return mine.isEmpty()
                ? Optional.empty()
                : Optional.of(new Both(List.copyOf(mine.values()), List.copyOf(theirs.values())));
    }
}
