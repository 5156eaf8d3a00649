package org.einthoven.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.report.drawing.DrawingOptions;
import org.einthoven.report.drawing.EcgDrawing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code einthoven plot FILE --out FILE.svg|.png|.pdf}: the ECG as a cardiologist knows it. */
@Command(
        name = "plot",
        description = "Draws an ECG at 25 mm/s and 10 mm/mV on its grid.",
        mixinStandardHelpOptions = true)
final class PlotCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the ECG file; its format is recognised by content")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "ends in .svg, .pdf or .png")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(names = "--banner", description = "print the patient's identifier, name and birth date as well")
    private boolean banner;

    @Override
    public Integer call() throws CommandFailure, IOException {
        InputFiles.readable(file);
        Rendering rendering = rendering(out.toString().toLowerCase(Locale.ROOT));
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw CommandFailure.badInput("the folder of " + out + " does not exist");
        }
        Files.write(out, rendering.of(draw()));
        return 0;
    }

    private EcgDrawing draw() throws CommandFailure, IOException {
        DrawingOptions options = banner ? DrawingOptions.PLAIN.withPatientBanner() : DrawingOptions.PLAIN;
        try {
            return EcgDrawing.of(EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT), options);
        } catch (EcgDecodingException e) {
            throw CommandFailure.badInput(file + ": " + e.getMessage());
        }
    }

    private Rendering rendering(String name) throws CommandFailure {
        if (name.endsWith(".svg")) {
            return drawing -> drawing.svg().getBytes(StandardCharsets.UTF_8);
        }
        if (name.endsWith(".pdf")) {
            return EcgDrawing::pdf;
        }
        if (name.endsWith(".png")) {
            return EcgDrawing::png;
        }
        throw CommandFailure.badInput("--out ends in .svg, .pdf or .png, which " + out + " does not");
    }

    private interface Rendering {
        byte[] of(EcgDrawing drawing);
    }
}
