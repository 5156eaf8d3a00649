package org.einthoven.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.delineation.Beat;
import org.einthoven.report.TestEcgs;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcgDrawingTest {
    private static final double MICROMETRE = 0.0015;

    private static EcgDrawing draw(EcgRecording recording) {
        return EcgDrawing.of(recording, DrawingOptions.PLAIN);
    }

    private static SvgReader svg(EcgRecording recording) throws Exception {
        return new SvgReader(draw(recording).svg());
    }

    private static EcgRecording one(String lead, double rate, double... millivolts) {
        return TestEcgs.recording(Map.of(new Lead(lead), new SampledSignal(rate, millivolts)));
    }

    private static double[] xs(double[] line) {
        return part(line, 0);
    }

    private static double[] ys(double[] line) {
        return part(line, 1);
    }

    private static double[] part(double[] line, int first) {
        double[] part = new double[line.length / 2];
        for (int i = 0; i < part.length; i++) {
            part[i] = line[2 * i + first];
        }
        return part;
    }

    private static double height(double[] line) {
        return Arrays.stream(ys(line)).max().orElseThrow()
                - Arrays.stream(ys(line)).min().orElseThrow();
    }

    @Nested
    class Scale {
        /** A square of 1 mV, a second long, begins a second after the first sample. */
        private final EcgRecording square = one(
                "X",
                500,
                java.util.stream.IntStream.range(0, 5000)
                        .mapToDouble(i -> i >= 500 && i < 1000 ? 1 : 0)
                        .toArray());

        @Test
        void isTenMillimetresAMillivoltAndTwentyFiveASecond() throws Exception {
            double[] curve = svg(square).curves("X").get(0).get(0);

            assertThat(height(curve)).isCloseTo(10, within(MICROMETRE));
            assertThat(xs(curve)[500] - xs(curve)[0]).isCloseTo(25, within(MICROMETRE));
            assertThat(xs(curve)[4999] - xs(curve)[0]).isCloseTo(25 * 9.998, within(MICROMETRE));
            assertThat(ys(curve)[500]).as("positive is up").isLessThan(ys(curve)[0]);
        }

        @Test
        void isShownByTheCalibrationPulse() throws Exception {
            double[] pulse = svg(square).strokes(0x000000).get(0).get(0);

            assertThat(height(pulse)).isCloseTo(10, within(MICROMETRE));
            assertThat(xs(pulse)[3] - xs(pulse)[2]).as("200 ms").isCloseTo(5, within(MICROMETRE));
        }

        @Test
        void isThatOfTheGrid() throws Exception {
            List<double[]> bold = svg(square).strokes(Grid.BOLD.rgb()).get(0);
            List<double[]> thin = svg(square).strokes(Grid.THIN.rgb()).get(0);

            assertThat(bold.get(1)[0] - bold.get(0)[0]).isEqualTo(5, within(MICROMETRE));
            assertThat(thin.get(1)[0] - thin.get(0)[0]).isEqualTo(1, within(MICROMETRE));
            assertThat(bold.get(0)[3] - bold.get(0)[1])
                    .as("whole large boxes high")
                    .isEqualTo(45, within(MICROMETRE));
        }

        @Test
        void isRealOnPaper() throws Exception {
            assertThat(svg(square).root().getAttribute("width")).isEqualTo("297mm");
            assertThat(svg(square).root().getAttribute("height")).isEqualTo("210mm");
            assertThat(svg(square).root().getAttribute("viewBox")).isEqualTo("0 0 297 210");
        }

        @Test
        void isThatOfTheCurveInThePng() throws Exception {
            int dots = 254;
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(
                    EcgDrawing.of(square, DrawingOptions.PLAIN).png(dots)));
            int second = (int) Math.round((PageComposer.LEFT + 15 + 12.5) * 10);
            int after = (int) Math.round((PageComposer.LEFT + 15 + 37.5) * 10);

            assertThat(image.getWidth()).isEqualTo(2970);
            assertThat(image.getHeight()).isEqualTo(2100);
            assertThat(darkest(image, second) - darkest(image, after)).isEqualTo(100);
        }

        private int darkest(BufferedImage image, int x) {
            int row = 0;
            for (int y = 0; y < image.getHeight(); y++) {
                if ((image.getRGB(x, y) & 0xFF) < (image.getRGB(x, row) & 0xFF)) {
                    row = y;
                }
            }
            return row;
        }
    }

    @Nested
    class TwelveLeads {
        @Test
        void standInTheUsualOrderAboveARhythmStrip() throws Exception {
            SvgReader svg = svg(TestEcgs.recording());
            String[][] columns = {{"I", "II", "III"}, {"aVR", "aVL", "aVF"}, {"V1", "V2", "V3"}, {"V4", "V5", "V6"}};

            for (int column = 0; column < 4; column++) {
                for (int row = 0; row < 3; row++) {
                    double[] curve = svg.curves(columns[column][row]).get(0).get(0);
                    assertThat(curve[0]).isCloseTo(31 + 62.5 * column, within(MICROMETRE));
                    assertThat(xs(curve)[xs(curve).length - 1]).isCloseTo(31 + 62.5 * (column + 1), within(0.06));
                    assertThat(curve[1]).isCloseTo(55 + 40 * row, within(2.0));
                }
            }
            double[] rhythm = svg.curves("II").get(1).get(0);
            assertThat(rhythm[0]).isCloseTo(31, within(MICROMETRE));
            assertThat(rhythm[rhythm.length - 2]).isCloseTo(281, within(0.06));
            assertThat(rhythm[1]).isCloseTo(175, within(1.0));
        }

        /** Each column goes on in time where the one before it ends. */
        @Test
        void showTheirOwnStretchOfTime() throws Exception {
            Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
            double[] ramp = new double[5000];
            Arrays.setAll(ramp, i -> i / 5000.0);
            Lead.STANDARD.forEach(lead -> leads.put(lead, new SampledSignal(500, ramp)));
            SvgReader svg = svg(TestEcgs.recording(leads));

            assertThat(svg.curves("V1").get(0).get(0)[1]).isCloseTo(55 - 5, within(MICROMETRE));
            assertThat(svg.curves("V4").get(0).get(0)[1]).isCloseTo(55 - 7.5, within(MICROMETRE));
        }

        @Test
        void thatAreLongFillAPageEachTenSeconds() {
            EcgRecording long24 = TestEcgs.recording(TestEcgs.twelveLeads(250, 24));

            assertThat(draw(long24).pageCount()).isEqualTo(3);
        }

        @Test
        void doNotHideOthers() throws Exception {
            Map<Lead, SampledSignal> leads = TestEcgs.twelveLeads(500, 10);
            leads.put(new Lead("V7"), TestEcgs.signal(500, 10, 1));
            EcgDrawing drawing = draw(TestEcgs.recording(leads));

            assertThat(drawing.pageCount()).isEqualTo(2);
            assertThat(new SvgReader(drawing.svg()).curves("V7").get(0).get(0)).hasSize(2 * 5000);
        }
    }

    @Nested
    class ALongRecording {
        private final EcgRecording hour = TestEcgs.recording(Map.of(new Lead("MLII"), TestEcgs.signal(250, 3600, 1)));

        @Test
        void hasEightRowsAPageAndSaysWhereItEnds() throws Exception {
            EcgDrawing drawing = EcgDrawing.of(hour, DrawingOptions.PLAIN.withMaximumPages(2));
            SvgReader svg = new SvgReader(drawing.svg());

            assertThat(drawing.pageCount()).isEqualTo(2);
            assertThat(svg.curves("MLII")).hasSize(16);
            assertThat(svg.texts())
                    .anyMatch(t -> t.contains("shown: 80 to 160 s of 3600 s"))
                    .contains("The drawing ends here; the recording goes on (45 pages)", "150 s", "Page 2 of 2");
        }

        @Test
        void losesNoSecondBetweenRows() throws Exception {
            SvgReader svg = svg(hour);

            assertThat(svg.curves("MLII").get(0).get(0)).hasSize(2 * 2501);
            assertThat(svg.curves("MLII").get(1).get(0)).hasSize(2 * 2501);
        }
    }

    @Nested
    class Samples {
        @Test
        void thatWereNotRecordedBreakTheLineAndAreMarked() throws Exception {
            SampledSignal signal = TestEcgs.signal(500, 10, 1);
            Arrays.fill(signal.millivolts(), 1000, 2000, Double.NaN);
            SvgReader svg = svg(TestEcgs.recording(Map.of(Lead.II, signal)));

            List<double[]> lines = svg.curves("II").get(0);
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0)).hasSize(2 * 1000);
            assertThat(lines.get(1)).hasSize(2 * 3000);
            assertThat(svg.strokes(0xBDBDBD)).hasSize(1);
            assertThat(svg.texts()).contains("Grey bar: not recorded");
        }

        @Test
        void thatStandAloneAreSeen() throws Exception {
            double[] lonely = new double[5000];
            Arrays.fill(lonely, Double.NaN);
            lonely[2500] = 1;
            SvgReader svg = svg(one("X", 500, lonely));

            assertThat(svg.curves("X").get(0).get(0)).hasSize(4);
            assertThat(draw(one("X", 500, lonely)).png(72)).isNotEmpty();
            assertThat(draw(one("X", 500, lonely)).pdf()).isNotEmpty();
        }

        @Test
        void mayAllBeMissing() throws Exception {
            double[] none = new double[5000];
            Arrays.fill(none, Double.NaN);

            assertThat(svg(one("X", 500, none)).curves("X")).isEmpty();
            assertThat(draw(one("X", 500, none)).pdf()).isNotEmpty();
        }

        /** 20 kHz: a hundred samples lie in 0.125 mm, and one of them is a spike. */
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void ofExtremeHeightAreNeverThinnedOut(long seed) throws Exception {
            Random random = new Random(seed);
            double[] samples = new double[100_000];
            Arrays.setAll(samples, i -> random.nextDouble() * 0.1);
            int high = random.nextInt(samples.length);
            int low = random.nextInt(samples.length);
            samples[high] = 1.5;
            samples[low] = -1.5;

            double[] curve = svg(one("X", 20_000, samples)).curves("X").get(0).get(0);
            assertThat(height(curve)).as("seed %d", seed).isCloseTo(30, within(MICROMETRE));
            assertThat(curve.length).as("seed %d", seed).isLessThan(2 * 4 * 1260);
            assertThat(xs(curve)).as("seed %d", seed).isSorted();
        }

        @Test
        void outsideTheBandAreCutOffAndNamed() throws Exception {
            double[] samples = new double[5000];
            samples[2500] = 40;
            SvgReader svg = svg(one("X", 500, samples));
            double[] clip = svg.clip("X");

            assertThat(svg.texts()).contains("Cut off where it leaves its band: X");
            assertThat(clip[1]).isGreaterThanOrEqualTo(30);
            assertThat(clip[1] + clip[3]).isLessThanOrEqualTo(195);
        }

        @Test
        void farFromZeroAreMovedAndTheDrawingSaysSo() throws Exception {
            double[] samples = new double[5000];
            Arrays.fill(samples, 312.5);
            samples[2500] = 313.5;
            SvgReader svg = svg(one("X", 500, samples));

            assertThat(height(svg.curves("X").get(0).get(0))).isCloseTo(10, within(MICROMETRE));
            assertThat(svg.texts()).contains("Constant offset taken off: X 312.5 mV");
        }

        @Test
        void areDrawnWhereTheyAreWhenNearZero() throws Exception {
            double[] samples = new double[5000];
            Arrays.fill(samples, 0.5);

            assertThat(svg(one("X", 500, samples)).curves("X").get(0).get(0)[1])
                    .isCloseTo(35 + 20 - 5, within(MICROMETRE));
        }
    }

    @Nested
    class Words {
        @Test
        void holdNoPatientDataUnlessAskedFor() throws Exception {
            EcgRecording recording =
                    TestEcgs.recording(TestEcgs.twelveLeads(500, 10), TestEcgs.PATIENT, new OrderRef("ACC-77", null));
            String all = svg(recording).texts() + pdfText(draw(recording).pdf());

            assertThat(all).doesNotContain("MRN-4711", "Doe", "Jane", "2011", "ACC-77", "61", "female");
        }

        @Test
        void nameThePatientWhereAskedFor() throws Exception {
            EcgDrawing drawing = EcgDrawing.of(TestEcgs.recording(), DrawingOptions.PLAIN.withPatientBanner());

            assertThat(new SvgReader(drawing.svg()).texts())
                    .contains(
                            "Patient MRN-4711 (2.16.840.1.113883.19.5)",
                            "Doe Jane, female, 61 years",
                            "Recorded 2011-04-27 12:30:12 UTC");
            assertThat(pdfText(drawing.pdf())).contains("MRN-4711");
        }

        @Test
        void sayResearchUseOnlyExactlyWhereFindingsAre() throws Exception {
            EcgDrawing found =
                    EcgDrawing.of(TestEcgs.recording(), DrawingOptions.PLAIN.withFindings(TestEcgs.analysed()));

            assertThat(new SvgReader(found.svg()).texts())
                    .anyMatch(t -> t.startsWith("Research use only."))
                    .anyMatch(t -> t.startsWith("Atrial fibrillation: present (0.93)"))
                    .anyMatch(t -> t.contains("QTc 425 ms"));
            assertThat(draw(TestEcgs.recording()).svg()).doesNotContain("Research", "fibrillation");
        }

        @Test
        void sayWhyThereAreNoFindings() throws Exception {
            EcgDrawing drawing = EcgDrawing.of(
                    TestEcgs.recording(),
                    DrawingOptions.PLAIN.withFindings(TestEcgs.notAnalysed(TestEcgs.recording())));

            assertThat(new SvgReader(drawing.svg()).texts())
                    .contains("Not analysed: The recording is shorter than 2 s.");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<script>alert(1)</script>",
                    "\"/><g onload='x'>",
                    "]]>&amp;&#0;",
                    "a\u0000b\u001b[31m\u0085",
                    "\u202Egnp\u2066",
                    "\uD800x\uDC00\uFFFE",
                    "心電図 𝄞 Å é Ж"
                })
        void ofHostileOriginStayWords(String text) throws Exception {
            EcgRecording recording = new EcgRecording(
                    "DICOM",
                    TestEcgs.SOURCE,
                    Map.of(new Lead("L" + text), TestEcgs.signal(500, 10, 1)),
                    new PatientRef("P" + text, text),
                    new Demographics(text.repeat(40), null, null, null),
                    new OrderRef(text, text),
                    TestEcgs.recording().acquisition(),
                    List.of(),
                    List.of());
            EcgDrawing drawing = EcgDrawing.of(recording, DrawingOptions.PLAIN.withPatientBanner());
            SvgReader svg = new SvgReader(drawing.svg());

            assertThat(svg.elements("script")).isEmpty();
            assertThat(svg.elements("*")).noneMatch(e -> e.hasAttribute("onload"));
            assertThat(svg.texts()).allMatch(t -> t.chars().noneMatch(c -> c < ' ' || c == 0x202E));
            assertThat(pdfText(drawing.pdf())).contains("Patient P");
            assertThat(drawing.png(50)).isNotEmpty();
        }
    }

    @Nested
    class Files {
        private final EcgDrawing drawing = EcgDrawing.of(
                TestEcgs.recording(), DrawingOptions.PLAIN.withPatientBanner().withFindings(TestEcgs.analysed()));

        @Test
        void areTheSameEachTime() {
            EcgDrawing again = EcgDrawing.of(
                    TestEcgs.recording(),
                    DrawingOptions.PLAIN.withPatientBanner().withFindings(TestEcgs.analysed()));

            assertThat(again.svg()).isEqualTo(drawing.svg());
            assertThat(again.pdf()).isEqualTo(drawing.pdf());
            assertThat(again.png(100)).isEqualTo(drawing.png(100));
        }

        @Test
        void areTheSameFromManyThreads() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Callable<List<byte[]>>> twice = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    DrawingOptions options = DrawingOptions.PLAIN
                            .withPatientBanner()
                            .withFindings(TestEcgs.analysed())
                            .withBeats(List.of(new Beat(1, null, null, null)));
                    twice.add(() -> files(EcgDrawing.of(TestEcgs.recording(), options)));
                }
                List<Future<List<byte[]>>> all = threads.invokeAll(twice);
                for (Future<List<byte[]>> each : all) {
                    for (int format = 0; format < 3; format++) {
                        assertThat(each.get().get(format))
                                .isEqualTo(all.get(0).get().get(format));
                    }
                }
            } finally {
                threads.shutdown();
            }
        }

        private static List<byte[]> files(EcgDrawing drawing) {
            return List.of(drawing.svg().getBytes(StandardCharsets.UTF_8), drawing.pdf(), drawing.png(100));
        }

        @Test
        void asPdfAreA4LandscapeWithEmbeddedFontAndNoImages() throws Exception {
            try (PDDocument document = Loader.loadPDF(drawing.pdf())) {
                PDPage page = document.getPage(0);
                assertThat(document.getNumberOfPages()).isEqualTo(1);
                assertThat(page.getMediaBox().getWidth()).isEqualTo(841.89f, within(0.01f));
                assertThat(page.getMediaBox().getHeight()).isEqualTo(595.28f, within(0.01f));
                assertThat(page.getResources().getXObjectNames()).isEmpty();
                for (var name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                }
            }
        }

        @Test
        void asPngKnowTheirSize() throws Exception {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(drawing.png()));

            assertThat(image.getWidth()).isEqualTo(1754);
            assertThat(image.getHeight()).isEqualTo(1240);
        }

        @Test
        void asPngAreNotLargerThanMemoryBears() {
            assertThatThrownBy(() -> drawing.png(601)).hasMessage("a drawing has 36 to 600 dots an inch, not 601");
            EcgDrawing six = draw(TestEcgs.recording(Map.of(new Lead("MLII"), TestEcgs.signal(100, 3600, 1))));
            assertThatThrownBy(() -> six.png(600)).hasMessageContaining("too large");
        }
    }

    private static String pdfText(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
