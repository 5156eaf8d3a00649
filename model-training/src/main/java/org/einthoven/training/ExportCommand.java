package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.einthoven.training.data.Example;
import org.einthoven.training.data.ExampleFile;
import org.einthoven.training.network.Architecture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A run → a model folder. */
@Command(
        name = "export",
        description = "Evaluates a run and writes the folder that the gateway serves.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    static final String TITLE = "Einthoven ECG encoder with six findings";

    @Option(names = "--examples", required = true, paramLabel = "FILE", description = "what prepare wrote")
    private @Nullable Path examples;

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "the run's folder")
    private @Nullable Path run;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "the model's folder")
    private @Nullable Path out;

    @Option(
            names = "--model-version",
            defaultValue = "0.1.0",
            paramLabel = "X.Y.Z",
            description = "default ${DEFAULT-VALUE}; another model needs another version")
    private String version = "";

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            export(
                    new RunFolder(Failures.required(run)),
                    ExampleFile.read(Failures.required(examples)),
                    Failures.required(out),
                    version,
                    System.out);
            return null;
        });
    }

    static void export(RunFolder run, List<Example> examples, Path folder, String version, PrintStream out)
            throws IOException {
        TrainedModel model = TrainedModel.of(run, examples, out);
        out.println(model.evaluation().toMarkdown());
        ModelExport.Description description =
                new ModelExport.Description(version, TITLE, CardText.trainedOn(model, examples));
        ModelExport.write(
                folder,
                description,
                model.weights(),
                Architecture.STANDARD,
                model.calibrations(),
                GoldenChoice.of(model.split(), examples),
                CardText.of(description, model, examples));
        out.println("model " + version + " is in " + folder);
    }
}
