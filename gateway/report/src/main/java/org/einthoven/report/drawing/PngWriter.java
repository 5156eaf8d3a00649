package org.einthoven.report.drawing;

import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.report.drawing.Shape.Box;
import org.einthoven.report.drawing.Shape.Path;
import org.einthoven.report.drawing.Shape.Text;

/**
 * Paints pages into a PNG, with no display, none of the platform's fonts, and not by Java2D: that takes eight times as long,
 * and its renderer changes from one JDK to another.
 */
final class PngWriter {
    private static final double MM_PER_INCH = 25.4;
    private static final int FEWEST_DOTS = 36;
    private static final int MOST_DOTS = 600;
    private static final long LARGEST_IMAGE = 120_000_000;
    private static final int BLACK = 0;

    private final double scale;
    private final PixelImage image;
    private final Map<Integer, Palette.Ink> inks = new HashMap<>();
    /** Where the page begins, in mm. */
    private double top;

    private PngWriter(int dotsPerInch, int pages) {
        this.scale = dotsPerInch / MM_PER_INCH;
        long width = Math.round(Page.WIDTH * scale);
        long height = Math.round(Page.HEIGHT * pages * scale);
        if (width * height > LARGEST_IMAGE) {
            throw new IllegalArgumentException(pages + " pages of " + dotsPerInch
                    + " dots an inch make too large a PNG: fewer pages, fewer dots, or a PDF");
        }
        this.image = new PixelImage((int) width, (int) height);
    }

    static byte[] write(List<Page> pages, int dotsPerInch) {
        if (dotsPerInch < FEWEST_DOTS || dotsPerInch > MOST_DOTS) {
            throw new IllegalArgumentException(
                    "a drawing has " + FEWEST_DOTS + " to " + MOST_DOTS + " dots an inch, not " + dotsPerInch);
        }
        PngWriter writer = new PngWriter(dotsPerInch, pages.size());
        for (Page page : pages) {
            page.shapes().forEach(writer::paint);
            writer.top += Page.HEIGHT;
        }
        return PngFile.of(writer.image, (int) Math.round(writer.scale * 1000));
    }

    private void paint(Shape shape) {
        if (shape instanceof Path path && path.stroke().round()) {
            paintCurve(path);
        } else if (shape instanceof Path path) {
            paintBars(path);
        } else if (shape instanceof Text text) {
            paint(text);
        }
    }

    private Palette.Ink ink(int rgb) {
        return inks.computeIfAbsent(rgb, image.palette()::ink);
    }

    private double x(double mm) {
        return mm * scale;
    }

    private double y(double mm) {
        return (top + mm) * scale;
    }

    private void paintCurve(Path path) {
        double radius = path.stroke().width() / 2 * scale;
        Coverage coverage = area(path, radius);
        for (double[] line : path.lines()) {
            for (int i = 2; i < line.length; i += 2) {
                coverage.line(x(line[i - 2]), y(line[i - 1]), x(line[i]), y(line[i + 1]), radius);
            }
        }
        coverage.paintOn(image, ink(path.stroke().rgb()));
    }

    /** The pixels that it may reach and whose centres lie within its clip. */
    private Coverage area(Path path, double radius) {
        Box all = new Box(0, -top, image.width() / scale, image.height() / scale);
        Box clip = path.clip() == null ? all : path.clip();
        double upper = Double.POSITIVE_INFINITY;
        double lower = Double.NEGATIVE_INFINITY;
        for (double[] line : path.lines()) {
            for (int i = 1; i < line.length; i += 2) {
                upper = Math.min(upper, line[i]);
                lower = Math.max(lower, line[i]);
            }
        }
        return new Coverage(
                (int) Math.max(0, Math.ceil(x(clip.x()) - 0.5)),
                (int) Math.max(Math.max(0, Math.ceil(y(clip.y()) - 0.5)), Math.floor(y(upper) - radius - 0.5)),
                (int) Math.min(image.width(), Math.ceil(x(clip.right()) - 0.5)),
                (int) Math.min(
                        Math.min(image.height(), Math.ceil(y(clip.bottom()) - 0.5)),
                        Math.ceil(y(lower) + radius + 0.5)));
    }

    /** Straight lines with their ends cut off, along one of the axes: rectangles, those of one height or width at once. */
    private void paintBars(Path path) {
        double half = path.stroke().width() / 2;
        Map<List<Double>, List<double[]>> upright = new LinkedHashMap<>();
        Map<List<Double>, List<double[]>> level = new LinkedHashMap<>();
        for (double[] line : path.lines()) {
            if (line[0] == line[2]) {
                add(
                        upright,
                        y(Math.min(line[1], line[3])),
                        y(Math.max(line[1], line[3])),
                        x(line[0] - half),
                        x(line[0] + half));
            } else {
                add(
                        level,
                        x(Math.min(line[0], line[2])),
                        x(Math.max(line[0], line[2])),
                        y(line[1] - half),
                        y(line[1] + half));
            }
        }
        Palette.Ink ink = ink(path.stroke().rgb());
        upright.forEach((height, widths) -> image.fill(List.of(ends(height)), widths, ink));
        level.forEach((width, heights) -> image.fill(heights, List.of(ends(width)), ink));
    }

    private static void add(Map<List<Double>, List<double[]>> bars, double begin, double end, double low, double high) {
        bars.computeIfAbsent(List.of(begin, end), b -> new ArrayList<>()).add(new double[] {low, high});
    }

    private static double[] ends(List<Double> bar) {
        return new double[] {bar.get(0), bar.get(1)};
    }

    private void paint(Text text) {
        double left = text.atEnd() ? text.x() - OutlineFont.SANS.width(text.text(), text.size()) : text.x();
        AffineTransform place = AffineTransform.getTranslateInstance(x(left), y(text.y()));
        place.scale(text.size() * scale, text.size() * scale);
        OutlineFill.paint(OutlineFont.SANS.outline(text.text()), place, image, ink(BLACK));
    }
}
