package org.einthoven.report.drawing;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.delineation.Beat;
import org.einthoven.report.drawing.Shape.Path;
import org.einthoven.report.drawing.Shape.Stroke;
import org.einthoven.report.drawing.Sheet.Marks;
import org.einthoven.report.drawing.Sheet.Stretch;
import org.jspecify.annotations.Nullable;

/** Marks of what a program found: a tick each QRS complex above a row, and bars as long as the waves below it. */
final class BeatMarks {
    static final Stroke TICK = new Stroke(0x1565C0, 0.4, false);
    static final Stroke P_OR_T = new Stroke(0x1565C0, 0.6, false);
    static final Stroke QRS = new Stroke(0x1565C0, 1.6, false);
    private static final double TICK_HEIGHT = 2;

    private final List<Beat> beats;

    BeatMarks(List<Beat> beats) {
        this.beats = beats;
    }

    /** What the marks mean, for the page's foot. */
    String legend(boolean waves) {
        if (beats.isEmpty()) {
            return "No QRS complexes found by this program";
        }
        return "Blue: QRS complexes found by this program" + (waves ? ", below them P, QRS (thick) and T" : "");
    }

    /**
     * @param left where the stretch begins, in mm
     * @param ticks their lower end
     * @param bars the height of the bars
     */
    List<Shape> over(Stretch stretch, Marks marks, double left, double ticks, double bars) {
        List<double[]> complexes = new ArrayList<>();
        List<double[]> qrs = new ArrayList<>();
        List<double[]> others = new ArrayList<>();
        for (Beat beat : beats) {
            double second = beat.qrs() == null ? beat.seconds() : beat.qrs().peak();
            if (second >= stretch.from() && second < stretch.to()) {
                double x = x(second, stretch, left);
                complexes.add(new double[] {x, ticks - TICK_HEIGHT, x, ticks});
            }
            if (marks == Marks.WAVES) {
                bar(qrs, beat.qrs(), stretch, left, bars);
                bar(others, beat.p(), stretch, left, bars);
                bar(others, beat.t(), stretch, left, bars);
            }
        }
        List<Shape> shapes = new ArrayList<>();
        add(shapes, complexes, TICK);
        add(shapes, qrs, QRS);
        add(shapes, others, P_OR_T);
        return shapes;
    }

    private static void bar(List<double[]> bars, @Nullable Wave wave, Stretch stretch, double left, double y) {
        if (wave != null && wave.offset() > stretch.from() && wave.onset() < stretch.to()) {
            double begin = x(Math.max(wave.onset(), stretch.from()), stretch, left);
            double end = x(Math.min(wave.offset(), stretch.to()), stretch, left);
            bars.add(new double[] {begin, y, end, y});
        }
    }

    private static void add(List<Shape> shapes, List<double[]> lines, Stroke stroke) {
        if (!lines.isEmpty()) {
            shapes.add(Path.of(lines, stroke));
        }
    }

    private static double x(double second, Stretch stretch, double left) {
        return left + (second - stretch.from()) * Curve.MM_PER_SECOND;
    }
}
