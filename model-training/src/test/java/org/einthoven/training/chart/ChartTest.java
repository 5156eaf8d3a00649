package org.einthoven.training.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.einthoven.training.chart.Series.Point;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {
    private static final String EVIL = "<script>alert(\"1\")</script> & 'so' \u0007";

    private static Document parse(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static Chart chart() {
        return new Chart(EVIL, EVIL, Axis.logarithmic(EVIL, List.of(16, 32, 64)), Axis.linear(EVIL, 0, 1))
                .guide(16, .5, 64, .5)
                .add(Series.band(EVIL, 0, List.of(new Point(16, .6, .5, .7), new Point(64, .8, .7, .9))));
    }

    @Test
    void itIsWellFormedWhateverTheTexts() throws Exception {
        Document svg = parse(chart().toSvg());

        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        NodeList texts = svg.getElementsByTagName("text");
        assertThat(texts.item(0).getTextContent()).isEqualTo(EVIL.replace('\u0007', '\uFFFD'));
    }

    @Test
    void itNeedsNothingFromElsewhereAndHasNoIds() {
        assertThat(chart().toSvg())
                .doesNotContain("href", "url(", "id=", "<style", "@import")
                .containsOnlyOnce("http"); // the namespace
    }

    @Test
    void valuesLieWhereTheAxesSay() {
        String svg = new Chart("", "", Axis.linear("", 0, 10), Axis.linear("", 0, 1))
                .add(Series.line("", 0, List.of(new Point(0, 0), new Point(5, 0), new Point(10, 1))))
                .toSvg();

        // The plot reaches from 60 to 466 across and from 52 to 342 down.
        assertThat(svg).contains("d=\"M60,342L263,342L466,52\"");
    }

    @Test
    void pointsThatNobodySeesAreLeftOutAndCornersAreNot() {
        List<Point> stairs = new ArrayList<>();
        for (int i = 0; i <= 10_000; i++) {
            stairs.add(new Point(i / 10_000.0, i < 5000 ? .25 : .75));
        }
        String svg = new Chart("", "", Axis.linear("", 0, 1), Axis.linear("", 0, 1))
                .add(Series.line("", 0, stairs))
                .toSvg();

        assertThat(svg).contains("d=\"M60,269.5L263,269.5L263,124.5L466,124.5\"");
    }

    @Test
    void thingsWithoutOrderStandAtTheirNamesAndAreNotJoined() {
        String svg = new Chart("", "", Axis.categories("", List.of("a\n1/2", "b".repeat(70))), Axis.linear("", 0, 1))
                .add(Series.intervals("", 0, List.of(new Point(0, .5, .25, .75), new Point(1, .5, .25, .75))))
                .toSvg();

        // At a quarter and at three quarters of the width, each with its interval.
        assertThat(svg)
                .contains("d=\"M161.5,269.5L161.5,124.5M364.5,269.5L364.5,124.5\"")
                .contains("<text x=\"161.5\" y=\"358\" text-anchor=\"middle\">a</text>")
                .contains("<text x=\"161.5\" y=\"372\" text-anchor=\"middle\">1/2</text>")
                .contains(">" + "b".repeat(32) + "\u2026</text>")
                .doesNotContain("M161.5,197L364.5,197");
    }

    @Test
    void whiskersStandAtPointsThatAreJoined() {
        String svg = new Chart("", "", Axis.linear("", 0, 1), Axis.linear("", 0, 1))
                .add(Series.whiskers("", 0, List.of(new Point(0, .5, .25, .75), new Point(1, .5, .25, .75))))
                .toSvg();

        assertThat(svg).contains("M60,197L466,197", "d=\"M60,269.5L60,124.5M466,269.5L466,124.5\"");
    }

    @Test
    void aSubtitleMayTakeTwoLinesAndTheRestMovesDown() {
        Axis axis = Axis.linear("", 0, 1);
        String one = new Chart("", "word ".repeat(16).strip(), axis, axis).toSvg();
        String two = new Chart("", "word ".repeat(30).strip(), axis, axis).toSvg();

        assertThat(one).contains("y=\"37\"").doesNotContain("y=\"51\"").contains("M60,342L466,342");
        assertThat(two)
                .contains(
                        ">" + "word ".repeat(16).strip() + "</text>",
                        ">" + "word ".repeat(14).strip() + "</text>")
                .contains("y=\"51\"", "M60,356L466,356")
                .doesNotContain("\u2026");
    }

    @Test
    void longTextsAreCut() {
        String svg = new Chart("x".repeat(500), "", Axis.linear("", 0, 1), Axis.linear("", 0, 1)).toSvg();

        assertThat(svg).contains(">" + "x".repeat(59) + "\u2026</text>");
    }

    @Test
    void drawsTheSameTwice() {
        Chart chart = chart();

        assertThat(chart.toSvg()).isEqualTo(chart.toSvg());
    }

    @Test
    void ticksAreRoundAndWithinTheEnds() {
        assertThat(Axis.linear("", 0, 1).ticks())
                .extracting(Axis.Tick::label)
                .containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(Axis.linear("", -.15, .15).ticks())
                .extracting(Axis.Tick::label)
                .containsExactly("-0.15", "-0.10", "-0.05", "0.00", "0.05", "0.10", "0.15");
        assertThat(Axis.linear("", 0, 1200).ticks())
                .extracting(Axis.Tick::label)
                .containsExactly("0", "200", "400", "600", "800", "1000", "1200");
    }

    @Test
    void anAxisHasTwoEnds() {
        assertThatIllegalArgumentException().isThrownBy(() -> Axis.linear("", 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Axis.linear("", 0, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Axis.logarithmic("", List.of(0, 4)));
    }

    @Test
    void oneValueAloneHasALogarithmicAxisToo() {
        assertThat(Axis.logarithmic("", List.of(16)).place(16)).isBetween(.49, .51);
    }
}
