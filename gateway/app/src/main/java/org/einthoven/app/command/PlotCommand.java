package org.einthoven.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.analysis.EcgAnalysis;
import org.einthoven.report.drawing.DrawingOptions;
import org.einthoven.report.drawing.EcgDrawing;
import org.einthoven.report.drawing.Layout;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code einthoven plot FILE --out FILE.svg|.png|.pdf [--layout 3x4|6x2|12x1] [--marks]}: the ECG as a cardiologist knows it. */
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

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            converter = LayoutConverter.class,
            description =
                    "3x4 (and a rhythm strip), 6x2 or 12x1: rows x columns of the twelve leads; if not given, the one"
                            + " that leaves out least")
    private Layout layout = Layout.AUTOMATIC;

    @Option(
            names = "--marks",
            description =
                    "mark the QRS complexes and waves that this program finds, and the leads that a model would not"
                            + " read; research use only")
    private boolean marks;

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
        EcgRecording recording = InputFiles.decoded(file);
        DrawingOptions options = DrawingOptions.PLAIN.withLayout(layout);
        options = banner ? options.withPatientBanner() : options;
        return EcgDrawing.of(recording, marks ? marked(recording, options) : options);
    }

    private DrawingOptions marked(EcgRecording recording, DrawingOptions options) throws CommandFailure {
        double rate = recording.samplingRateHz();
        if (!Normaliser.isReadRate(rate)) {
            throw CommandFailure.badInput(file + ": --marks reads ECGs of 100 to 2000 Hz, not of " + rate + " Hz");
        }
        EcgAnalysis analysis = EcgAnalysis.of(recording);
        return options.withBeats(analysis.delineation().beats())
                .withQuality(new Normaliser()
                        .normalise(recording, analysis.quality())
                        .quality());
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

    /** So that a wrong layout is answered with those there are, not with names of constants. */
    static final class LayoutConverter implements ITypeConverter<Layout> {
        private static final List<Layout> NAMED =
                List.of(Layout.THREE_BY_FOUR, Layout.SIX_BY_TWO, Layout.TWELVE_BY_ONE);

        @Override
        public Layout convert(String value) {
            return NAMED.stream()
                    .filter(layout -> layout.toString().equalsIgnoreCase(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("3x4, 6x2 or 12x1, not " + value));
        }
    }

    private interface Rendering {
        byte[] of(EcgDrawing drawing);
    }
}
