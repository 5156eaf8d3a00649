package org.einthoven.training;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.training.data.DataSet;
import org.einthoven.training.data.Example;
import org.einthoven.training.data.Part;

/** The model card (Mitchell et al. 2019): what the model is for, what it learnt from, how well it does, its limits. */
final class CardText {
    private CardText() {}

    static String of(ModelExport.Description description, TrainedModel model, List<Example> examples) {
        return """
                # Model card: einthoven-ecg %s

                **%s**

                ## What it is
                %s. It reads 10 s of up to twelve leads at 250 Hz (millivolts and a validity mask): a residual network reads
                the form of the beats, two small convolutional towers the envelope of the QRS complexes and its
                autocorrelation. %s values in all, trained by supervision from random weights. It gives an embedding and, for each of six findings, a
                logit, which a Platt scaling turns into a probability. A finding is called present from the upper end of its
                uncertain band, absent below the lower end, and uncertain between. Leads may be missing; one is enough to
                run, which does not mean that one is enough to see an infarction.

                ## What it was trained on
                %s

                | part | records | %s |
                |---|---|---|%s
                %s

                Records are split by patient as far as the data sets tell: they carry no patient ids, so a record stands for
                a patient; records of equal content, and all of PTB, train. The ids of each part are in the project,
                model-training/src/main/resources/org/einthoven/training/data/split.csv. **A record that tests the model took no
                part in its training, its calibration or its thresholds.** A finding for which a data set's annotators did
                not look is unknown there, not absent: it is left out of training and of the figures. CinC 2017 serves for
                atrial fibrillation only.

                ## How well it does, on records it never saw
                %s
                Test records only. Weights, calibration and thresholds were fixed on training and validation records. An earlier
                model, without the rhythm towers, was tested on the same records; that change was decided before, because it
                failed on validation records. The rule that leaves a finding undecided was set after this table had been
                seen; it looks at validation records only and changes no AUROC. A record's probability is the mean over its windows (the
                greatest for premature beats). Intervals are percentiles of 1000 bootstrap samples of the records. Sensitivity and
                specificity are at the threshold frozen on validation records. **(few)**: under ten records with the finding; the
                interval is then itself unreliable and, as a rule, too narrow: read such a row as "not shown to work".

                ## Decisions
                | finding | threshold | uncertain band | Platt slope, intercept | windows |
                |---|---|---|---|---|
                %s

                Chosen on validation records alone: the threshold is Youden's; the band reaches from where sensitivity is at
                least 90 %% to where specificity is. **A band from 0 to 1 means that the finding is never called present or absent**:
                fewer than five validation records have it, or the 95 %% interval of its AUROC there reaches down to chance. The
                other thresholds, too, rest on few records. Probabilities follow the frequency of the findings in
                the data sets, which are richer in findings than a general practice's ECGs.

                ## Limits
                - Few records of twelve leads, from Chinese, American and German hospitals, chosen by others for their findings. No
                  external test set, no figures by age, sex, device or origin. Performance elsewhere is unknown.
                - Flutter, first-degree AV block and infarction rest on a handful of records each.
                - Labels are those of the data sets, of mixed quality; some derive from machine readings.
                - Absence of a finding in this model's output rules nothing out. Findings beyond the six are not looked for.
                - Paced rhythms, children, exercise and Holter recordings were not studied.

                ## How it was made
                Seed %s, %s steps of %s windows, AdamW (rate %s with warm-up and cosine, weight decay %s); random lead
                dropout, time shift, gain, baseline wander, noise. Code at commit %s. docs/model-training.md has
                the command; on several threads TensorFlow's sums are not repeatable bit for bit.

                ## Data sets and licences
                - PhysioNet/CinC Challenge 2021 (CPSC 2018 and its extra set, Georgia, Chapman-Shaoxing/Ningbo, PTB-XL, PTB),
                  in part, CC BY 4.0: Reyna et al., Computing in Cardiology 2021, doi:10.22489/CinC.2021.109; Perez Alday et al.,
                  Physiol Meas 2020;41:124003; Liu et al., J Med Imaging Health Inform 2018;8:1368; Zheng et al., Sci Data
                  2020;7:48 and Sci Rep 2020;10:2898; Wagner et al., Sci Data 2020;7:154; Bousseljot et al., Biomed Tech
                  1995;40(S1):317 (PTB, ODC-BY 1.0).
                - PhysioNet/CinC Challenge 2017, in part, ODC-BY 1.0: Clifford et al., Computing in Cardiology 2017,
                  doi:10.22489/CinC.2017.065-469.
                - PhysioNet: Goldberger et al., Circulation 2000;101:e215.

                golden.bin holds three windows of those records. The weights are under the project's licence, Apache-2.0.
                """.formatted(
                        description.version(),
                        ModelExport.INTENDED_USE,
                        description.title(),
                        String.format(Locale.ROOT, "%,d", model.weights().count()),
                        description.trainedOn(),
                        Arrays.stream(Task.values()).map(Task::id).collect(Collectors.joining(" | ")),
                        "---|".repeat(Task.values().length - 1),
                        parts(model, examples),
                        model.evaluation().toMarkdown(),
                        model.calibrations().stream().map(CardText::decision).collect(Collectors.joining("\n")),
                        setting(model, "seed"),
                        setting(model, "steps"),
                        setting(model, "batchSize"),
                        setting(model, "learningRate"),
                        setting(model, "weightDecay"),
                        setting(model, "git.commit"));
    }

    private static String setting(TrainedModel model, String name) {
        return model.settings().getProperty(name, "unknown");
    }

    private static String parts(TrainedModel model, List<Example> examples) {
        StringBuilder rows = new StringBuilder();
        for (Part part : Part.values()) {
            List<Example> all = model.split().select(examples, part);
            rows.append(part(
                    part,
                    "12 leads",
                    all.stream().filter(e -> !e.set().singleLead()).toList()));
            rows.append(part(
                    part,
                    "lead I alone",
                    all.stream().filter(e -> e.set().singleLead()).toList()));
        }
        return rows.toString().stripTrailing();
    }

    private static String part(Part part, String leads, List<Example> examples) {
        String counts = Arrays.stream(Task.values())
                .map(task -> present(examples, task) + " / " + known(examples, task))
                .collect(Collectors.joining(" | "));
        return "| %s, %s | %d | %s |%n".formatted(part.name().toLowerCase(Locale.ROOT), leads, examples.size(), counts);
    }

    private static long present(List<Example> examples, Task task) {
        return examples.stream().filter(e -> e.labels().isPresent(task)).count();
    }

    private static long known(List<Example> examples, Task task) {
        return examples.stream().filter(e -> e.labels().isKnown(task)).count();
    }

    private static String decision(TaskCalibration c) {
        return String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f-%.3f | %.3f, %.3f | %s |",
                c.task().title(),
                c.threshold(),
                c.uncertainLow(),
                c.uncertainHigh(),
                c.plattSlope(),
                c.plattIntercept(),
                c.aggregate().name().toLowerCase(Locale.ROOT));
    }

    /** One sentence for the manifest. */
    static String trainedOn(TrainedModel model, List<Example> examples) {
        List<Example> train = model.split().select(examples, Part.TRAIN);
        long single = train.stream().filter(e -> e.set() == DataSet.CINC2017).count();
        return "%d 12-lead records of the PhysioNet/CinC Challenge 2021 collection and %d one-lead records of CinC 2017, 60 %% of those at hand"
                .formatted(train.size() - single, single);
    }
}
