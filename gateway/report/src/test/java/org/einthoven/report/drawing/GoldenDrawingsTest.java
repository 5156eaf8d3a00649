package org.einthoven.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.delineation.Beat;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.SimulatedEcg;
import org.einthoven.ecg.simulator.Visit;
import org.einthoven.report.TestEcgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A simulated ECG in each layout, with all that may be marked, drawn as it was when somebody looked at it. */
class GoldenDrawingsTest {
    private static final int DOTS_PER_INCH = 60;
    /** Two premature beats of the ventricles among eleven. */
    private static final SimulatedEcg ECG = new EcgSimulator(100, 10)
            .record(Patient.average(), Visit.HEALTHY.with(Rhythm.sinus(65).withPremature(0, .2)), 5);

    private static final EcgRecording RECORDING =
            TestEcgs.recording(new LinkedHashMap<>(ECG.recording().leads()));

    @ParameterizedTest
    @ValueSource(strings = {"3x4", "6x2", "12x1", "marks-3x4", "marks-6x2", "marks-12x1", "short", "gaps"})
    void areAsTheyWere(String name) throws Exception {
        EcgDrawing drawing = drawing(name);

        Golden.assertText(name + ".svg", drawing.svg());
        Golden.assertPixels(name + ".png", drawing.png(DOTS_PER_INCH));
    }

    @Test
    void areAsTheyWereInThePdf() throws Exception {
        try (PDDocument document = Loader.loadPDF(drawing("marks-3x4").pdf())) {
            byte[] content = document.getPage(0).getContents().readAllBytes();

            Golden.assertText("marks-3x4.pdf.txt", new String(content, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void areNeverWrittenByCi() {
        assertThat(Golden.updating(true, null)).isTrue();
        assertThat(Golden.updating(false, "true")).isFalse();
        assertThatThrownBy(() -> Golden.updating(true, "true")).hasMessageContaining("CI");
    }

    private static EcgDrawing drawing(String name) {
        return switch (name) {
            case "short" -> EcgDrawing.of(first(4), DrawingOptions.PLAIN);
            case "gaps" -> EcgDrawing.of(withGaps(), DrawingOptions.PLAIN.withLayout(Layout.SIX_BY_TWO));
            default -> EcgDrawing.of(RECORDING, options(name));
        };
    }

    private static DrawingOptions options(String name) {
        String layout = name.replace("marks-", "");
        DrawingOptions options = DrawingOptions.PLAIN.withLayout(List.of(Layout.values()).stream()
                .filter(l -> l.toString().equals(layout))
                .findFirst()
                .orElseThrow());
        return name.equals(layout)
                ? options
                : options.withPatientBanner()
                        .withFindings(TestEcgs.analysed(RECORDING))
                        .withQuality(quality())
                        .withBeats(beats());
    }

    /** The truth, so that no golden depends on how well beats are found. */
    private static List<Beat> beats() {
        return ECG.beats().stream()
                .map(beat -> {
                    Wave qrs = beat.wave(Wave.Kind.QRS);
                    return new Beat(qrs == null ? 0 : qrs.peak(), beat.wave(Wave.Kind.P), qrs, beat.wave(Wave.Kind.T));
                })
                .toList();
    }

    private static QualityReport quality() {
        return new QualityReport(List.of(
                new QualityIssue(Severity.EXCLUDE_LEAD, "lead-flat", Lead.V3, "lead V3 is flat"),
                new QualityIssue(Severity.NOTE, "samples-missing", Lead.II, "lead II lacks 30 of 1000 samples")));
    }

    private static EcgRecording first(int seconds) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        RECORDING
                .leads()
                .forEach((lead, signal) ->
                        leads.put(lead, new SampledSignal(100, Arrays.copyOf(signal.millivolts(), 100 * seconds))));
        return TestEcgs.recording(leads);
    }

    /** Without V5, and a second of the others lost. */
    private static EcgRecording withGaps() {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        RECORDING.leads().forEach((lead, signal) -> {
            double[] samples = signal.millivolts().clone();
            Arrays.fill(samples, 150, 250, Double.NaN);
            leads.put(lead, new SampledSignal(100, samples));
        });
        leads.remove(Lead.V5);
        return TestEcgs.recording(leads);
    }
}
