package org.einthoven.app.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.einthoven.app.GatewayException;
import org.einthoven.app.configuration.ConfigurationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command {@code einthoven}. */
@Command(
        name = "einthoven",
        description = "HL7 FHIR / DICOM gateway for ECG AI. Predictions are for research use only.",
        mixinStandardHelpOptions = true,
        version = "einthoven 0.1.0-SNAPSHOT",
        footer = "%n'einthoven train --help' tells about the training module.",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            EncoderCommand.class,
            CheckCommand.class,
            DecodeCommand.class,
            PredictCommand.class,
            DelineateCommand.class,
            MeasureCommand.class,
            PlotCommand.class,
            SendCommand.class,
            BackfillCommand.class,
            LedgerCommand.class,
            ReplayCommand.class,
            QuarantineCommand.class
        })
public final class Einthoven implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? 'einthoven --help' lists them");
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Einthoven());
        commandLine.setParameterExceptionHandler(ONE_LINE_FOR_ARGUMENTS);
        commandLine.setExecutionExceptionHandler(ONE_LINE);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        return commandLine;
    }

    private static final IParameterExceptionHandler ONE_LINE_FOR_ARGUMENTS =
            (ParameterException exception, String[] arguments) -> {
                CommandLine command = exception.getCommandLine();
                print(command, String.valueOf(exception.getMessage()).replace("\n", "; "));
                return 2;
            };

    private static final IExecutionExceptionHandler ONE_LINE =
            (Exception exception, CommandLine command, ParseResult result) -> {
                print(command, sentence(exception));
                if (System.getenv("EINTHOVEN_DEBUG") != null) {
                    exception.printStackTrace(command.getErr());
                }
                return status(exception);
            };

    private static void print(CommandLine command, String message) {
        command.getErr().println("einthoven: " + message.strip());
        command.getErr().flush();
    }

    private static String sentence(Exception exception) {
        if (exception instanceof CommandFailure
                || exception instanceof ConfigurationException
                || exception instanceof GatewayException) {
            return String.valueOf(exception.getMessage());
        }
        if (exception instanceof IOException || exception instanceof UncheckedIOException) {
            return InputFiles.reason(exception);
        }
        return "internal error (" + exception.getClass().getSimpleName()
                + "); EINTHOVEN_DEBUG=1 shows where, please report it";
    }

    private static int status(Exception exception) {
        if (exception instanceof CommandFailure failure) {
            return failure.exitStatus();
        }
        return exception instanceof ConfigurationException
                        || exception instanceof GatewayException
                        || exception instanceof IOException
                ? 2
                : 1;
    }
}
