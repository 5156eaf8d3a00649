package org.einthoven.report.drawing;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;

/**
 * Fills outlines. Each edge adds to the pixels that it crosses the area right of it, signed by its direction; summed up
 * along a row that is what the outline covers, so long as holes run against their frames, as in TrueType fonts.
 */
final class OutlineFill {
    private static final double FLATNESS = 0.05;

    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final float[] area;

    private OutlineFill(Rectangle2D bounds) {
        this.left = (int) Math.floor(bounds.getMinX());
        this.top = (int) Math.floor(bounds.getMinY());
        this.width = (int) Math.ceil(bounds.getMaxX()) - left + 1;
        this.height = (int) Math.ceil(bounds.getMaxY()) - top + 1;
        this.area = new float[(width + 1) * height];
    }

    /** @param place from the outline to pixels */
    static void paint(Path2D outline, AffineTransform place, PixelImage image, Palette.Ink ink) {
        Rectangle2D bounds = outline.createTransformedShape(place).getBounds2D();
        OutlineFill fill = new OutlineFill(bounds);
        fill.add(outline.getPathIterator(place, FLATNESS));
        fill.paintOn(image, ink);
    }

    private void add(PathIterator path) {
        double[] to = new double[6];
        double x = 0;
        double y = 0;
        double startX = 0;
        double startY = 0;
        for (; !path.isDone(); path.next()) {
            int kind = path.currentSegment(to);
            if (kind == PathIterator.SEG_MOVETO) {
                startX = to[0];
                startY = to[1];
            } else {
                double endX = kind == PathIterator.SEG_CLOSE ? startX : to[0];
                double endY = kind == PathIterator.SEG_CLOSE ? startY : to[1];
                edge(x - left, y - top, endX - left, endY - top);
                to[0] = endX;
                to[1] = endY;
            }
            x = to[0];
            y = to[1];
        }
    }

    private void edge(double x0, double y0, double x1, double y1) {
        if (y0 == y1) {
            return;
        }
        double direction = y0 < y1 ? 1 : -1;
        double slope = (x1 - x0) / (y1 - y0);
        double low = Math.min(y0, y1);
        double high = Math.max(y0, y1);
        for (int row = (int) low; row < high; row++) {
            double from = Math.max(low, row);
            double to = Math.min(high, row + 1);
            double one = x0 + (from - y0) * slope;
            double other = x0 + (to - y0) * slope;
            cross(row, Math.min(one, other), Math.max(one, other), direction * (to - from));
        }
    }

    /** A piece of an edge within a row, spread over the columns from a to b. */
    private void cross(int row, double a, double b, double rise) {
        int last = (int) b;
        for (int column = (int) a; column <= last; column++) {
            double from = Math.max(a, column);
            double to = Math.min(b, column + 1);
            double part = b == a ? rise : rise * (to - from) / (b - a);
            double right = part * (column + 1 - (from + to) / 2);
            area[row * (width + 1) + column] += (float) right;
            area[row * (width + 1) + column + 1] += (float) (part - right);
        }
    }

    private void paintOn(PixelImage image, Palette.Ink ink) {
        for (int row = 0; row < height; row++) {
            float sum = 0;
            for (int column = 0; column < width; column++) {
                sum += area[row * (width + 1) + column];
                int level = (int) (Math.min(1, Math.abs(sum)) * Palette.LEVELS + 0.5f);
                if (level > 0 && inside(image, left + column, top + row)) {
                    image.blend(left + column, top + row, level, ink);
                }
            }
        }
    }

    private static boolean inside(PixelImage image, int x, int y) {
        return x >= 0 && x < image.width() && y >= 0 && y < image.height();
    }
}
