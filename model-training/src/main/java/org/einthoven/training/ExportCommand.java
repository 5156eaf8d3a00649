package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.einthoven.training.classifier.Classifier;
import org.einthoven.training.classifier.ClassifierRun;
import org.einthoven.training.classifier.LabelledParts;
import org.einthoven.training.export.Evidence;
import org.einthoven.training.export.ModelCardText;
import org.einthoven.training.export.ModelExport;
import org.einthoven.training.export.ModelPlace;
import org.einthoven.training.loop.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A run of finetune or probe → a model folder. */
@Command(
        name = "export",
        description =
                "Calibrates a run of finetune or probe on its validation records, tells how well it does on its test"
                        + " records, and writes the folder that the gateway serves.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    static final String TITLE = "Einthoven ECG encoder with six findings";

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "a folder of finetune or probe")
    private @Nullable Path run;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "the model's folder")
    private @Nullable Path out;

    @Option(
            names = "--model-version",
            required = true,
            paramLabel = "X.Y.Z",
            description = "another model needs another version")
    private String version = "";

    @Option(
            names = "--data",
            paramLabel = "STORE",
            arity = "1..*",
            description = "the stores of the run in their order, where they lie elsewhere now")
    private List<Path> data = List.of();

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            ModelExport.requireVersion(version);
            export(new ClassifierRun(Failures.required(run)), data, Failures.required(out), version, System.out);
            return null;
        });
    }

    static void export(ClassifierRun run, List<Path> data, Path folder, String version, PrintStream out)
            throws IOException, InterruptedException {
        try (ModelPlace place = ModelPlace.reserve(folder)) {
            export(run, data, place, version, out);
        }
        out.println("model " + version + " is in " + folder);
    }

    private static void export(ClassifierRun run, List<Path> data, ModelPlace place, String version, PrintStream out)
            throws IOException, InterruptedException {
        Classifier classifier = run.read();
        LabelledParts parts = run.data(data);
        Evidence evidence;
        try (Progress progress = Progress.of(out, "windows read")) {
            evidence = Evidence.of(classifier, parts, progress);
        }
        WholeFile.write(run.evaluation(), evidence.toMarkdown());
        out.println(evidence.toMarkdown());
        ModelExport.Description description =
                new ModelExport.Description(version, TITLE, ModelCardText.trainedOn(classifier, parts));
        ModelExport.write(
                place,
                description,
                classifier,
                evidence.calibrations(),
                new ModelCardText(description, classifier, parts, evidence, GitCommit.current()).text());
    }
}
