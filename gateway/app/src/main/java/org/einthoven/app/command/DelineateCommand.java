package org.einthoven.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.analysis.EcgAnalysis;
import org.einthoven.ecg.delineation.Delineator;
import org.einthoven.ecg.delineation.LeadDelineation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code einthoven delineate --out FILE.csv FILE|DIR…}: where the waves of each beat begin, peak and end. */
@Command(
        name = "delineate",
        description = {
            "Finds the P waves, QRS complexes and T waves of ECG files and writes a table: file, lead, wave, onset, peak,"
                    + " offset, in samples of the file. Lead \"all\" is what all leads that can be read show together. Research use only.",
            "A file that cannot be read is named on standard error; the others go on."
        },
        mixinStandardHelpOptions = true)
final class DelineateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "ECG files, and folders to walk through")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Path> inputs;

    @Option(names = "--out", paramLabel = "FILE.csv", required = true, description = "the table to write")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Status 2 where not one file could be read. */
    @Override
    public Integer call() throws CommandFailure, IOException {
        List<Path> files = InputFiles.below(inputs);
        if (files.isEmpty()) {
            throw CommandFailure.badInput("no file in " + inputs);
        }
        int read = 0;
        try (DelineationTable table = new DelineationTable(writer());
                ProgressBar progress = TerminalProgress.of("delineate", files.size())) {
            for (Path file : files) {
                read += add(file, table) ? 1 : 0;
                progress.step();
            }
        }
        return read == 0 ? 2 : 0;
    }

    private Writer writer() throws CommandFailure {
        try {
            return Files.newBufferedWriter(out, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CommandFailure.badInput("cannot write " + out);
        }
    }

    /** Tells whether it could be read. */
    private boolean add(Path file, DelineationTable table) throws IOException {
        EcgRecording recording = decode(file);
        LeadDelineation found = recording == null ? null : delineate(file, recording);
        if (recording != null && found != null) {
            table.add(file, recording, found);
        }
        return found != null;
    }

    private @Nullable LeadDelineation delineate(Path file, EcgRecording recording) {
        Optional<QualityIssue> wrongRate = Normaliser.wrongRate(recording);
        if (wrongRate.isPresent()) {
            spec.commandLine().getErr().println(file + ": " + wrongRate.get().text());
            return null;
        }
        try {
            return Delineator.delineateLeads(EcgAnalysis.readable(recording));
        } catch (RuntimeException e) {
            // A fault of the program must not take the other files' rows with it.
            spec.commandLine()
                    .getErr()
                    .println(file + ": internal error: " + e.getClass().getSimpleName());
            return null;
        }
    }

    private @Nullable EcgRecording decode(Path file) {
        PrintWriter errors = spec.commandLine().getErr();
        try {
            return InputFiles.decoded(file);
        } catch (CommandFailure e) {
            errors.println(e.getMessage());
        } catch (IOException e) {
            errors.println(file + ": " + InputFiles.reason(e));
        }
        return null;
    }
}
