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
import org.einthoven.report.drawing.Shape.Text;

/** Puts one sheet on paper: grid, calibration pulses, curves with their labels, and the lines above and below. */
final class PageComposer {
    static final double LEFT = 16;
    static final double RIGHT = 281;
    private static final double GRID_TOP = 30;
    private static final double GRID_HEIGHT = 165;
    /** Above the first row, since R waves are tall. */
    private static final double SPACE_ABOVE = 5;
    /** Left of the curves: 5 mm, the pulse of 200 ms, 5 mm. */
    private static final double CALIBRATION_WIDTH = 15;

    private static final double TALLEST_ROW = 40;
    private static final double LARGE_BOX = 5;
    private static final double LABEL_SIZE = 3.6;
    private static final double LABEL_WIDTH = 30;
    private static final Stroke CURVE = new Stroke(0x000000, 0.25, true);
    private static final Stroke TICK = new Stroke(0x000000, 0.25, false);
    private static final Stroke GAP = new Stroke(0xBDBDBD, 2, false);

    private final EcgRecording recording;
    private final Map<Lead, Double> offsets;
    private final double rowHeight;
    private final Box grid;
    private final List<Shape> shapes = new ArrayList<>();
    private final Set<String> cut = new LinkedHashSet<>();
    private boolean gaps;

    /**
     * @param offsets millivolts to take off a lead
     * @param rows how many rows the fullest sheet has
     */
    PageComposer(EcgRecording recording, Map<Lead, Double> offsets, int rows) {
        this.recording = recording;
        this.offsets = offsets;
        this.rowHeight = Math.min(TALLEST_ROW, Math.floor((GRID_HEIGHT - SPACE_ABOVE) / rows / LARGE_BOX) * LARGE_BOX);
        this.grid = new Box(LEFT, GRID_TOP, RIGHT - LEFT, SPACE_ABOVE + rows * rowHeight);
    }

    Page compose(Sheet sheet, Margins margins) {
        shapes.addAll(Grid.over(grid));
        for (int row = 0; row < sheet.rows().size(); row++) {
            draw(sheet.rows().get(row), row);
        }
        shapes.addAll(margins.shapes(sheet, remarks()));
        return new Page(shapes);
    }

    private void draw(Sheet.Row row, int index) {
        double top = grid.y() + SPACE_ABOVE + index * rowHeight;
        double baseline = top + rowHeight / 2;
        shapes.add(Path.of(List.of(calibration(baseline)), CURVE));
        for (Sheet.Stretch stretch : row.stretches()) {
            draw(stretch, top, baseline);
        }
    }

    private void draw(Sheet.Stretch stretch, double top, double baseline) {
        SampledSignal signal = recording.lead(stretch.lead());
        double left = LEFT + CALIBRATION_WIDTH + stretch.offset() * Curve.MM_PER_SECOND;
        if (signal != null) {
            Box band = band(left, (stretch.to() - stretch.from()) * Curve.MM_PER_SECOND, top);
            Curve curve = new Curve(
                    signal, stretch.from(), stretch.to(), left, baseline, offsets.getOrDefault(stretch.lead(), 0.0));
            drawGaps(curve, baseline);
            if (!curve.lines().isEmpty()) {
                shapes.add(new Path(
                        curve.lines(),
                        CURVE,
                        band,
                        PrintableText.line(stretch.lead().name())));
            }
            if (!curve.within(band.y(), band.bottom())) {
                cut.add(stretch.lead().name());
            }
        }
        if (stretch.offset() > 0) {
            shapes.add(Path.of(List.of(new double[] {left, baseline - 4, left, baseline - 1.5}), TICK));
        }
        label(stretch, left, top);
    }

    /** In columns above the curve; where a row has one lead, left of it beside the calibration pulse, in nobody's way. */
    private void label(Sheet.Stretch stretch, double left, double top) {
        boolean column = stretch.time() == null;
        double x = column ? left + 1 : LEFT + 1;
        double y = column ? top + LABEL_SIZE : top + rowHeight / 2 - Curve.MM_PER_MILLIVOLT - 1.5;
        shapes.add(text(x, y, stretch.lead().name()));
        if (stretch.time() != null && !stretch.time().isEmpty()) {
            shapes.add(text(x, top + rowHeight / 2 + LABEL_SIZE + 1, stretch.time()));
        }
    }

    private static Text text(double x, double y, String text) {
        return new Text(x, y, LABEL_SIZE, false, PrintableText.fit(text, LABEL_SIZE, LABEL_WIDTH));
    }

    private void drawGaps(Curve curve, double baseline) {
        List<double[]> bars = curve.gaps().stream()
                .map(gap -> new double[] {gap[0], baseline, gap[1], baseline})
                .toList();
        if (!bars.isEmpty()) {
            gaps = true;
            shapes.add(Path.of(bars, GAP));
        }
    }

    /** A row and half of its neighbours: tall waves reach over them, as on any ECG recorder's paper. */
    private Box band(double left, double width, double top) {
        double upper = Math.max(grid.y(), top - rowHeight / 2);
        double lower = Math.min(grid.bottom(), top + rowHeight * 1.5);
        return new Box(left, upper, width, lower - upper);
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
        if (gaps) {
            remarks.add("Grey: not recorded");
        }
        if (!cut.isEmpty()) {
            remarks.add("Cut off where it leaves its band: " + String.join(", ", cut));
        }
        return remarks;
    }
}
