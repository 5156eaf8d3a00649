package org.einthoven.training;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code einthoven train …}: from public data sets to a model that the gateway serves. */
@Command(
        name = "train",
        description = "Trains and evaluates a model on public data sets, and exports it for the gateway.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ImportCommand.class,
            SimulateCommand.class,
            PrepareCommand.class,
            SplitCommand.class,
            PretrainCommand.class,
            ProbeCommand.class,
            SpeedCommand.class,
            StudyCommand.class,
            FitCommand.class,
            EvaluateCommand.class,
            ExportCommand.class,
            QuickCommand.class
        })
public final class TrainCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Tells wrong arguments in one line. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new TrainCommand());
        commandLine.setParameterExceptionHandler((exception, arguments) -> {
            String message = String.valueOf(exception.getMessage()).replace("\n", "; ");
            exception.getCommandLine().getErr().println("einthoven train: " + message.strip());
            return exception.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
        });
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(),
                "name a step: import, simulate, prepare, split, fit, evaluate, export, or quick for all of them");
    }
}
