package org.einthoven.report.drawing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.report.drawing.Shape.Box;
import org.einthoven.report.drawing.Shape.Path;
import org.einthoven.report.drawing.Shape.Stroke;
import org.einthoven.report.drawing.Sheet.Marks;
import org.einthoven.report.drawing.Sheet.Stretch;
import org.jspecify.annotations.Nullable;

/** Puts one sheet on paper: grid, calibration pulses, marks, curves with their labels, and the lines above and below. */
final class PageComposer {
    static final double LEFT = 16;
    static final double RIGHT = 281;
    static final Stroke NOT_READ = new Stroke(0x8C8C8C, 0.25, true);
    private static final Stroke CURVE = new Stroke(0x000000, 0.25, true);
    private static final Stroke SEPARATOR = new Stroke(0x000000, 0.25, false);
    private static final Stroke GAP = new Stroke(0xBDBDBD, 2, false);
    /** Left of the curves: 5 mm, the pulse of 200 ms, 5 mm. */
    private static final double CALIBRATION_WIDTH = 15;
    /** Of the bars below the rhythm strip from its baseline. */
    private static final double BARS_BELOW = 16;

    private final EcgRecording recording;
    private final Map<Lead, Double> offsets;
    private final LeadRemarks leadRemarks;
    private final @Nullable BeatMarks beats;
    private final Sheet sheet;
    private final RowPlaces places;
    private final List<Shape> shapes = new ArrayList<>();
    private final Set<String> cut = new LinkedHashSet<>();
    private boolean gaps;

    /** @param offsets millivolts to take off a lead */
    PageComposer(EcgRecording recording, DrawingOptions options, Map<Lead, Double> offsets, Sheet sheet) {
        this.recording = recording;
        this.offsets = offsets;
        this.leadRemarks = new LeadRemarks(recording, options.limits());
        this.beats = options.beats() == null ? null : new BeatMarks(options.beats());
        this.places = RowPlaces.of(sheet.spaces());
        this.sheet = sheet;
    }

    Page compose(Margins margins) {
        shapes.addAll(Grid.over(places.grid()));
        RowLabels labels = new RowLabels(leadRemarks, places);
        for (int row = 0; row < sheet.rows().size(); row++) {
            double baseline = places.baseline(row);
            shapes.add(Path.of(List.of(calibration(baseline)), CURVE));
            for (Stretch stretch : sheet.rows().get(row).stretches()) {
                double left = LEFT + CALIBRATION_WIDTH + stretch.offset() * Curve.MM_PER_SECOND;
                mark(stretch, sheet.rows().get(row).marks(), left, row);
                draw(stretch, left, baseline);
                shapes.addAll(labels.of(stretch, left, row));
            }
        }
        shapes.addAll(margins.shapes(sheet, remarks(), leadRemarks));
        return new Page(shapes);
    }

    private void mark(Stretch stretch, Marks marks, double left, int row) {
        if (beats != null && marks != Marks.NONE) {
            shapes.addAll(beats.over(stretch, marks, left, places.ticks(row), places.baseline(row) + BARS_BELOW));
        }
    }

    private void draw(Stretch stretch, double left, double baseline) {
        SampledSignal signal = recording.lead(stretch.lead());
        double width = (stretch.to() - stretch.from()) * Curve.MM_PER_SECOND;
        if (signal == null) {
            drawGaps(List.of(new double[] {left, left + width}), baseline);
        } else {
            draw(signal, stretch, places.band(left, width, baseline), baseline);
        }
        if (stretch.offset() > 0) {
            shapes.add(Path.of(List.of(new double[] {left, baseline - 4, left, baseline - 1.5}), SEPARATOR));
        }
    }

    private void draw(SampledSignal signal, Stretch stretch, Box band, double baseline) {
        Lead lead = stretch.lead();
        Curve curve =
                new Curve(signal, stretch.from(), stretch.to(), band.x(), baseline, offsets.getOrDefault(lead, 0.0));
        drawGaps(curve.gaps(), baseline);
        if (!curve.lines().isEmpty()) {
            Stroke stroke = leadRemarks.isNotRead(lead) ? NOT_READ : CURVE;
            shapes.add(new Path(curve.lines(), stroke, band, PrintableText.line(lead.name())));
        }
        if (!curve.within(band.y(), band.bottom())) {
            cut.add(lead.name());
        }
    }

    private void drawGaps(List<double[]> ofCurve, double baseline) {
        List<double[]> bars = ofCurve.stream()
                .map(gap -> new double[] {gap[0], baseline, gap[1], baseline})
                .toList();
        if (!bars.isEmpty()) {
            gaps = true;
            shapes.add(Path.of(bars, GAP));
        }
    }

    /** One millivolt for 200 ms. */
    private static double[] calibration(double baseline) {
        double high = baseline - Curve.MM_PER_MILLIVOLT;
        double up = LEFT + 5;
        double down = up + 0.2 * Curve.MM_PER_SECOND;
        return new double[] {LEFT + 2, baseline, up, baseline, up, high, down, high, down, baseline, down + 3, baseline
        };
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (beats != null) {
            boolean waves = sheet.rows().stream().anyMatch(r -> r.marks() == Marks.WAVES);
            remarks.add(beats.legend(waves));
        }
        if (sheet.columnsBeginTogether()) {
            remarks.add("Columns recorded at the same time");
        }
        if (gaps) {
            remarks.add("Grey bar: not recorded");
        }
        if (!cut.isEmpty()) {
            remarks.add("Cut off where it leaves its band: " + String.join(", ", cut));
        }
        return remarks;
    }
}
