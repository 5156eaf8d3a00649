package org.einthoven.training.evaluate.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.einthoven.training.evaluate.ConformalAbstention;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.FewCases;
import org.jspecify.annotations.Nullable;

/** The tables of an experiment and of its findings. */
final class Tables {
    private static final String NO_CLAIM = "no claim";

    private Tables() {}

    static Table records(Experiment experiment) {
        Table table = new Table(
                "finding" + Report.inSimulated(experiment),
                "training: present / labelled",
                "validation",
                "test",
                "remark");
        for (Fold fold : experiment.folds()) {
            table.row(
                    fold.task().title(),
                    counts(fold.train()),
                    counts(fold.validation()),
                    counts(fold.test()),
                    fold.fault().map(fault -> "not evaluated: " + fault).orElse(claim(fold)));
        }
        return table;
    }

    private static String counts(Cases cases) {
        return cases.positives() + " / " + cases.size();
    }

    /** A row a finding, a column an arm. */
    static Table summary(ExperimentResult result) {
        List<String> heading = new ArrayList<>(List.of("finding" + Report.inSimulated(result.experiment())));
        result.experiment().arms().forEach(arm -> heading.add(arm.title()));
        heading.add("remark");
        Table table = new Table(heading.toArray(String[]::new));
        for (FoldResult fold : result.folds()) {
            List<String> row = new ArrayList<>(List.of(fold.fold().task().title()));
            result.experiment().arms().forEach(arm -> row.add(mostLabels(fold, arm)));
            row.add(fold.curves().isEmpty() ? "not evaluated" : claim(fold.fold()));
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private static String mostLabels(FoldResult fold, Arm arm) {
        return fold.curves().stream()
                .filter(curve -> curve.arm().equals(arm))
                .map(curve -> curve.sizes().get(curve.sizes().size() - 1))
                .map(size -> size.auroc() + " of " + size.labels())
                .findFirst()
                .orElse("-");
    }

    static Table labelCurve(FoldResult result, String reference) {
        Table table = new Table(
                "arm",
                "labels",
                "draws",
                "AUROC (95 % interval)",
                "less that of " + reference,
                "AUPRC (95 % interval)",
                "remark");
        for (ArmCurve curve : result.curves()) {
            for (SizeEstimate size : curve.sizes()) {
                Estimate difference = curve.differences().get(size.labels());
                table.row(
                        curve.arm().title(),
                        String.valueOf(size.labels()),
                        String.valueOf(size.subsets()),
                        size.auroc().toString(),
                        difference == null ? "" : signed(difference),
                        size.auprc().toString(),
                        claim(result.fold()));
            }
        }
        return table;
    }

    /** A row a comparison and number of labels. */
    static Table differences(FoldResult result) {
        Table table = new Table("what is compared", "labels", "draws", "AUROC", "AUPRC", "remark");
        for (Difference difference : result.differences()) {
            table.row(
                    difference.title(),
                    String.valueOf(difference.labels()),
                    String.valueOf(difference.subsets()),
                    signed(difference.auroc()),
                    signed(difference.auprc()),
                    claim(result.fold()));
        }
        return table;
    }

    static String claim(Fold fold) {
        return fold.allowsClaim() ? "" : NO_CLAIM;
    }

    static String signed(Estimate difference) {
        return String.format(
                Locale.ROOT, "%+.3f (%+.3f to %+.3f)", difference.value(), difference.low(), difference.high());
    }

    static Table allLabels(FoldResult result) {
        Table table = new Table(
                "arm",
                "labels",
                "present / test records",
                "AUROC",
                "AUPRC",
                "Brier score",
                "ECE",
                "ECE by chance",
                "calibrated by",
                "sensitivity, specificity (Youden)",
                "sensitivity, specificity (95 % specific)",
                "remark");
        for (ArmResult arm : result.results()) {
            Metrics metrics = arm.metrics();
            table.row(
                    arm.arm().title(),
                    String.valueOf(arm.labels()),
                    metrics.positives() + " / " + metrics.size(),
                    metrics.auroc().toString(),
                    metrics.auprc().toString(),
                    metrics.brier().toString(),
                    metrics.calibrationError().toString(),
                    error(metrics.errorByChance()),
                    arm.frozen().calibrator().method(),
                    decisions(metrics.youden()),
                    decisions(metrics.specific()),
                    claim(result.fold()));
        }
        return table;
    }

    static String error(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String decisions(Metrics.AtThreshold at) {
        return at.sensitivity() + ", " + at.specificity();
    }

    static Table abstention(FoldResult result) {
        Table table = new Table(
                "arm",
                "coverage, with the finding",
                "coverage, without it",
                "both open: left to a person",
                "neither open: left to a person",
                "remark");
        Cases test = result.fold().test();
        for (ArmResult arm : result.results()) {
            ConformalAbstention.Coverage coverage = arm.coverage();
            table.row(
                    arm.arm().title(),
                    percent(FewCases.share(coverage.present(), test.positives())),
                    percent(FewCases.share(coverage.absent(), test.size() - test.positives())),
                    percent(coverage.abstained()),
                    percent(coverage.none()),
                    claim(result.fold()));
        }
        return table;
    }

    static Table answered(FoldResult result) {
        Table table = new Table(
                "arm",
                "answered",
                "present / answered records",
                "part answered",
                "AUROC among them",
                "right answers",
                "remark");
        for (ArmResult arm : result.results()) {
            for (Answered answered : arm.answered()) {
                table.row(
                        arm.arm().title(),
                        answered.rule(),
                        answered.positives() + " / " + answered.size(),
                        percent(answered.part()),
                        orDash(answered.auroc()),
                        orDash(answered.accuracy()),
                        claim(answered.positives(), answered.size()));
            }
        }
        return table;
    }

    private static String orDash(@Nullable Estimate estimate) {
        return estimate == null ? "-" : estimate.toString();
    }

    static String claim(int positives, int size) {
        return Fold.allowsClaim(positives, size - positives) ? "" : NO_CLAIM;
    }

    private static String percent(Estimate share) {
        return String.format(
                Locale.ROOT, "%.1f %% (%.1f-%.1f)", 100 * share.value(), 100 * share.low(), 100 * share.high());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static Table subgroups(FoldResult result) {
        Table table = new Table(
                "arm",
                "group",
                "present / test records",
                "AUROC",
                "AUPRC",
                "Brier score",
                "ECE",
                "ECE by chance",
                "sensitivity, specificity (Youden)",
                "remark");
        for (ArmResult arm : result.results()) {
            for (Subgroup group : arm.subgroups()) {
                row(table, arm, group);
            }
        }
        return table;
    }

    private static void row(Table table, ArmResult arm, Subgroup group) {
        Metrics metrics = group.metrics();
        table.row(
                arm.arm().title(),
                group.key() + ": " + group.value(),
                group.positives() + " / " + group.size(),
                metrics == null ? "-" : metrics.auroc().toString(),
                metrics == null ? "-" : metrics.auprc().toString(),
                metrics == null ? "-" : metrics.brier().toString(),
                metrics == null ? "-" : metrics.calibrationError().toString(),
                metrics == null ? "-" : error(metrics.errorByChance()),
                metrics == null ? "-" : decisions(metrics.youden()),
                claim(group.positives(), group.size()));
    }
}
