package org.einthoven.report.drawing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something on a page. All lengths are millimetres from the page's upper left corner, y downwards. */
sealed interface Shape {
    /**
     * Open lines of one stroke.
     *
     * @param lines each as x0, y0, x1, y1, …; a line has at least two points
     * @param clip what is drawn of them; null draws all
     * @param lead the lead whose curve it is, for programs that read the drawing; null for the rest
     */
    record Path(
            List<double[]> lines,
            Stroke stroke,
            @Nullable Box clip,
            @Nullable String lead) implements Shape {
        public Path {
            lines = List.copyOf(lines);
        }

        static Path of(List<double[]> lines, Stroke stroke) {
            return new Path(lines, stroke, null, null);
        }
    }

    /**
     * One line of text.
     *
     * @param x where it begins or, anchored at its end, where it ends
     * @param y its baseline
     * @param size the font's em
     * @param text in characters that {@link OutlineFont} has
     */
    record Text(double x, double y, double size, boolean atEnd, String text) implements Shape {}

    /** How a line is drawn; the ends are round or cut off at the last point. */
    record Stroke(int rgb, double width, boolean round) {}

    /** A rectangle. */
    record Box(double x, double y, double width, double height) {
        double right() {
            return x + width;
        }

        double bottom() {
            return y + height;
        }
    }
}
