package org.einthoven.training.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.training.classifier.Classifier;
import org.einthoven.training.classifier.LabelledParts;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Origin;
import org.einthoven.training.data.Part;

/**
 * The model card, for clinicians first: a Markdown card as HL7's AI Transparency on FHIR attaches it to a Device (its code
 * AIModelCardMarkdownFormat), with the headings of CHAI's Applied Model Card and Mitchell et al. 2019, doi:10.1145/3287560.3287596.
 *
 * @see <a href="https://build.fhir.org/ig/HL7/aitransparency-ig/">AI Transparency on FHIR</a>
 */
public final class ModelCardText {
    private final ModelExport.Description description;
    private final Classifier classifier;
    private final LabelledParts parts;
    private final Evidence evidence;
    private final String commit;

    /** @param commit of the code that calibrated and tested it */
    public ModelCardText(
            ModelExport.Description description,
            Classifier classifier,
            LabelledParts parts,
            Evidence evidence,
            String commit) {
        this.commit = commit;
        this.description = description;
        this.classifier = classifier;
        this.parts = parts;
        this.evidence = evidence;
    }

    /** One sentence for the manifest. */
    public static String trainedOn(Classifier classifier, LabelledParts parts) {
        String labelled = "%d labelled records of %s"
                .formatted(
                        parts.of(Part.TRAIN).size(),
                        Sources.plain(
                                List.copyOf(parts.of(Part.TRAIN).bySource().keySet())));
        String taught = classifier.taughtOn().isEmpty()
                ? ""
                : ", after training on the labels of " + Sources.plain(classifier.taughtOn());
        return labelled
                + taught
                + (classifier.isPretrained()
                        ? ", after pretraining by contrast without labels on "
                                + Sources.plain(classifier.pretrainedOn())
                        : ", from random weights");
    }

    public String text() {
        return String.join(
                "\n\n",
                frontMatter(),
                "# Model card: " + ModelExport.ID + " " + description.version(),
                "**" + ModelExport.INTENDED_USE + "**",
                summary(),
                uses(),
                "## What it was trained on\n" + pretraining() + taught() + "\n\n" + labelled(),
                performance(),
                decisions(),
                warnings(),
                making(),
                "## Data sets and licences\n" + Sources.citations(sources())
                        + "\n- PhysioNet: Goldberger et al., Circulation 2000;101:e215.\n\n"
                        + "golden.bin holds three simulated windows and no patient's ECG. The weights are under the project's licence,"
                        + " Apache-2.0.\n");
    }

    private static String frontMatter() {
        return """
                ---
                license: apache-2.0
                library_name: tensorflow
                tags: [ecg, electrocardiography, contrastive-learning, research-use-only]
                ---""";
    }

    private String summary() {
        return """
                ## What it is
                %s. It reads ten seconds of up to twelve leads at 250 Hz and says of each of %d findings how probable it is: %s. A
                finding is called present from the upper end of its uncertain band, absent below the lower end, and uncertain between. It
                also gives an embedding, a row of numbers in which similar ECGs are near to each other.

                | | |
                |---|---|
                | Developer | the Einthoven project; nobody's medical device, no regulatory approval |
                | Kind | %s; %,d values |
                | Input | 12 leads × 10 s, millivolts, and which samples are valid (normalisation version as in the manifest); no age, no sex, no name |
                | Output | a probability and present, absent or uncertain for each finding; an embedding of %d values |
                | Made | %s with code at commit %s |""".formatted(
                description.title(),
                classifier.tasks().size(),
                classifier.tasks().stream().map(Task::title).collect(Collectors.joining(", ")),
                kind(),
                classifier.weights().count(),
                classifier.architecture().embeddingSize(),
                classifier.described("run").equals("probe") ? "by probes on a frozen encoder" : "by fine-tuning",
                classifier.described("git.commit"));
    }

    private String kind() {
        return "residual network (" + classifier.encoder() + ") with towers for the rhythm, "
                + (classifier.isPretrained() ? "pretrained by contrast" : "not pretrained")
                + (classifier.taughtOn().isEmpty()
                        ? ""
                        : ", trained on " + Sources.plain(classifier.taughtOn()) + " before the records below")
                + ", a logistic head for each finding";
    }

    private static String uses() {
        return """
                ## For what, for whom
                - **Intended**: research on resting ECGs of adults, such as sorting an archive, finding records to look at, comparing methods. A
                  person who can read ECGs looks at whatever matters.
                - **Users**: researchers, and cardiologists and data scientists who evaluate it on their own ECGs.
                - **Not for**: diagnosis or treatment of anybody; alarms; ruling a finding out; ECGs of children, of paced hearts, of exercise, of
                  Holter recorders and implanted devices, none of which were studied. The gateway keeps children's ECGs and bad signals from it.""";
    }

    private String pretraining() {
        if (!classifier.isPretrained()) {
            return "The encoder was **not pretrained**: all weights began at random.";
        }
        return """
                **Without labels**: the encoder was pretrained by contrast (PCLR and SimCLR: ECGs of one patient, and two views of one ECG, are brought
                together, those of other patients apart) on %s: %s epochs of batches of %s patients. %s""".formatted(
                        Sources.named(classifier.pretrainedOn()),
                        pretrained("epochs"),
                        pretrained("patients"),
                        pretrained("unseen").equals("checked")
                                ? "None of the patients below who validate or test the model took part."
                                : "Whether patients who validate or test the model took part is **not known**.");
    }

    /** What encoder and heads were trained on before; with an empty line before it. */
    private String taught() {
        if (classifier.taughtOn().isEmpty()) {
            return "";
        }
        return "\n\n"
                + """
                **With other labels first**: encoder and heads were then trained on %s: %s steps of %s windows. What simulated ECGs taught it
                is how the findings look in the simulator, which is not how they look in every heart. %s""".formatted(
                                Sources.named(classifier.taughtOn()),
                                classifier.described("taught.steps"),
                                classifier.described("taught.batch"),
                                classifier.described("taught.unseen").equals("checked")
                                        ? "None of the patients below who validate or test the model took part."
                                        : "Whether patients who validate or test the model took part is **not known**.");
    }

    private String pretrained(String name) {
        return classifier.described("pretrained." + name);
    }

    private String labelled() {
        return """
                **With labels**: records with each finding / records of which it is known, by source and part.

                | source | part | records | %s |
                |---|---|---|%s
                %s

                A split by patient as far as the sources tell; a source without patient ids is split by record. **A record that tests the model took
                no part in its training, its calibration or its thresholds.** A finding for which a source's annotators did not look is unknown there,
                not absent: it is left out of training and of the figures.""".formatted(
                        classifier.tasks().stream().map(Task::id).collect(Collectors.joining(" | ")),
                        "---|".repeat(classifier.tasks().size()),
                        Arrays.stream(Part.values()).map(this::rows).collect(Collectors.joining("\n")));
    }

    private String rows(Part part) {
        LabelledRecords all = parts.of(part);
        return all.bySource().entrySet().stream()
                .map(source -> row(source.getKey(), part, all.subset(source.getValue())))
                .collect(Collectors.joining("\n"));
    }

    private static String row(String source, Part part, LabelledRecords records) {
        StringBuilder row = new StringBuilder("| %s | %s | %d |"
                .formatted(
                        Sources.isSimulated(source) ? source + " (not real)" : source,
                        part.name().toLowerCase(Locale.ROOT),
                        records.size()));
        for (int task = 0; task < records.tasks().size(); task++) {
            row.append(" %d / %d |".formatted(records.present(task).length, records.known(task).length));
        }
        return row.toString();
    }

    private String performance() {
        TestFigures figures = evidence.figures();
        return """
                ## How well it does, on records it never saw
                AUROC: the chance that a record with the finding scores above one without it; 0.5 is chance, 1 perfect. In brackets 95 %% intervals
                (1000 bootstrap samples of patients; of few records at least as wide as Newcombe's and Wilson's). Sensitivity and specificity are at the threshold that validation records fixed. ECE: by how much
                probabilities differ, on average, from what happened; "by chance": the ECE that right probabilities would show on so many
                records. **"No claim"**: fewer than %d records with or without the finding; the interval
                is then itself unreliable: read such a row as "not shown to work".

                %s

                %s

                By source:

                %s

                By sex and age, records of several leads:

                %s

                %s""".formatted(
                        TestFigures.LEAST_CASES,
                        evidence.basis().told(),
                        TestFigures.table(figures.byLeads()),
                        TestFigures.table(figures.bySource()),
                        groups(figures.byPatient()),
                        realOrNot());
    }

    /** Only those that say anything: there are many. */
    private static String groups(List<TestFigures.Row> rows) {
        List<TestFigures.Row> claims =
                rows.stream().filter(TestFigures.Row::isClaim).toList();
        return claims.isEmpty()
                ? "**No sex and no age has enough records for a claim: whether the model does as well for all is not known.**"
                : TestFigures.table(claims) + "\n\nOther groups have too few records for a claim.";
    }

    private String realOrNot() {
        return evidence.basis().origin() == Origin.REAL
                ? "All records of these tables are real ECGs of sources that it was also trained on: how it does elsewhere is unknown."
                : "**All records of these tables are simulated: they say nothing of how it does on patients.**";
    }

    private String decisions() {
        return """
                ## Decisions
                | finding | threshold | uncertain band | Platt slope, intercept | windows | leads that must be there |
                |---|---|---|---|---|---|
                %s

                Chosen on validation records alone: the threshold is Youden's; the band reaches from where sensitivity is at least 90 %% to where
                specificity is. **A band from 0 to 1 means that the finding is never called present or absent**: fewer than %d validation records have it,
                or the 95 %% interval of its AUROC there reaches down to chance. A record's probability is the mean over its windows (the greatest for
                premature beats). An ECG that lacks one of the leads in the last column has the finding as uncertain. Lead I is enough where validation
                records of lead I alone showed skill, or those of twelve leads, at least %d of each kind, lost at most 0.05 of AUROC by it, at the
                worse end of the 95 %% interval.
                Probabilities follow how frequent findings are in the sources, which are richer in them than a general practice's ECGs.""".formatted(
                evidence.calibrations().stream().map(ModelCardText::decision).collect(Collectors.joining("\n")),
                Calibrations.LEAST_POSITIVES,
                TestFigures.LEAST_CASES);
    }

    private static String decision(TaskCalibration c) {
        return String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f-%.3f | %.3f, %.3f | %s | %s |",
                c.task().title(),
                c.threshold(),
                c.uncertainLow(),
                c.uncertainHigh(),
                c.plattSlope(),
                c.plattIntercept(),
                c.aggregate().name().toLowerCase(Locale.ROOT),
                c.leads().isEmpty() ? "any" : c.leads().stream().map(Lead::name).collect(Collectors.joining(" ")));
    }

    private String warnings() {
        List<String> known = new ArrayList<>();
        evidence.calibrations().stream()
                .filter(c -> c.uncertainLow() == 0 && c.uncertainHigh() == 1)
                .forEach(c -> known.add(c.task().title()
                        + " is not decided at all: validation records are too few, or show no skill."));
        evidence.figures().byLeads().stream()
                .filter(row -> !row.isClaim())
                .collect(Collectors.groupingBy(
                        TestFigures.Row::records,
                        LinkedHashMap::new,
                        Collectors.mapping(row -> row.task().title(), Collectors.joining(", "))))
                .forEach((records, findings) -> known.add("Not shown to work in ECGs of " + records
                        + ", as too few test records have it: " + findings + "."));
        return """
                ## Known failures and risks
                %s
                - No external test set: hospitals, recorders and people other than those above were not studied; sex and age only as far as the tables tell.
                - Labels are those of the data sets, of mixed quality; some derive from machine readings.
                - Flutter with regular conduction, atrial tachycardia and sinus rhythm with many premature beats are taken for each other and for
                  fibrillation by models of this kind; noise and loose electrodes look like fibrillation.
                - That a finding is absent in its output rules nothing out, and other findings are not looked for at all.
                - A person who reads its output first may look less closely at the ECG (automation bias).""".formatted(
                        known.isEmpty()
                                ? "- None was found in these records beyond what the tables say."
                                : known.stream().map(line -> "- " + line).collect(Collectors.joining("\n")));
    }

    private String making() {
        return """
                ## How it was made
                %s. Data `%s`, split `%s`%s. Calibrated and tested with code at commit %s. docs/model-training.md has the command; a new version is made the same way, and its figures stand in
                its own card. Maintained with the project; no funding, no trial, no peer-reviewed publication of this model.""".formatted(
                        settings(),
                        shortened(classifier.described("data.fingerprint")),
                        classifier.described("data.split"),
                        classifier.isPretrained() ? ", encoder `" + shortened(pretrained("weights")) + "`" : "",
                        commit);
    }

    private String settings() {
        if (classifier.described("run").equals("probe")) {
            return "Logistic regression with an L2 penalty on the frozen embedding; its strength was chosen on validation records";
        }
        return "Seed %s, %s steps of %s windows, AdamW (rate %s with warm-up and cosine, weight decay %s), dropout %s; leads dropped, shifts, gain,"
                        .formatted(
                                classifier.described("seed"),
                                classifier.described("steps"),
                                classifier.described("batch"),
                                classifier.described("learningRate"),
                                classifier.described("weightDecay"),
                                classifier.described("dropout"))
                + " wander and noise at random; of " + classifier.described("looks")
                + " looks at validation records the best weights";
    }

    private static String shortened(String fingerprint) {
        return Arrays.stream(fingerprint.split("\\+", -1))
                .map(each -> each.length() > 12 ? each.substring(0, 12) : each)
                .collect(Collectors.joining("+"));
    }

    private List<String> sources() {
        List<String> all = new ArrayList<>(classifier.pretrainedOn());
        all.addAll(classifier.taughtOn());
        for (Part part : Part.values()) {
            all.addAll(parts.of(part).bySource().keySet());
        }
        return all;
    }
}
