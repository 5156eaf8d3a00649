package org.einthoven.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.report.TestEcgs;
import org.junit.jupiter.api.Test;

/** Measured with a ruler in what others make of the files: ten dots a millimetre. */
class PaperSizeTest {
    private static final int DOTS_PER_INCH = 254;
    private static final int DARK = 110;
    private static final int PULSE_LEFT = (int) (PageComposer.LEFT * 10);
    private static final int CURVE_LEFT = PULSE_LEFT + 150;

    /** An R wave of 1.5 mV each second, on the second. */
    private static EcgDrawing drawing() {
        double[] samples = new double[5000];
        for (int i = 500; i < samples.length; i += 500) {
            samples[i] = 1.5;
        }
        EcgRecording recording = TestEcgs.recording(Map.of(new Lead("X"), new SampledSignal(500, samples)));
        return EcgDrawing.of(recording, DrawingOptions.PLAIN);
    }

    @Test
    void isThatOfThePrintedPdf() throws Exception {
        try (PDDocument document = Loader.loadPDF(drawing().pdf())) {
            assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(841.89f, within(.01f));
            assertThat(document.getPage(0).getMediaBox().getHeight()).isEqualTo(595.28f, within(.01f));

            measure(new PDFRenderer(document).renderImageWithDPI(0, DOTS_PER_INCH));
        }
    }

    @Test
    void isThatOfThePng() throws Exception {
        measure(ImageIO.read(new ByteArrayInputStream(drawing().png(DOTS_PER_INCH))));
    }

    @Test
    void standsInThePng() {
        byte[] png = drawing().png();
        String all = new String(png, StandardCharsets.ISO_8859_1);
        ByteBuffer size = ByteBuffer.wrap(png, all.indexOf("pHYs") + 4, 9);

        assertThat(all.indexOf("pHYs")).isBetween(1, all.indexOf("IDAT"));
        assertThat(size.getInt()).as("dots a metre").isEqualTo(5906);
        assertThat(size.getInt()).isEqualTo(5906);
        assertThat(size.get()).as("the unit is the metre").isEqualTo((byte) 1);
    }

    private static void measure(BufferedImage image) {
        assertThat(image.getWidth()).isCloseTo(2970, within(1));
        assertThat(image.getHeight()).isCloseTo(2100, within(1));
        int baseline = darkRows(image, CURVE_LEFT + 100).get(0);
        List<Integer> pulse = darkRows(image, PULSE_LEFT + 75);
        assertThat(baseline - pulse.get(0)).as("1 mV").isCloseTo(100, within(1));
        List<Integer> flanks = darkColumns(image, baseline - 50, PULSE_LEFT + 10, CURVE_LEFT - 10);
        assertThat(flanks).hasSize(2);
        assertThat(flanks.get(1) - flanks.get(0)).as("200 ms").isCloseTo(50, within(1));
        List<Integer> beats = darkColumns(image, baseline - 145, CURVE_LEFT, CURVE_LEFT + 2500);
        assertThat(beats).hasSize(9);
        for (int i = 0; i < beats.size(); i++) {
            assertThat(beats.get(i) - CURVE_LEFT).as("beat %d", i).isCloseTo(250 * (i + 1), within(1));
        }
    }

    private static List<Integer> darkRows(BufferedImage image, int x) {
        List<Integer> rows = new ArrayList<>();
        for (int y = 300; y < 1950; y++) {
            add(rows, y, image.getRGB(x, y));
        }
        return rows;
    }

    private static List<Integer> darkColumns(BufferedImage image, int y, int from, int to) {
        List<Integer> columns = new ArrayList<>();
        for (int x = from; x < to; x++) {
            add(columns, x, image.getRGB(x, y));
        }
        return columns;
    }

    /** The first of neighbours only. */
    private static void add(List<Integer> found, int at, int rgb) {
        boolean goesOn = !found.isEmpty() && found.get(found.size() - 1) >= at - 5;
        if ((rgb >> 8 & 0xFF) < DARK && !goesOn) {
            found.add(at);
        }
    }
}
