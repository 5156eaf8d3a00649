package org.einthoven.training;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.einthoven.training.data.Example;
import org.einthoven.training.data.ExampleFile;
import org.einthoven.training.data.Split;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything in one go, as the published model was made. */
@Command(
        name = "quick",
        description = "prepare, fit, evaluate and export in one go, with the published model's split and settings.",
        mixinStandardHelpOptions = true)
final class QuickCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "the data sets, as for prepare")
    private @Nullable Path data;

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "the run's folder")
    private @Nullable Path run;

    @Option(names = "--seed", defaultValue = "1", description = "default ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--steps", defaultValue = "700", description = "default ${DEFAULT-VALUE}")
    private int steps;

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            PrintStream out = System.out;
            RunFolder folder = new RunFolder(Failures.required(run)).create();
            Path file = folder.path().resolve("examples.bin");
            List<Example> examples = Files.exists(file)
                    ? ExampleFile.read(file)
                    : PrepareCommand.prepare(Failures.required(data), file, out);
            FitCommand.fit(examples, Split.published(), TrainingSettings.standard(seed, steps), folder, out);
            ExportCommand.export(folder, examples, folder.path().resolve("model"), "0.1.0", out);
            return null;
        });
    }
}
