package org.einthoven.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.QualityReport;
import org.einthoven.report.TestEcgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeadRemarksTest {
    private static final EcgRecording ECG = TestEcgs.recording(TestEcgs.twelveLeads(100, 10));
    private static final int GREY = PageComposer.NOT_READ.rgb();

    private static SvgReader svg(EcgRecording recording, DrawingOptions options) throws Exception {
        return new SvgReader(EcgDrawing.of(recording, options).svg());
    }

    private static QualityReport quality(QualityIssue... issues) {
        return new QualityReport(List.of(issues));
    }

    @Test
    void nameALeadThatWasNotRead() throws Exception {
        EcgRecording recording = TestEcgs.recording(TestEcgs.twelveLeads(100, 10));
        double[] flat = recording.leads().get(Lead.V3).millivolts();
        Arrays.fill(flat, .2);
        QualityReport quality = new Normaliser().normalise(recording).quality();
        SvgReader svg = svg(recording, DrawingOptions.PLAIN.withQuality(quality));

        assertThat(svg.texts()).contains("V3 – not read: flat").contains("V2");
        assertThat(svg.strokes(GREY)).hasSize(1);
        assertThat(svg.strokes(GREY).get(0).get(0))
                .isEqualTo(svg.curves("V3").get(0).get(0));
    }

    @Test
    void comeFromTheFindings() throws Exception {
        SvgReader svg = svg(ECG, DrawingOptions.PLAIN.withFindings(TestEcgs.analysed()));

        assertThat(svg.texts()).contains("V4 – not read: flat");
        assertThat(svg(
                                ECG,
                                DrawingOptions.PLAIN
                                        .withFindings(TestEcgs.analysed())
                                        .withQuality(QualityReport.CLEAN))
                        .strokes(GREY))
                .as("unless another report on quality is given")
                .isEmpty();
    }

    @Test
    void sendNotesOnALeadToTheFoot() throws Exception {
        String text = "lead II lacks 30 of 5000 samples";
        SvgReader svg = svg(
                ECG,
                DrawingOptions.PLAIN.withQuality(
                        quality(new QualityIssue(Severity.NOTE, "samples-missing", Lead.II, text))));

        assertThat(svg.texts())
                .filteredOn(t -> t.equals("II *"))
                .as("and the rhythm strip")
                .hasSize(2);
        assertThat(svg.texts()).contains("* " + text);
        assertThat(svg.strokes(GREY)).isEmpty();
    }

    /** Each lead with a star finds its remark on the page, in few words and on two lines where there are many. */
    @ParameterizedTest
    @EnumSource
    void areExplainedForEachLead(Layout layout) throws Exception {
        List<QualityIssue> issues = new ArrayList<>();
        Lead.STANDARD.forEach(lead -> {
            String text = "powerline hum of 0.13 mV at 50 Hz in lead " + lead;
            issues.add(new QualityIssue(Severity.NOTE, "powerline-hum", lead, text));
        });
        for (Lead lead : List.of(Lead.II, Lead.V1, Lead.V2, Lead.V3, Lead.V4)) {
            issues.add(new QualityIssue(Severity.NOTE, "muscle-noise", lead, "muscle noise in lead " + lead));
            issues.add(new QualityIssue(Severity.NOTE, "baseline-wander", lead, "baseline wander in lead " + lead));
        }
        SvgReader svg = svg(
                ECG,
                DrawingOptions.PLAIN
                        .withLayout(layout)
                        .withBeats(List.of())
                        .withQuality(quality(issues.toArray(QualityIssue[]::new))));

        assertThat(String.join(" ", svg.texts()))
                .contains(
                        "* powerline hum: all leads; muscle noise: II, V1, V2, V3, V4; baseline wander: II, V1, V2, V3, V4")
                .doesNotContain("…");
    }

    @Test
    void areNoneOfTheWholeRecording() throws Exception {
        QualityReport quality = quality(
                QualityIssue.note("time-zone", "the time has no zone"),
                new QualityIssue(Severity.NOTE, "lead-derived", new Lead("X9"), "lead X9 is not there"));

        assertThat(EcgDrawing.of(ECG, DrawingOptions.PLAIN.withQuality(quality)).svg())
                .isEqualTo(EcgDrawing.of(ECG, DrawingOptions.PLAIN).svg());
    }

    @ParameterizedTest
    @EnumSource
    void fitEveryLayout(Layout layout) throws Exception {
        QualityIssue[] issues = Lead.STANDARD.stream()
                .map(l -> new QualityIssue(Severity.EXCLUDE_LEAD, "amplitude-implausible", l, "too high"))
                .toArray(QualityIssue[]::new);
        SvgReader svg = svg(ECG, DrawingOptions.PLAIN.withLayout(layout).withQuality(quality(issues)));

        assertThat(svg.texts().stream().filter(t -> t.endsWith("not read: amplitude implausible")))
                .hasSizeGreaterThanOrEqualTo(12);
        assertThat(svg.strokes(GREY)).hasSizeGreaterThanOrEqualTo(12);
    }
}
