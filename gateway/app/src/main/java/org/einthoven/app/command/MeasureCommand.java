package org.einthoven.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.einthoven.ecg.analysis.EcgAnalysis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code einthoven measure FILE}: what is read off an ECG without a model, as JSON on standard output. */
@Command(
        name = "measure",
        description = {
            "Prints the rates, intervals, axes and amplitudes of an ECG, its quality and its median beat as JSON; a value"
                    + " that was not measured is null and has its reason. Research use only."
        },
        mixinStandardHelpOptions = true)
final class MeasureCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the ECG file; its format is recognised by content")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure, IOException {
        AnalysisJson.write(
                EcgAnalysis.of(InputFiles.decoded(file)), spec.commandLine().getOut());
        return 0;
    }
}
