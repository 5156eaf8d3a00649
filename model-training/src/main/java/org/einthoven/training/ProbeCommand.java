package org.einthoven.training;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.einthoven.training.classifier.ClassifierRun;
import org.einthoven.training.classifier.LabelledParts;
import org.einthoven.training.classifier.ProbedClassifier;
import org.einthoven.training.classifier.StartingEncoder;
import org.einthoven.training.data.PatientSplit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A pretrained encoder and labelled stores → the same encoder with heads. */
@Command(
        name = "probe",
        description =
                "Fits a logistic regression for each finding on what a pretrained encoder makes of labelled ECGs; the"
                        + " encoder stays as it is.",
        mixinStandardHelpOptions = true)
final class ProbeCommand implements Callable<Integer> {
    @Mixin
    private LabelledOptions labelled = new LabelledOptions();

    @Option(names = "--pretrained", required = true, paramLabel = "RUN", description = "a folder of pretrain")
    private @Nullable Path pretrained;

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            PrintStream out = System.out;
            PatientSplit split = labelled.split();
            StartingEncoder encoder = StartingEncoder.of(Failures.required(pretrained), split);
            LabelledParts parts = LabelledParts.read(labelled.stores(), labelled.run(), split, labelled.tasks());
            LabelledOptions.tell(parts, out);
            try (Progress progress = Progress.of(out, "windows read")) {
                new ProbedClassifier(encoder)
                        .make(
                                new ClassifierRun(labelled.run()),
                                parts.learning(),
                                labelled.stores(),
                                Map.of("git.commit", GitCommit.current()),
                                progress);
            }
            out.println("done");
            return null;
        });
    }
}
