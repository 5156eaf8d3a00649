package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.einthoven.training.data.Example;
import org.einthoven.training.data.ExampleFile;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.Split;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.Weights;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Training examples → weights in a run folder. */
@Command(
        name = "fit",
        description = "Trains encoder and heads on the training part; prints AUROC on the validation part.",
        mixinStandardHelpOptions = true)
final class FitCommand implements Callable<Integer> {
    @Option(names = "--examples", required = true, paramLabel = "FILE", description = "what prepare wrote")
    private @Nullable Path examples;

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "the run's folder")
    private @Nullable Path run;

    @Option(names = "--split", paramLabel = "FILE", description = "default: the published model's split")
    private @Nullable Path split;

    @Option(names = "--seed", defaultValue = "1", description = "default ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--steps", defaultValue = "700", description = "default ${DEFAULT-VALUE}")
    private int steps;

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            Split parts = split == null ? Split.published() : Split.read(split);
            List<Example> all = ExampleFile.read(Failures.required(examples));
            return fit(
                    all,
                    parts,
                    TrainingSettings.standard(seed, steps),
                    new RunFolder(Failures.required(run)),
                    System.out);
        });
    }

    static Weights fit(List<Example> all, Split split, TrainingSettings settings, RunFolder run, PrintStream out)
            throws IOException, InterruptedException {
        run.create();
        split.write(run.split());
        settings.write(run.settings(), Map.of("git.commit", GitCommit.current()));
        out.println(settings);
        Weights weights = new Fit(Architecture.STANDARD, settings, out).run(split.select(all, Part.TRAIN), run.log());
        weights.write(run.weights());
        List<Example> validation = split.select(all, Part.VALIDATION);
        out.println("AUROC on validation records: " + Fit.summary(weights, Architecture.STANDARD, validation, out));
        return weights;
    }
}
