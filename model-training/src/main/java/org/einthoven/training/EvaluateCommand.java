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
import java.util.concurrent.Callable;
import org.einthoven.ecg.Task;
import org.einthoven.training.contrast.PretrainedEncoder;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.PatientSplit;
import org.einthoven.training.evaluate.study.Experiment;
import org.einthoven.training.evaluate.study.Study;
import org.einthoven.training.evaluate.study.StudyProgress;
import org.einthoven.training.evaluate.study.StudySettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a pretrained encoder is worth with few labels and with many. */
@Command(
        name = "evaluate",
        description =
                "Compares, over the number of labels, a pretrained encoder (with a linear probe, and fine-tuned) with one that is trained from"
                        + " scratch, a random one and measured features. Goes on where it was broken off, and writes report.html, report.md and figures.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "STORE", description = "labelled ECGs of one source")
    private @Nullable Path data;

    @Option(names = "--split", required = true, paramLabel = "FILE", description = "the patients' parts")
    private @Nullable Path split;

    @Option(names = "--pretrained", required = true, paramLabel = "RUN", description = "a folder of pretrain")
    private @Nullable Path pretrained;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "fits, report and figures")
    private @Nullable Path out;

    @Option(
            names = "--tasks",
            split = ",",
            defaultValue = "af,afl,pac,pvc,avb1,mi",
            description = "those without labels are left out; default ${DEFAULT-VALUE}")
    private List<String> tasks = List.of();

    @Option(names = "--simulated", description = "the ECGs are simulated: said wherever a figure stands")
    private boolean simulated;

    @Option(names = "--records", description = "the source names no patients: each record counts as one")
    private boolean records;

    @Option(
            names = "--minutes",
            defaultValue = "110",
            description = "stops in good order after so long; the same command goes on; default ${DEFAULT-VALUE}")
    private long minutes;

    @Override
    public Integer call() {
        return Failures.orExit(() -> study(System.out));
    }

    private StudyProgress study(PrintStream told) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Failures.required(out));
        EncoderStudy study = new EncoderStudy(
                EcgDataset.open(Failures.required(data)),
                PatientSplit.read(Failures.required(split)),
                PretrainedEncoder.read(Failures.required(pretrained)),
                folder);
        Experiment experiment = study.experiment(
                chosenTasks(),
                simulated ? Experiment.Origin.SIMULATED : Experiment.Origin.REAL,
                records ? Experiment.Unit.RECORD : Experiment.Unit.PATIENT);
        Study all = new Study("What pretraining is worth", List.of(experiment), StudySettings.DEFAULT);
        StudyProgress progress = all.run(
                folder,
                Duration.ofMinutes(minutes),
                (done, line) -> told.println(done.done() + "/" + done.all() + " " + line));
        told.println(progress);
        all.report(folder, Map.of("commit", GitCommit.current(), "pretraining", study.provenance()));
        return progress;
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
