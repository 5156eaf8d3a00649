package org.einthoven.training.evaluate.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.einthoven.training.chart.Axis;
import org.einthoven.training.chart.Chart;
import org.einthoven.training.chart.Series;
import org.einthoven.training.chart.Series.Point;
import org.einthoven.training.data.Origin;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.OperatingCurve.Cut;

/** The figures of one finding in one experiment. An arm has the same colour in all. */
final class Figures {
    private static final String LABELS = "labelled training records";
    /** Between the places of two arms, in doublings, so that one interval does not hide the other. */
    private static final double APART = 0.07;

    private final Experiment experiment;
    private final FoldResult result;

    Figures(Experiment experiment, FoldResult result) {
        this.experiment = experiment;
        this.result = result;
    }

    /**
     * @param name of its file, without its ending
     * @param caption what it means, for a reader who is no statistician
     */
    record Drawn(String name, String caption, String svg) {}

    List<Drawn> all() {
        if (result.curves().isEmpty()) {
            return List.of();
        }
        List<Drawn> all = new ArrayList<>();
        if (hasSizes()) {
            all.add(drawn("auroc", Captions.AUROC_CURVE, curve("AUROC", SizeEstimate::auroc)));
            if (result.curves().stream().anyMatch(curve -> !curve.differences().isEmpty())) {
                all.add(drawn("difference", Captions.DIFFERENCE, difference()));
            }
            all.add(drawn("auprc", Captions.AUPRC_CURVE, curve("AUPRC", SizeEstimate::auprc)));
        }
        // Steps of a twentieth and more would be taken for a curve.
        if (!result.fold().allowsClaim()) {
            return all;
        }
        all.add(drawn("roc", Captions.ROC, roc()));
        all.add(drawn("pr", Captions.PRECISION_RECALL, precisionRecall()));
        all.add(drawn("reliability", Captions.RELIABILITY, reliability()));
        return all;
    }

    /** Whether there is any curve over the number of labels. */
    private boolean hasSizes() {
        return result.curves().stream().anyMatch(curve -> curve.sizes().size() > 1);
    }

    private Drawn drawn(String kind, String caption, Chart chart) {
        String name = experiment.id() + "-" + result.fold().task().id() + "-" + kind;
        return new Drawn(name, caption, chart.toSvg());
    }

    /** What must stand wherever a figure stands comes first. */
    private Chart chart(String kind, String detail, Axis x, Axis y) {
        String origin = experiment.origin() == Origin.SIMULATED ? "Simulated ECGs. " : "Real ECGs. ";
        String claim = result.fold().allowsClaim() ? "" : "Few cases: no claim. ";
        String more = detail.isEmpty() ? "" : detail + ". ";
        return new Chart(result.fold().task().title() + ": " + kind, origin + claim + more + experiment.title(), x, y);
    }

    private Chart curve(String figure, Function<SizeEstimate, Estimate> of) {
        List<SizeEstimate> all = result.curves().stream()
                .flatMap(curve -> curve.sizes().stream())
                .toList();
        double lowest =
                all.stream().mapToDouble(size -> of.apply(size).low()).min().orElse(0);
        double bottom = Math.max(0, Math.min(.5, Math.floor(lowest * 10) / 10));
        double highest =
                all.stream().mapToDouble(size -> of.apply(size).high()).max().orElse(1);
        double top = tenthAbove(Math.max(highest, bottom + .1));
        Axis x = labels(all.stream().map(SizeEstimate::labels).toList());
        Chart chart = chart(figure, "", x, Axis.linear(figure + " on test records", bottom, top));
        double chance = figure.equals("AUROC")
                ? .5
                : (double) result.fold().test().positives()
                        / result.fold().test().size();
        chart.guide(x.min(), chance, x.max(), chance);
        for (ArmCurve curve : result.curves()) {
            List<Point> points = curve.sizes().stream()
                    .map(size -> point(curve.arm(), size.labels(), of.apply(size)))
                    .toList();
            chart.add(Series.whiskers(curve.arm().title(), style(curve.arm()), points));
        }
        return chart;
    }

    private static double tenthAbove(double value) {
        return Math.min(1, Math.ceil(value * 10 - 1e-9) / 10);
    }

    private Chart difference() {
        List<Integer> labels = result.curves().stream()
                .flatMap(curve -> curve.differences().keySet().stream())
                .toList();
        double widest = result.curves().stream()
                .flatMap(curve -> curve.differences().values().stream())
                .mapToDouble(each -> Math.max(Math.abs(each.low()), Math.abs(each.high())))
                .max()
                .orElse(0);
        double end = Math.max(.05, Math.ceil(widest * 20) / 20);
        Axis x = labels(labels);
        Chart chart = chart(
                "difference of AUROC",
                "Less that of: " + reference(),
                x,
                Axis.linear("AUROC less that of the reference", -end, end));
        chart.guide(x.min(), 0, x.max(), 0);
        for (ArmCurve curve : result.curves()) {
            List<Point> points = new ArrayList<>();
            curve.differences().forEach((size, difference) -> points.add(point(curve.arm(), size, difference)));
            if (!points.isEmpty()) {
                chart.add(Series.whiskers(curve.arm().title(), style(curve.arm()), points));
            }
        }
        return chart;
    }

    private String reference() {
        return experiment.arms().stream()
                .filter(arm -> arm.name().equals(experiment.reference()))
                .findFirst()
                .orElseThrow()
                .title();
    }

    private static Axis labels(Collection<Integer> values) {
        return Axis.logarithmic(LABELS, new TreeSet<>(values));
    }

    private Point point(Arm arm, int labels, Estimate estimate) {
        double aside = style(arm) - (experiment.arms().size() - 1) / 2.0;
        return new Point(labels * Math.pow(2, APART * aside), estimate.value(), estimate.low(), estimate.high());
    }

    private Chart roc() {
        Chart chart = chart(
                "ROC",
                labelCount(),
                Axis.linear("1 - specificity (false alarms among those without)", 0, 1),
                Axis.linear("sensitivity (found among those with)", 0, 1));
        chart.guide(0, 0, 1, 1);
        return cuts(chart, cut -> true, cut -> new Point(1 - cut.specificity(), cut.sensitivity()));
    }

    private Chart precisionRecall() {
        double prevalence =
                (double) result.fold().test().positives() / result.fold().test().size();
        Chart chart = chart(
                "precision and recall",
                labelCount(),
                Axis.linear("recall (found among those with)", 0, 1),
                Axis.linear("precision (right among those called)", 0, 1));
        chart.guide(0, prevalence, 1, prevalence);
        // Where nothing is called nothing is right or wrong.
        return cuts(
                chart,
                cut -> cut.threshold() < Double.POSITIVE_INFINITY,
                cut -> new Point(cut.sensitivity(), cut.precision()));
    }

    private Chart cuts(Chart chart, Predicate<Cut> shown, Function<Cut, Point> place) {
        for (ArmResult arm : result.results()) {
            List<Point> points = arm.operatingCurve().cuts().stream()
                    .filter(shown)
                    .map(place)
                    .toList();
            chart.add(Series.line(named(arm), style(arm.arm()), points));
        }
        return chart;
    }

    private Chart reliability() {
        double highest = result.results().stream()
                .flatMap(arm -> arm.reliability().bins().stream())
                .mapToDouble(bin -> Math.max(bin.probability(), bin.observed()))
                .max()
                .orElse(1);
        double end = tenthAbove(Math.max(.1, highest));
        Chart chart = chart(
                "reliability",
                labelCount(),
                Axis.linear("probability that was given", 0, end),
                Axis.linear("share that had the finding", 0, end));
        chart.guide(0, 0, end, end);
        for (ArmResult arm : result.results()) {
            List<Point> points = arm.reliability().bins().stream()
                    .map(bin -> new Point(
                            bin.probability(),
                            bin.observed(),
                            bin.interval().low(),
                            bin.interval().high()))
                    .toList();
            chart.add(Series.bars(named(arm), style(arm.arm()), points));
        }
        return chart;
    }

    private boolean ofOneSize() {
        return result.results().stream().mapToInt(ArmResult::labels).distinct().count() == 1;
    }

    private String labelCount() {
        return ofOneSize() ? result.results().get(0).labels() + " labels" : "";
    }

    private String named(ArmResult arm) {
        return arm.arm().title() + (ofOneSize() ? "" : ", " + arm.labels() + " labels");
    }

    private int style(Arm arm) {
        return experiment.arms().indexOf(arm);
    }
}
