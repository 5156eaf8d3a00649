package org.einthoven.report.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.SampledSignal;

/**
 * An ECG as on paper: A4 landscape, 25 mm/s, 10 mm/mV, on its millimetre grid, with a calibration pulse of 1 mV and
 * 200 ms before each row. Twelve leads stand as their {@link Layout} says, a page each 10 s; other recordings have one row
 * a lead, 10 s a row. What was not recorded is a grey bar, never a line; what was not read is a grey line.
 *
 * <p>The same recording and options give the same bytes in each format. Immutable; safe for use by many threads.
 */
public final class EcgDrawing {
    private static final int DEFAULT_DOTS_PER_INCH = 150;
    /** A lead that stands further from zero than this is moved, and the drawing says so. */
    private static final double LARGEST_OFFSET_MV = 1;

    private static final double OFFSETS_PER_MV = 100;
    private static final int SAMPLES_FOR_OFFSET = 2048;

    private final List<Page> pages;

    private EcgDrawing(List<Page> pages) {
        this.pages = List.copyOf(pages);
    }

    public static EcgDrawing of(EcgRecording recording, DrawingOptions options) {
        SheetPlan plan = new SheetPlan(recording, options.layout());
        List<Sheet> drawn = plan.first(options.maximumPages());
        Map<Lead, Double> offsets = offsets(recording);
        List<Page> pages = new ArrayList<>();
        for (Sheet sheet : drawn) {
            Margins margins = new Margins(recording, options, offsets, pages.size() + 1, drawn.size(), plan.count());
            pages.add(new PageComposer(recording, options, offsets, sheet).compose(margins));
        }
        return new EcgDrawing(pages);
    }

    /** How many pages it has; at least one. */
    public int pageCount() {
        return pages.size();
    }

    /** One SVG document in millimetres, the pages one below the other. */
    public String svg() {
        return new SvgWriter().write(pages);
    }

    /** A vector PDF, A4 landscape. */
    public byte[] pdf() {
        return new PdfWriter().write(pages);
    }

    /** A PNG of 150 dots an inch. */
    public byte[] png() {
        return png(DEFAULT_DOTS_PER_INCH);
    }

    /**
     * A PNG, the pages one below the other. Needs no fonts of the machine.
     *
     * @param dotsPerInch 36 to 600
     * @throws IllegalArgumentException for another resolution, or one that makes more than 120 million dots
     */
    public byte[] png(int dotsPerInch) {
        return PngWriter.write(pages, dotsPerInch);
    }

    List<Page> pages() {
        return pages;
    }

    /** What to take off each lead, in mV: its median where that is so far from zero that the curve would be lost. */
    private static Map<Lead, Double> offsets(EcgRecording recording) {
        Map<Lead, Double> offsets = new LinkedHashMap<>();
        recording.leads().forEach((lead, signal) -> offsets.put(lead, offset(signal)));
        return offsets;
    }

    private static double offset(SampledSignal signal) {
        int step = Math.max(1, signal.length() / SAMPLES_FOR_OFFSET);
        double[] valid = IntStream.range(0, signal.length() / step)
                .mapToDouble(i -> signal.millivolts()[i * step])
                .filter(v -> !Double.isNaN(v))
                .toArray();
        if (valid.length == 0) {
            return 0;
        }
        Arrays.sort(valid);
        double median = valid[valid.length / 2];
        double rounded = Math.rint(median * OFFSETS_PER_MV) / OFFSETS_PER_MV;
        return Math.abs(median) <= LARGEST_OFFSET_MV || Double.isInfinite(rounded) ? 0 : rounded;
    }
}
