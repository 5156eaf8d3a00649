package org.einthoven.training.evaluate.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.einthoven.training.data.Origin;
import org.einthoven.training.evaluate.study.Experiment.Unit;
import org.einthoven.training.loop.WholeFile;

/** A study's results as a page that needs nothing else, as Markdown, and each figure as a file. */
final class Report {
    private static final String SIMULATED =
            "Simulated ECGs. These figures show that the way from data to figures works; they say nothing about patients.";
    private static final String REAL = "Real ECGs.";
    private static final String NO_PATIENTS =
            "The data set names no patients: parts and intervals are by record, and intervals are too narrow where patients recur.";
    private static final String PATIENTS = "Parts and intervals are by patient; no patient is in two parts.";

    private final String title;
    private final List<ExperimentResult> results;
    private final StudySettings settings;
    private final Map<String, String> provenance;

    Report(String title, List<ExperimentResult> results, StudySettings settings, Map<String, String> provenance) {
        this.title = title;
        this.results = results;
        this.settings = settings;
        this.provenance = new TreeMap<>(provenance);
        this.provenance.put("seed", String.valueOf(settings.seed()));
    }

    void write(Path folder) throws IOException {
        Path figures = Files.createDirectories(folder.resolve("figures"));
        for (ExperimentResult result : results) {
            for (FoldResult fold : result.folds()) {
                for (Figures.Drawn figure : new Figures(result.experiment(), fold).all()) {
                    Files.writeString(figures.resolve(figure.name() + ".svg"), figure.svg());
                }
            }
        }
        for (Across across : across()) {
            for (Figures.Drawn figure : across.figures()) {
                Files.writeString(figures.resolve(figure.name() + ".svg"), figure.svg());
            }
        }
        WholeFile.write(folder.resolve("report.html"), document(new HtmlPage()).text());
        WholeFile.write(
                folder.resolve("report.md"), document(new MarkdownPage()).text());
    }

    private Page document(Page page) {
        page.title(title);
        page.warning(Captions.RESEARCH);
        across().forEach(across -> across(page, across));
        for (ExperimentResult result : results) {
            experiment(page, result);
        }
        page.heading(2, "How it was made");
        Table made = new Table("what", "value");
        provenance.forEach(made::row);
        page.table(made);
        page.paragraph(
                "Smaller training parts lie within larger ones. In each, the share of records with the finding is that of the whole training part, rounded, "
                        + "with at least one record of each kind. The tables tell how often each size was drawn; few draws tell little of how draws differ. All arms choose and calibrate on the same whole validation part, also where "
                        + "they learn from few records.");
        return page;
    }

    /** Simulated and real ones apart, where there are several. */
    private List<Across> across() {
        List<Across> all = new ArrayList<>();
        for (Origin origin : Origin.values()) {
            List<ExperimentResult> of = results.stream()
                    .filter(result -> result.experiment().origin() == origin)
                    .toList();
            if (of.size() > 1) {
                all.add(new Across(of, settings.seed()));
            }
        }
        return all;
    }

    private static void across(Page page, Across across) {
        page.heading(2, "Across sources" + inSimulated(across.results().get(0).experiment()));
        if (across.results().get(0).experiment().origin() == Origin.SIMULATED) {
            page.warning(SIMULATED);
        }
        across.figures().forEach(page::figure);
        page.endFigures();
        page.section("AUROC", Captions.ACROSS + " " + Captions.NO_CLAIM, across.auroc());
        if (across.compares()) {
            page.section("Arms that differ in one thing", Captions.ACROSS_COMPARISONS, across.differences());
        }
        page.details("AUPRC, Brier score and ECE", Captions.ACROSS_DETAILS, across.details());
    }

    /** To be added to a heading. */
    static String inSimulated(Experiment experiment) {
        return experiment.origin() == Origin.SIMULATED ? " (simulated ECGs)" : "";
    }

    private void experiment(Page page, ExperimentResult result) {
        Experiment experiment = result.experiment();
        boolean told = experiment.title().toLowerCase(Locale.ROOT).contains("simulated");
        page.heading(2, experiment.title() + (told ? "" : inSimulated(experiment)));
        if (experiment.origin() == Origin.SIMULATED) {
            page.warning(SIMULATED);
        }
        List<String> about = new ArrayList<>();
        if (experiment.origin() == Origin.REAL) {
            about.add(REAL);
        }
        about.add(experiment.description());
        about.add(experiment.unit() == Unit.PATIENT ? PATIENTS : NO_PATIENTS);
        page.paragraph(String.join(" ", about));
        if (!result.progress().complete()) {
            page.warning("Unfinished: " + result.progress() + ".");
        }
        page.paragraph("Records that have the finding, of those for which it is known:");
        page.table(Tables.records(experiment));
        page.caption(Captions.SUMMARY + " \"of 512\" tells the number of labels.");
        page.table(Tables.summary(result));
        result.folds().forEach(fold -> finding(page, experiment, fold));
    }

    private void finding(Page page, Experiment experiment, FoldResult result) {
        Fold fold = result.fold();
        page.heading(3, fold.task().title() + inSimulated(experiment));
        if (fold.fault().isPresent()) {
            page.paragraph("Not evaluated: " + fold.fault().get() + ".");
            return;
        }
        if (!fold.allowsClaim()) {
            page.caption(Captions.NO_CLAIM);
        }
        new Figures(experiment, result).all().forEach(page::figure);
        page.endFigures();
        page.details(
                "By the number of labels", Captions.LABEL_TABLE, Tables.labelCurve(result, experiment.reference()));
        if (!result.differences().isEmpty()) {
            page.details("Arms that differ in one thing", Captions.COMPARISONS, Tables.differences(result));
        }
        page.section("With the most labels", Captions.ALL_LABELS + Captions.NO_ERROR, Tables.allLabels(result));
        String target = String.format(Locale.ROOT, " Target: %.0f %%.", 100 * (1 - settings.alpha()));
        page.section("Abstention", Captions.ABSTENTION + target, Tables.abstention(result));
        // Of a finding of which nothing is claimed, nothing is claimed of parts of its records either.
        if (fold.allowsClaim()) {
            parts(page, result);
        }
        if (!result.unfitted().isEmpty()) {
            page.paragraph("Not fitted: " + String.join("; ", result.unfitted()) + ".");
        }
    }

    private static void parts(Page page, FoldResult result) {
        page.details("With records left to a person", Captions.ANSWERED, Tables.answered(result));
        page.details(
                "Sub-groups",
                Captions.SUBGROUPS + Captions.NO_ERROR + " " + Captions.NO_CLAIM,
                Tables.subgroups(result));
    }
}
