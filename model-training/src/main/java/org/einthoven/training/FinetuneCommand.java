package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.einthoven.training.classifier.ClassifierRun;
import org.einthoven.training.classifier.FineTunedClassifier;
import org.einthoven.training.classifier.LabelledParts;
import org.einthoven.training.classifier.StartingEncoder;
import org.einthoven.training.data.PatientSplit;
import org.einthoven.training.finetune.FineTuningSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An encoder and labelled stores → encoder and heads. */
@Command(
        name = "finetune",
        description =
                "Trains an encoder and a head for each finding together on labelled ECGs; labels may be missing. Sources are drawn by the square"
                        + " root of their sizes, so that a large one does not drown a small one.",
        mixinStandardHelpOptions = true)
final class FinetuneCommand implements Callable<Integer> {
    @Mixin
    private LabelledOptions labelled = new LabelledOptions();

    @ArgGroup(multiplicity = "1")
    private Start start = new Start();

    private static final class Start {
        @Option(
                names = "--pretrained",
                paramLabel = "RUN",
                description = "begin with what pretrain left there, or finetune on other records, as simulated ones")
        private @Nullable Path pretrained;

        @Option(names = "--from-scratch", description = "begin with random weights")
        private boolean fresh;
    }

    @Option(
            names = "--encoder",
            paramLabel = "SIZE",
            description = "of --from-scratch: small, standard or large; default standard")
    private @Nullable String encoder;

    @Option(names = "--seed", defaultValue = "1", description = "default ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--steps", defaultValue = "1500", description = "default ${DEFAULT-VALUE}")
    private int steps;

    @Option(names = "--batch", defaultValue = "32", description = "windows a step; default ${DEFAULT-VALUE}")
    private int batch;

    @Option(
            names = "--balanced",
            defaultValue = "0.5",
            description = "share of the windows for which a finding is drawn first; default ${DEFAULT-VALUE}")
    private double balanced;

    @Option(names = "--learning-rate", defaultValue = "0.001", description = "default ${DEFAULT-VALUE}")
    private double learningRate;

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            BatchMemory.require("--batch", batch, 1);
            FineTuningSettings standard = FineTuningSettings.standard(seed, steps);
            FineTuningSettings settings = new FineTuningSettings(
                    seed,
                    steps,
                    batch,
                    balanced,
                    learningRate,
                    standard.weightDecay(),
                    standard.dropout(),
                    standard.looks());
            PatientSplit split = labelled.split();
            run(labelled, split, startingEncoder(split), settings, System.out);
            return null;
        });
    }

    private StartingEncoder startingEncoder(PatientSplit split) throws IOException {
        if (start.fresh) {
            return StartingEncoder.fresh(encoder == null ? "standard" : encoder);
        }
        if (encoder != null) {
            throw new IllegalArgumentException("--encoder is of --from-scratch: a pretrained one has its size");
        }
        return StartingEncoder.of(Failures.required(start.pretrained), split);
    }

    static void run(
            LabelledOptions labelled,
            PatientSplit split,
            StartingEncoder encoder,
            FineTuningSettings settings,
            PrintStream out)
            throws IOException, InterruptedException {
        LabelledParts parts = LabelledParts.read(labelled.stores(), labelled.run(), split, labelled.tasks());
        LabelledOptions.tell(parts, out);
        try (Progress progress = Progress.of(out, "steps")) {
            new FineTunedClassifier(encoder, settings)
                    .make(
                            new ClassifierRun(labelled.run()),
                            parts.learning(),
                            labelled.stores(),
                            Map.of("git.commit", GitCommit.current()),
                            progress);
        }
        if (!Files.exists(labelled.run().resolve("loss.svg"))) {
            out.println("no loss.svg and auroc.svg: a plot needs two rows of metrics, and one step gives one");
        }
        out.println("done");
    }
}
