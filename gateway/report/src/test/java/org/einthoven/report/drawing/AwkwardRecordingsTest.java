package org.einthoven.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
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
import org.einthoven.report.TestEcgs;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a decoder may hand on is drawn, in every layout and format, with everything marked. */
class AwkwardRecordingsTest {
    private static final long SEED = 20261127;

    static Stream<Arguments> awkward() {
        Random random = new Random(SEED);
        double[] holes =
                random.doubles(2000, -1, 1).map(v -> v > .5 ? Double.NaN : v).toArray();
        double[] huge = new double[1000];
        Arrays.setAll(huge, i -> i % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE);
        double[] far = random.doubles(1000, -1, 1).map(v -> 1e300 + v).toArray();
        double[] nothing = new double[5000];
        Arrays.fill(nothing, Double.NaN);
        return Stream.of(
                Arguments.of("holes", twelve(500, holes)),
                Arguments.of("huge", twelve(500, huge)),
                Arguments.of("far", twelve(500, far)),
                Arguments.of("nothing", twelve(500, nothing)),
                Arguments.of("one sample", twelve(500, .1)),
                Arguments.of("2 s", TestEcgs.twelveLeads(100, 2)),
                Arguments.of("30 min", twelve(2, random.doubles(3600, -1, 1).toArray())),
                Arguments.of("a sample a minute", twelve(1 / 60.0, .1, .2, .3)),
                Arguments.of(
                        "a million a second",
                        twelve(1e6, random.doubles(5000, -1, 1).toArray())),
                Arguments.of("names", names()));
    }

    private static Map<Lead, SampledSignal> twelve(double rate, double... samples) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        Lead.STANDARD.forEach(lead -> leads.put(lead, new SampledSignal(rate, samples)));
        return leads;
    }

    /** Fifteen leads, three of them of the twelve. */
    private static Map<Lead, SampledSignal> names() {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        Stream.of(
                        "I",
                        "V1",
                        "aVF",
                        "\u202Egnp",
                        "心電図",
                        "\uD800",
                        "<g>&\"'",
                        "\0",
                        "\n\t.",
                        "a\u0308",
                        "%s%n",
                        "V".repeat(600))
                .forEach(name -> leads.put(new Lead(name), TestEcgs.signal(100, 10, 1)));
        for (int i = 7; i <= 9; i++) {
            leads.put(new Lead("V" + i), TestEcgs.signal(100, 10, 1));
        }
        return leads;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("awkward")
    void areDrawn(String name, Map<Lead, SampledSignal> leads) throws Exception {
        EcgRecording recording = TestEcgs.recording(leads);
        for (Layout layout : Layout.values()) {
            DrawingOptions options = DrawingOptions.PLAIN
                    .withLayout(layout)
                    .withPatientBanner()
                    .withQuality(quality(recording))
                    .withBeats(List.of(
                            new Beat(.3, null, new Wave(Wave.Kind.QRS, -1, .1, 1e9), null),
                            new Beat(-5, null, null, null)))
                    .withMaximumPages(2);
            EcgDrawing drawing = EcgDrawing.of(recording, options);
            assertThat(new SvgReader(drawing.svg()).texts()).anyMatch(t -> t.startsWith("Research use only"));
            try (PDDocument document = Loader.loadPDF(drawing.pdf())) {
                assertThat(document.getNumberOfPages()).isEqualTo(drawing.pageCount());
            }
            assertThat(ImageIO.read(new ByteArrayInputStream(drawing.png(36)))).isNotNull();
        }
    }

    private static QualityReport quality(EcgRecording recording) {
        return new QualityReport(recording.leads().keySet().stream()
                .map(lead -> new QualityIssue(
                        lead.standardIndex() % 2 == 0 ? Severity.EXCLUDE_LEAD : Severity.NOTE,
                        "lead-\u202Eod心\n" + "d".repeat(300),
                        lead,
                        "lead " + lead + " is odd"))
                .toList());
    }

    @Nested
    class Pixels {
        /** A curve that leaves its band comes no further than that. */
        @Test
        void stayWithinTheGrid() throws Exception {
            double[] huge = new double[5000];
            Arrays.setAll(huge, i -> i % 500 < 250 ? 60 : -60);
            BufferedImage image = ImageIO.read(
                    new ByteArrayInputStream(EcgDrawing.of(TestEcgs.recording(twelve(500, huge)), DrawingOptions.PLAIN)
                            .png(254)));

            for (int y = 282; y < 298; y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    assertThat(image.getRGB(x, y) & 0xFF).as("%d, %d", x, y).isGreaterThan(250);
                }
            }
        }
    }
}
