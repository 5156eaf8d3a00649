package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.einthoven.ecg.Task;
import org.einthoven.training.compare.EncoderStudy;
import org.einthoven.training.compare.EvaluationData;
import org.einthoven.training.compare.EvaluationPlans;
import org.einthoven.training.compare.TaughtEncoder;
import org.einthoven.training.contrast.LearntPatients;
import org.einthoven.training.contrast.PretrainedEncoder;
import org.einthoven.training.evaluate.study.Experiment;
import org.einthoven.training.evaluate.study.LabelSizes;
import org.einthoven.training.evaluate.study.Study;
import org.einthoven.training.evaluate.study.StudyProgress;
import org.einthoven.training.evaluate.study.StudySettings;
import org.einthoven.training.finetune.FineTuningArm;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a pretrained encoder is worth with few labels and with many. */
@Command(
        name = "evaluate",
        description =
                "Compares, over the number of labels, a pretrained encoder (with a linear probe, and fine-tuned) with one that is trained from"
                        + " scratch, a random one and measured features. Goes on where it was broken off, and writes report.html, report.md and figures.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    private static final int DRAWS_OF_ALL = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            paramLabel = "STORE",
            description = "labelled ECGs, one store or several")
    private List<Path> data = List.of();

    @Option(
            names = "--split",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "the patients' parts, of each store")
    private List<Path> split = List.of();

    @Option(
            names = "--test",
            arity = "1..*",
            paramLabel = "STORE",
            description = "test on these sources instead, of which nothing is learnt")
    private List<Path> test = List.of();

    @Option(
            names = "--test-split",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "of these sources only the test parts test; needed where the encoder was pretrained on their training parts")
    private List<Path> testSplit = List.of();

    @Option(names = "--leave-one-out", description = "each source of --data tests what was learnt from the others")
    private boolean leaveOneOut;

    @Option(names = "--pretrained", required = true, paramLabel = "RUN", description = "a folder of pretrain")
    private @Nullable Path pretrained;

    @Option(
            names = "--taught",
            paramLabel = "RUN",
            description =
                    "a folder of finetune on labels of other patients, as simulated ones: its encoder is compared too, with a probe and fine-tuned")
    private @Nullable Path taught;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "fits, report and figures")
    private @Nullable Path out;

    @Option(
            names = "--tasks",
            split = ",",
            defaultValue = "af,afl,pac,pvc,avb1,mi",
            description = "those that cannot be evaluated are named; default ${DEFAULT-VALUE}")
    private List<String> tasks = List.of();

    @Option(
            names = "--arms",
            split = ",",
            paramLabel = "NAME",
            description = "what is compared, of ${DEFAULT-VALUE}; the probes are done in seconds",
            defaultValue =
                    "random-probe,features-probe,random-measured-probe,scratch,ssl-probe,ssl-measured-probe,ssl-finetuned")
    private List<String> arms = List.of();

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "N",
            description = "numbers of labels, and 'all'; default 16,32,64,... and all; with --leave-one-out only all")
    private List<String> sizes = List.of();

    @Option(
            names = "--draws",
            paramLabel = "N",
            description =
                    "how often at most each size is drawn; default ten times up to 512 labels, else three; with --leave-one-out three")
    private @Nullable Integer draws;

    @Option(names = "--simulated", description = "the ECGs are simulated: said wherever a figure stands")
    private boolean simulated;

    @Option(names = "--records", description = "the source names no patients: each record counts as one")
    private boolean records;

    @Option(
            names = "--minutes",
            defaultValue = "110",
            description =
                    "stops in good order after so long, with status 75; the same command goes on; default ${DEFAULT-VALUE}")
    private long minutes;

    @Override
    public Integer call() {
        return Failures.orLater(() -> study(System.out, TimeLimit.ofMinutes(minutes)));
    }

    /** Whether all is fitted. */
    private boolean study(PrintStream told, Duration most) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Failures.required(out));
        requireOwn(folder);
        Path run = Failures.required(pretrained);
        PretrainedEncoder encoder = PretrainedEncoder.read(run);
        List<Experiment> experiments = experiments(encoder, learnt(run), folder);
        chosenSizes()
                .largerThan(experiments)
                .forEach(size -> told.println("no training part has " + size + " labelled records: left out"));
        Study all = new Study("What pretraining is worth", experiments, StudySettings.DEFAULT);
        all.requireAny().forEach(told::println);
        StudyProgress progress =
                all.run(folder, most, (done, line) -> told.println(done.done() + "/" + done.all() + " " + line));
        told.println(progress);
        all.report(folder, provenance(encoder));
        return progress.complete();
    }

    /** A report is written over, but only one of an evaluation. */
    private static void requireOwn(Path folder) throws IOException {
        if (Files.exists(folder.resolve("report.html")) && !Files.exists(folder.resolve(EncoderStudy.MEASURED))) {
            throw new IOException(
                    "the folder " + folder + " holds a report that is of no evaluation: take another folder");
        }
    }

    private Map<String, String> provenance(PretrainedEncoder encoder) throws IOException, InterruptedException {
        Map<String, String> made = new TreeMap<>();
        encoder.description().forEach((key, value) -> made.put("pretraining: " + key, value));
        made.put(
                "command",
                "train "
                        + String.join(
                                " ",
                                Failures.required(spec)
                                        .commandLine()
                                        .getParseResult()
                                        .originalArgs()));
        made.put("commit", GitCommit.current());
        made.put("training from scratch and fine-tuning", FineTuningArm.Schedule.STANDARD.inWords());
        if (taught != null) {
            made.put("fine-tuning of the taught encoder", FineTuningArm.Schedule.TAUGHT.inWords());
        }
        return made;
    }

    /** From whom any of the encoders learnt; empty where that is not known of one. */
    private Optional<LearntPatients> learnt(Path run) throws IOException {
        Optional<LearntPatients> learnt = LearntPatients.ofRun(run);
        if (taught == null || learnt.isEmpty()) {
            return learnt;
        }
        return LearntPatients.ofRun(taught).map(learnt.get()::with);
    }

    private List<Experiment> experiments(PretrainedEncoder encoder, Optional<LearntPatients> learnt, Path folder)
            throws IOException {
        if (leaveOneOut && !test.isEmpty()) {
            throw new IllegalArgumentException("name either --test or --leave-one-out");
        }
        LabelSizes chosen = chosenSizes();
        EvaluationData evaluated = EvaluationData.open(data, split, test, testSplit);
        TaughtEncoder other = taught == null ? null : TaughtEncoder.read(taught);
        EncoderStudy study = new EncoderStudy(
                evaluated.dataset(),
                evaluated::isUsed,
                evaluated.key(),
                chosenTasks(),
                encoder,
                other == null ? null : other.classifier(),
                arms,
                folder);
        EvaluationPlans plans = new EvaluationPlans(
                evaluated,
                study,
                encoder,
                learnt.orElse(null),
                other,
                evaluated.origin(simulated),
                records ? Experiment.Unit.RECORD : Experiment.Unit.PATIENT,
                chosen);
        if (leaveOneOut) {
            return plans.leavingOneOut();
        }
        return test.isEmpty() ? plans.within() : plans.across();
    }

    /** Draws of all labels differ by what an arm leaves to chance alone, and there are as many studies as sources. */
    private LabelSizes chosenSizes() {
        LabelSizes standard = LabelSizes.STANDARD.withDraws(leaveOneOut ? DRAWS_OF_ALL : Integer.MAX_VALUE);
        LabelSizes drawn = draws == null ? standard : LabelSizes.STANDARD.withDraws(draws);
        if (!sizes.isEmpty()) {
            return drawn.withSizes(sizes);
        }
        return leaveOneOut ? drawn.withSizes(List.of("all")) : drawn;
    }

    private List<Task> chosenTasks() {
        List<Task> chosen = new ArrayList<>();
        for (String id : tasks) {
            chosen.add(Task.ofId(id.strip())
                    .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is none of "
                            + Arrays.stream(Task.values()).map(Task::id).toList())));
        }
        return chosen;
    }
}
