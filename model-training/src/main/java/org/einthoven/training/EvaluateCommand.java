package org.einthoven.training;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.einthoven.training.data.ExampleFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A run's figures on the test part. */
@Command(
        name = "evaluate",
        description = "Calibrates on the validation part and prints figures with 95 %% intervals on the test part.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    @Option(names = "--examples", required = true, paramLabel = "FILE", description = "what prepare wrote")
    private @Nullable Path examples;

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "the run's folder")
    private @Nullable Path run;

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            TrainedModel model = TrainedModel.of(
                    new RunFolder(Failures.required(run)), ExampleFile.read(Failures.required(examples)), System.out);
            System.out.println(model.evaluation().toMarkdown());
            return null;
        });
    }
}
