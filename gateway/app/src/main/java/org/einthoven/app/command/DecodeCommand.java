package org.einthoven.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.EcgRecording;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code einthoven decode FILE}: what the gateway reads from an ECG file, as JSON on standard output. */
@Command(
        name = "decode",
        description =
                "Prints what is read from an ECG file (DICOM, FHIR, HL7 aECG, SCP-ECG, GE MUSE, Philips, EDF, WFDB) as JSON; leads in mV, null where missing.",
        mixinStandardHelpOptions = true)
final class DecodeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the ECG file; its format is recognised by content")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(names = "--time-zone", description = "time zone of local times in the file, such as Europe/Rome")
    private @Nullable ZoneId timeZone;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure, IOException {
        InputFiles.readable(file);
        RecordingJson.write(decode(), spec.commandLine().getOut());
        return 0;
    }

    private EcgRecording decode() throws CommandFailure, IOException {
        try {
            return EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT.withTimeZone(timeZone));
        } catch (EcgDecodingException e) {
            throw CommandFailure.badInput(file + ": " + e.getMessage());
        }
    }
}
