package org.einthoven.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.delineation.Beat;
import org.einthoven.ecg.delineation.Delineator;
import org.einthoven.report.TestEcgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BeatMarksTest {
    private static final EcgRecording ECG = TestEcgs.recording(TestEcgs.twelveLeads(100, 10));
    private static final double MICROMETRE = 0.0015;
    private static final double LEFT = 31;
    private static final int BLUE = BeatMarks.TICK.rgb();
    private static final Beat WHOLE = new Beat(
            1.01,
            new Wave(Wave.Kind.P, .8, .85, .9),
            new Wave(Wave.Kind.QRS, .95, 1, 1.05),
            new Wave(Wave.Kind.T, 1.2, 1.3, 1.4));
    private static final Beat BARE = new Beat(7, null, null, null);

    private static SvgReader svg(EcgRecording recording, DrawingOptions options) throws Exception {
        return new SvgReader(EcgDrawing.of(recording, options).svg());
    }

    private static List<double[]> marks(SvgReader svg, double width) {
        return svg.elements("path").stream()
                .filter(e -> e.getAttribute("stroke").equals("#1565c0"))
                .filter(e -> e.getAttribute("stroke-width").equals(Double.toString(width)))
                .flatMap(e -> SvgReader.lines(e.getAttribute("d")).stream())
                .toList();
    }

    @Test
    void areTicksAboveTheRhythmStrip() throws Exception {
        SvgReader svg = svg(ECG, DrawingOptions.PLAIN.withBeats(List.of(WHOLE, BARE)));
        List<double[]> ticks = marks(svg, BeatMarks.TICK.width());

        assertThat(ticks).hasSize(2);
        assertThat(ticks.get(0)[0]).as("the peak").isCloseTo(LEFT + 25, within(MICROMETRE));
        assertThat(ticks.get(1)[0]).as("where it was found").isCloseTo(LEFT + 175, within(MICROMETRE));
        assertThat(ticks).allSatisfy(tick -> assertThat(tick[3]).isEqualTo(155, within(MICROMETRE)));
    }

    @Test
    void areBarsAsLongAsTheWaves() throws Exception {
        SvgReader svg = svg(ECG, DrawingOptions.PLAIN.withBeats(List.of(WHOLE, BARE)));
        double[] qrs = marks(svg, BeatMarks.QRS.width()).get(0);
        List<double[]> others = marks(svg, BeatMarks.P_OR_T.width());

        assertThat(qrs[0]).isCloseTo(LEFT + .95 * 25, within(MICROMETRE));
        assertThat(qrs[2]).isCloseTo(LEFT + 1.05 * 25, within(MICROMETRE));
        assertThat(others).hasSize(2);
        assertThat(others.get(1)[2] - others.get(1)[0]).as("T").isCloseTo(5, within(MICROMETRE));
    }

    @Test
    void endWithThePage() throws Exception {
        Wave before = new Wave(Wave.Kind.P, -.1, -.05, .1);
        Wave behind = new Wave(Wave.Kind.T, 9.9, 10, 10.3);
        List<Beat> beats = List.of(new Beat(.15, before, null, null), new Beat(12, null, null, behind));
        List<double[]> bars = marks(svg(ECG, DrawingOptions.PLAIN.withBeats(beats)), BeatMarks.P_OR_T.width());

        assertThat(bars.get(0)[0]).isCloseTo(LEFT, within(MICROMETRE));
        assertThat(bars.get(1)[2]).isCloseTo(LEFT + 250, within(MICROMETRE));
    }

    /** 6 × 2: each column's own beats above each row; 12 × 1: all once, above the grid. */
    @ParameterizedTest
    @CsvSource({"THREE_BY_FOUR, 2", "SIX_BY_TWO, 12", "TWELVE_BY_ONE, 2"})
    void standOnceAnAxisOfTime(Layout layout, int ticks) throws Exception {
        DrawingOptions options = DrawingOptions.PLAIN.withLayout(layout).withBeats(List.of(WHOLE, BARE));

        assertThat(marks(svg(ECG, options), BeatMarks.TICK.width())).hasSize(ticks);
    }

    @Test
    void standInEachRowOfALongRecording() throws Exception {
        EcgRecording recording = TestEcgs.recording(java.util.Map.of(new Lead("MLII"), TestEcgs.signal(250, 40, 1)));
        List<Beat> beats = List.of(new Beat(1, null, null, null), new Beat(31, null, null, null));
        List<double[]> ticks = marks(svg(recording, DrawingOptions.PLAIN.withBeats(beats)), BeatMarks.TICK.width());

        assertThat(ticks).hasSize(2);
        assertThat(ticks.get(1)[0]).isEqualTo(ticks.get(0)[0]);
        assertThat(ticks.get(1)[1] - ticks.get(0)[1]).as("three rows below").isCloseTo(120, within(MICROMETRE));
    }

    @Test
    void areThereForEveryComplexThatTheDelineatorFinds() throws Exception {
        EcgRecording recording = ECG;
        List<Beat> beats = Delineator.delineate(recording).beats();

        assertThat(beats).hasSizeBetween(11, 13);
        assertThat(marks(svg(recording, DrawingOptions.PLAIN.withBeats(beats)), BeatMarks.TICK.width()))
                .hasSameSizeAs(beats);
    }

    @ParameterizedTest
    @EnumSource
    void neverStandWithoutResearchUseOnly(Layout layout) throws Exception {
        DrawingOptions options = DrawingOptions.PLAIN.withLayout(layout);

        for (List<Beat> beats : List.of(List.of(WHOLE), List.<Beat>of())) {
            assertThat(svg(ECG, options.withBeats(beats)).texts()).anyMatch(t -> t.startsWith("Research use only."));
            assertThat(svg(ECG, options.withBeats(beats).withFindings(TestEcgs.analysed()))
                            .texts())
                    .filteredOn(t -> t.startsWith("Research use only."))
                    .hasSize(1);
        }
        assertThat(svg(ECG, options).texts()).noneMatch(t -> t.contains("Research"));
        assertThat(svg(ECG, options).strokes(BLUE)).isEmpty();
    }

    @Test
    void sayThatNoneWasFound() throws Exception {
        assertThat(svg(ECG, DrawingOptions.PLAIN.withBeats(List.of())).texts())
                .contains("No QRS complexes found by this program");
    }
}
