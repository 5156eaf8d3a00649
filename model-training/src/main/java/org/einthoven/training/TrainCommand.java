package org.einthoven.training;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code einthoven train …}: from archives of ECGs to a model that the gateway serves. */
@Command(
        name = "train",
        description =
                "Pretrains an encoder on ECGs without labels, makes a model of it with labels, tells how good it is, and exports it for the gateway.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ImportCommand.class,
            RepairCommand.class,
            SimulateCommand.class,
            SplitCommand.class,
            PretrainCommand.class,
            TrialCommand.class,
            SpeedCommand.class,
            EvaluateCommand.class,
            FinetuneCommand.class,
            ProbeCommand.class,
            ExportCommand.class,
            AllCommand.class
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
                "name a step: import, repair, simulate, split, pretrain, finetune, probe, evaluate, export, or all for the way of the model that ships");
    }
}
