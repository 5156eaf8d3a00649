package org.einthoven.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.report.TestEcgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
    private static final double MICROMETRE = 0.0015;
    private static final double LEFT = 31;
    private static final double RATE = 500;

    private static SvgReader svg(EcgRecording recording, Layout layout) throws Exception {
        return new SvgReader(EcgDrawing.of(recording, DrawingOptions.PLAIN.withLayout(layout))
                .svg());
    }

    /** Each lead rises by 0.1 mV a second: a height tells a time. */
    private static EcgRecording ramps(double seconds, List<Lead> leads) {
        double[] ramp = new double[(int) (seconds * RATE)];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i / RATE / 10;
        }
        Map<Lead, SampledSignal> signals = new LinkedHashMap<>();
        leads.forEach(lead -> signals.put(lead, new SampledSignal(RATE, ramp)));
        return TestEcgs.recording(signals);
    }

    private static EcgRecording ramps(double seconds) {
        return ramps(seconds, Lead.STANDARD);
    }

    private static double[] curve(SvgReader svg, Lead lead) {
        return svg.curves(lead.name()).get(0).get(0);
    }

    @Test
    void sixByTwoHasTheLimbLeadsBesideTheChestLeads() throws Exception {
        SvgReader svg = svg(ramps(10), Layout.SIX_BY_TWO);

        for (int row = 0; row < 6; row++) {
            double[] limb = curve(svg, Lead.STANDARD.get(row));
            double[] chest = curve(svg, Lead.STANDARD.get(row + 6));
            assertThat(limb[0]).isCloseTo(LEFT, within(MICROMETRE));
            assertThat(chest[0]).isCloseTo(LEFT + 125, within(MICROMETRE));
            assertThat(limb[1]).isCloseTo(50 + 25 * row, within(MICROMETRE));
            assertThat(limb[1] - chest[1]).as("goes on at 5 s").isCloseTo(5, within(MICROMETRE));
        }
        assertThat(svg.curves("II")).as("no rhythm strip").hasSize(1);
    }

    @Test
    void twelveByOneHasAllOfEachLeadOnOnePage() throws Exception {
        EcgRecording recording = ramps(10);
        SvgReader svg = svg(recording, Layout.TWELVE_BY_ONE);

        assertThat(svg.root().getAttribute("height")).isEqualTo("210mm");
        for (Lead lead : Lead.STANDARD) {
            double[] curve = curve(svg, lead);
            assertThat(curve).hasSize(2 * 5000);
            assertThat(curve[0]).isCloseTo(LEFT, within(MICROMETRE));
            assertThat(curve[1]).isCloseTo(45 + 13 * lead.standardIndex(), within(MICROMETRE));
            assertThat(svg.clip(lead.name())[3]).as("room for neighbours").isGreaterThanOrEqualTo(35);
        }
        assertThat(svg.texts())
                .containsSubsequence(Lead.STANDARD.stream().map(Lead::name).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "10, THREE_BY_FOUR",
        "9, THREE_BY_FOUR",
        "8.9, TWELVE_BY_ONE",
        "5.1, TWELVE_BY_ONE",
        "5, SIX_BY_TWO",
        "2, SIX_BY_TWO"
    })
    void automaticLeavesOutLeast(double seconds, Layout expected) {
        EcgRecording recording = ramps(seconds);

        assertThat(EcgDrawing.of(recording, DrawingOptions.PLAIN).svg())
                .isEqualTo(EcgDrawing.of(recording, DrawingOptions.PLAIN.withLayout(expected))
                        .svg());
    }

    @Test
    void automaticShowsEverySampleOfAShortRecordingOnOnePage() throws Exception {
        for (double seconds : new double[] {2, 5, 6, 8.9}) {
            SvgReader svg = svg(ramps(seconds), Layout.AUTOMATIC);

            assertThat(svg.root().getAttribute("height")).isEqualTo("210mm");
            for (Lead lead : Lead.STANDARD) {
                assertThat(curve(svg, lead)).as("%s of %s s", lead, seconds).hasSize((int) (2 * RATE * seconds));
            }
        }
    }

    @Test
    void columnsOfAShortRecordingBeginTogether() throws Exception {
        SvgReader svg = svg(ramps(6), Layout.THREE_BY_FOUR);

        assertThat(curve(svg, Lead.V4)[0]).isCloseTo(LEFT + 187.5, within(MICROMETRE));
        assertThat(curve(svg, Lead.V4)[1]).isCloseTo(curve(svg, Lead.I)[1], within(MICROMETRE));
        assertThat(svg.curves("II").get(1).get(0)).as("the rhythm strip").hasSize(2 * 3000);
        assertThat(svg.texts()).contains("Columns recorded at the same time");
        assertThat(svg(ramps(10), Layout.THREE_BY_FOUR).texts()).doesNotContain("Columns recorded at the same time");
    }

    /** Seconds 10 to 12 of all leads: in columns one after the other only three of them had any. */
    @Test
    void theRestOfALongRecordingIsShownInAllLeads() throws Exception {
        SvgReader svg = svg(ramps(12), Layout.THREE_BY_FOUR);

        for (Lead lead : Lead.STANDARD) {
            List<List<double[]>> curves = svg.curves(lead.name());
            double[] last = curves.get(lead.equals(Lead.II) ? 2 : 1).get(0);
            assertThat(last).as(lead.name()).hasSize(2 * 1000);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"THREE_BY_FOUR", "SIX_BY_TWO", "TWELVE_BY_ONE"})
    void leadsThatAreMissingKeepTheirPlaces(Layout layout) throws Exception {
        List<Lead> some = Lead.STANDARD.stream()
                .filter(l -> !l.equals(Lead.V3) && !l.equals(Lead.II))
                .toList();
        SvgReader with = svg(ramps(10), layout);
        SvgReader without = svg(ramps(10, some), layout);

        for (Lead lead : some) {
            assertThat(curve(without, lead)).isEqualTo(curve(with, lead));
        }
        assertThat(without.texts())
                .contains("Grey bar: not recorded")
                .filteredOn(t -> t.endsWith("not recorded"))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(without.strokes(0xBDBDBD)).hasSize(2);
        if (layout == Layout.THREE_BY_FOUR) {
            assertThat(without.curves("V1"))
                    .as("the rhythm strip without lead II")
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leadsBesideTheTwelveHavePagesOfTheirOwn(Layout layout) throws Exception {
        Map<Lead, SampledSignal> leads = TestEcgs.twelveLeads(RATE, 10);
        List.of("V7", "V8", "V9").forEach(name -> leads.put(new Lead(name), TestEcgs.signal(RATE, 10, 1)));
        EcgDrawing drawing = EcgDrawing.of(TestEcgs.recording(leads), DrawingOptions.PLAIN.withLayout(layout));

        assertThat(drawing.pageCount()).isEqualTo(2);
        assertThat(new SvgReader(drawing.svg()).curves("V8").get(0).get(0)).hasSize(2 * 5000);
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnyOfTheTwelveThereIsARowEachLead(Layout layout) throws Exception {
        EcgRecording recording = ramps(10, List.of(new Lead("MLII"), new Lead("X")));

        assertThat(EcgDrawing.of(recording, DrawingOptions.PLAIN.withLayout(layout))
                        .svg())
                .isEqualTo(EcgDrawing.of(recording, DrawingOptions.PLAIN).svg());
    }

    @ParameterizedTest
    @EnumSource
    void anyLengthIsDrawn(Layout layout) throws Exception {
        for (double seconds : new double[] {0.01, 0.3, 2, 10.1, 1800}) {
            EcgRecording recording = TestEcgs.recording(TestEcgs.twelveLeads(seconds > 60 ? 10 : 100, seconds));
            EcgDrawing drawing = EcgDrawing.of(recording, DrawingOptions.PLAIN.withLayout(layout));

            assertThat(drawing.pageCount()).isBetween(1, 6);
            assertThat(new SvgReader(drawing.svg()).curves("V6")).isNotEmpty();
        }
    }

    /** A wrong rate makes years of ten seconds: the drawing ends as with any long recording. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, .001, 1e12, Double.MAX_VALUE})
    void aWrongRateIsDrawnOnAFewPages(double rate) {
        for (List<Lead> leads : List.of(Lead.STANDARD, List.of(Lead.II, new Lead("ES")))) {
            Map<Lead, SampledSignal> signals = new LinkedHashMap<>();
            leads.forEach(lead -> signals.put(lead, new SampledSignal(rate, new double[5000])));
            EcgDrawing drawing = EcgDrawing.of(TestEcgs.recording(signals), DrawingOptions.PLAIN);
            assertThat(drawing.pageCount()).isBetween(1, DrawingOptions.PLAIN.maximumPages());
            assertThat(drawing.svg()).contains("</svg>");
        }
    }
}
