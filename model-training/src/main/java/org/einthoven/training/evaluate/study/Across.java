package org.einthoven.training.evaluate.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.einthoven.ecg.Task;
import org.einthoven.training.chart.Axis;
import org.einthoven.training.chart.Chart;
import org.einthoven.training.chart.Series;
import org.einthoven.training.chart.Series.Point;
import org.einthoven.training.data.Origin;
import org.einthoven.training.evaluate.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * Several experiments of the same arms side by side, such as of sources that were each left out in turn.
 *
 * @param results at least two, all simulated or all real
 */
record Across(List<ExperimentResult> results, long seed) {
    private static final String ALL = "all sources";
    private static final double APART = 0.12;
    /** Of the room of a source; the rest lies between sources. */
    private static final double GROUP = 0.8;

    private List<Arm> arms() {
        return results.get(0).experiment().arms();
    }

    List<Task> tasks() {
        return results.stream()
                .flatMap(result -> result.folds().stream())
                .map(fold -> fold.fold().task())
                .distinct()
                .toList();
    }

    private String origin() {
        return results.get(0).experiment().origin() == Origin.SIMULATED ? "simulated ECGs" : "real ECGs";
    }

    Table auroc() {
        List<String> heading = new ArrayList<>(List.of("finding, " + origin(), "experiment", "present / test records"));
        arms().forEach(arm -> heading.add(arm.title()));
        heading.add("remark");
        Table table = new Table(heading.toArray(String[]::new));
        for (Task task : tasks()) {
            results.forEach(result -> result.fold(task).ifPresent(fold -> row(table, result, fold)));
            pooledRow(table, task);
        }
        return table;
    }

    private void row(Table table, ExperimentResult result, Fold fold) {
        List<String> row =
                new ArrayList<>(List.of(fold.task().title(), result.experiment().title(), counts(fold)));
        for (Arm arm : arms()) {
            row.add(result.of(fold.task(), arm.name())
                    .map(found -> found.metrics().auroc().toString())
                    .orElse("-"));
        }
        row.add(fold.fault().map(fault -> "not evaluated: " + fault).orElse(Tables.claim(fold)));
        table.row(row.toArray(String[]::new));
    }

    private void pooledRow(Table table, Task task) {
        List<Optional<Pooled>> pooled = arms().stream()
                .map(arm -> Pooled.of(results, task, arm.name(), seed))
                .toList();
        pooled.stream().flatMap(Optional::stream).findFirst().ifPresent(any -> {
            List<String> row = new ArrayList<>(List.of(task.title(), ALL, any.positives() + " / " + any.size()));
            pooled.forEach(each -> row.add(each.map(of -> of.auroc().toString()).orElse("-")));
            row.add(Tables.claim(any.positives(), any.size()));
            table.row(row.toArray(String[]::new));
        });
    }

    private static String counts(Fold fold) {
        return fold.test().positives() + " / " + fold.test().size();
    }

    boolean compares() {
        return !results.get(0).experiment().comparisons().isEmpty();
    }

    /** A row a finding and comparison, over all sources. */
    Table differences() {
        Table table =
                new Table("finding, " + origin(), "what is compared", "present / test records", "AUROC", "remark");
        for (Task task : tasks()) {
            for (Comparison comparison : results.get(0).experiment().comparisons()) {
                Pooled.of(results, task, comparison.arm(), seed)
                        .ifPresent(pooled -> Pooled.difference(results, task, comparison, seed)
                                .ifPresent(difference -> table.row(
                                        task.title(),
                                        title(comparison.arm()) + " less " + title(comparison.less()),
                                        pooled.positives() + " / " + pooled.size(),
                                        Tables.signed(difference),
                                        Tables.claim(pooled.positives(), pooled.size()))));
            }
        }
        return table;
    }

    private String title(String arm) {
        return arms().stream()
                .filter(each -> each.name().equals(arm))
                .map(Arm::title)
                .findFirst()
                .orElse(arm);
    }

    Table details() {
        Table table = new Table(
                "finding, " + origin(),
                "experiment",
                "arm",
                "present / test records",
                "AUROC",
                "AUPRC",
                "Brier score",
                "ECE",
                "ECE by chance",
                "remark");
        for (Task task : tasks()) {
            for (Arm arm : arms()) {
                results.forEach(result -> result.of(task, arm.name())
                        .ifPresent(found -> detailRow(table, result.experiment(), task, found)));
                Pooled.of(results, task, arm.name(), seed)
                        .ifPresent(pooled -> table.row(
                                task.title(),
                                ALL,
                                arm.title(),
                                pooled.positives() + " / " + pooled.size(),
                                pooled.auroc().toString(),
                                "-",
                                "-",
                                pooled.calibrationError().toString(),
                                Tables.error(pooled.errorByChance()),
                                Tables.claim(pooled.positives(), pooled.size())));
            }
        }
        return table;
    }

    private static void detailRow(Table table, Experiment experiment, Task task, ArmResult found) {
        Metrics metrics = found.metrics();
        table.row(
                task.title(),
                experiment.title(),
                found.arm().title(),
                metrics.positives() + " / " + metrics.size(),
                metrics.auroc().toString(),
                metrics.auprc().toString(),
                metrics.brier().toString(),
                metrics.calibrationError().toString(),
                Tables.error(metrics.errorByChance()),
                Tables.claim(metrics.positives(), metrics.size()));
    }

    /** One a finding that could be evaluated at all. */
    List<Figures.Drawn> figures() {
        List<Figures.Drawn> figures = new ArrayList<>();
        for (Task task : tasks()) {
            List<ExperimentResult> evaluated = results.stream()
                    .filter(result -> arms().stream()
                            .anyMatch(arm -> result.of(task, arm.name()).isPresent()))
                    .toList();
            if (!evaluated.isEmpty()) {
                figures.add(figure(task, evaluated));
            }
        }
        return figures;
    }

    private Figures.Drawn figure(Task task, List<ExperimentResult> evaluated) {
        List<String> places = new ArrayList<>();
        evaluated.forEach(result -> places.add(place(result, task)));
        List<List<@Nullable Estimate>> estimates = new ArrayList<>();
        for (Arm arm : arms()) {
            List<@Nullable Estimate> ofArm = new ArrayList<>();
            for (ExperimentResult result : evaluated) {
                Optional<ArmResult> found = result.of(task, arm.name());
                ofArm.add(found.isPresent() ? found.get().metrics().auroc() : null);
            }
            Pooled.of(results, task, arm.name(), seed).ifPresent(pooled -> ofArm.add(pooled.auroc()));
            estimates.add(ofArm);
        }
        arms().stream()
                .flatMap(arm -> Pooled.of(results, task, arm.name(), seed).stream())
                .findFirst()
                .ifPresent(pooled -> places.add(place("all", pooled.positives(), pooled.size())));
        Chart chart = new Chart(
                task.title() + ": AUROC by tested source",
                origin().replaceFirst("^s", "S").replaceFirst("^r", "R")
                        + ". Below each source: with the finding / tested",
                Axis.categories("tested source", places),
                Axis.linear("AUROC on test records", 0, 1));
        chart.guide(-.5, .5, places.size() - .5, .5);
        for (int arm = 0; arm < arms().size(); arm++) {
            chart.add(Series.intervals(arms().get(arm).title(), arm, points(estimates.get(arm), arm)));
        }
        return new Figures.Drawn("across-" + task.id() + "-auroc", Captions.ACROSS_FIGURE, chart.toSvg());
    }

    private static String place(ExperimentResult result, Task task) {
        String source = result.experiment().title().replaceFirst("^Tested on ", "");
        return result.fold(task)
                .map(fold -> place(source, fold.test().positives(), fold.test().size()))
                .orElse(source);
    }

    private static String place(String source, int positives, int size) {
        return source + "\n" + positives + "/" + size + "\n" + Tables.claim(positives, size);
    }

    private List<Point> points(List<@Nullable Estimate> estimates, int arm) {
        List<Point> points = new ArrayList<>();
        double apart = Math.min(APART, GROUP / arms().size());
        double aside = apart * (arm - (arms().size() - 1) / 2.0);
        for (int i = 0; i < estimates.size(); i++) {
            Estimate each = estimates.get(i);
            if (each != null) {
                points.add(new Point(i + aside, each.value(), each.low(), each.high()));
            }
        }
        return points;
    }
}
