package org.einthoven.training.evaluate.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.einthoven.training.evaluate.Bootstrap;
import org.einthoven.training.evaluate.Estimate;

/**
 * What came out for one finding.
 *
 * @param curves of the arms that were fitted at all
 * @param results of the same arms on as many labels as they were fitted on
 * @param differences of the arms that the experiment compares
 * @param unfitted reasons: "arm: reason (2 fits)"
 */
record FoldResult(
        Fold fold,
        List<ArmCurve> curves,
        List<ArmResult> results,
        List<Difference> differences,
        List<String> unfitted) {
    static FoldResult of(
            Fold fold,
            Experiment experiment,
            Map<CurvePoint, CurveLine> lines,
            CurveFolder folder,
            StudySettings settings)
            throws IOException {
        List<ArmFits> fits = new ArrayList<>();
        List<ArmResult> results = new ArrayList<>();
        for (Arm arm : experiment.arms()) {
            ArmFits.read(fold, arm, lines, folder).ifPresent(fits::add);
        }
        fits.forEach(each -> results.add(ArmResult.of(each.arm(), each.mostLabels(), fold, each.largest(), settings)));
        return new FoldResult(
                fold,
                curves(fits, experiment.reference(), fold, settings.seed()),
                results,
                differences(fits, experiment, fold, settings.seed()),
                unfitted(fold, lines));
    }

    private static List<ArmCurve> curves(List<ArmFits> fits, String reference, Fold fold, long seed) {
        Bootstrap bootstrap = Bootstrap.ofPatients(fold.test().patients(), seed);
        List<ArmCurve> curves = new ArrayList<>();
        for (ArmFits each : fits) {
            SortedMap<Integer, Estimate> differences = fits.stream()
                    .filter(other ->
                            other.arm().name().equals(reference) && !each.arm().equals(other.arm()))
                    .findFirst()
                    .map(other -> each.differences(other, bootstrap, seed))
                    .orElseGet(TreeMap::new);
            curves.add(new ArmCurve(each.arm(), each.sizes(fold.test(), bootstrap, seed), differences));
        }
        return curves;
    }

    private static List<Difference> differences(List<ArmFits> fits, Experiment experiment, Fold fold, long seed) {
        Bootstrap bootstrap = Bootstrap.ofPatients(fold.test().patients(), seed);
        List<Difference> differences = new ArrayList<>();
        for (Comparison comparison : experiment.comparisons()) {
            for (ArmFits of : named(fits, comparison.arm())) {
                for (ArmFits from : named(fits, comparison.less())) {
                    differences.addAll(of.less(from, bootstrap, seed));
                }
            }
        }
        return differences;
    }

    private static List<ArmFits> named(List<ArmFits> fits, String name) {
        return fits.stream().filter(each -> each.arm().name().equals(name)).toList();
    }

    private static List<String> unfitted(Fold fold, Map<CurvePoint, CurveLine> lines) {
        Map<String, Integer> counts = new TreeMap<>();
        lines.values().stream()
                .filter(line -> !line.isFitted() && line.point().task() == fold.task())
                .forEach(line -> counts.merge(line.point().arm() + ": " + line.reason(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + (entry.getValue() == 1 ? " fit)" : " fits)"))
                .toList();
    }
}
