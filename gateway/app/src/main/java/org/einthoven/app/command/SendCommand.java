package org.einthoven.app.command;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.einthoven.dicom.network.RemoteAe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code einthoven send FILE… --dicom AET@HOST:PORT | --fhir URL}: for people who test and repair. */
@Command(
        name = "send",
        description = "Sends ECG files by DICOM C-STORE, or as FHIR Observations; one line a file. "
                + "Ends with 0 when all were accepted, 1 when any was not.",
        mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "ECG files, and folders to walk through")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Path> inputs;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Receiver receiver;

    /** One of the two. */
    private static final class Receiver {
        @Option(names = "--dicom", paramLabel = "AET@HOST:PORT", description = "a storage SCP, such as a gateway")
        private @Nullable String dicom;

        @Option(names = "--fhir", paramLabel = "URL", description = "a FHIR R4 server's base address")
        private @Nullable URI fhir;
    }

    @Option(names = "--calling", paramLabel = "AET", defaultValue = "EINTHOVEN-SCU", description = "our AE title")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String calling;

    @Option(names = "--token", description = "bearer token for --fhir (default: environment EINTHOVEN_TOKEN)")
    private @Nullable String token;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Path> files = InputFiles.below(inputs);
        PrintWriter out = spec.commandLine().getOut();
        int refused = 0;
        try (EcgSender sender = sender()) {
            for (Path file : files) {
                EcgSender.Outcome outcome = sender.send(file);
                refused += outcome.accepted() ? 0 : 1;
                out.println(file + ": " + (outcome.accepted() ? "accepted" : "not accepted") + ", " + outcome.words());
                out.flush();
            }
        }
        out.println(files.size() - refused + " accepted, " + refused + " not accepted");
        out.flush();
        return refused == 0 ? 0 : 1;
    }

    private EcgSender sender() throws CommandFailure {
        if (receiver.dicom != null) {
            return new DicomSender(remote(receiver.dicom), calling);
        }
        return new FhirSender(ServerAddress.checked("--fhir", receiver.fhir), ServerAddress.token(token));
    }

    private static RemoteAe remote(String text) throws CommandFailure {
        try {
            return RemoteAe.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("--dicom: " + e.getMessage());
        }
    }
}
