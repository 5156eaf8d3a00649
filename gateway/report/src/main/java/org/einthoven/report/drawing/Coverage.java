package org.einthoven.report.drawing;

/**
 * How much of each pixel of a rectangle a curve covers. What is drawn twice is covered once, so that the joints of a line
 * are no darker than the line.
 */
final class Coverage {
    private static final int FULL = 255;
    /** Shorter lines, by the square of their length in pixels, are dots. */
    private static final double POINT = 1e-9;

    private final int left;
    private final int top;
    private final int right;
    private final int bottom;
    private final byte[] parts;

    /** @param right the first column that is outside; {@code bottom} likewise */
    Coverage(int left, int top, int right, int bottom) {
        this.left = left;
        this.top = top;
        this.right = Math.max(left, right);
        this.bottom = Math.max(top, bottom);
        this.parts = new byte[(this.right - left) * (this.bottom - top)];
    }

    /**
     * A line with round ends: a pixel is covered as far as the line's edge passes its centre.
     *
     * @param radius half the line's width, in pixels
     */
    void line(double x0, double y0, double x1, double y1, double radius) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double reach = radius + 0.5;
        double most = Math.min(1, 2 * radius) * FULL;
        double length2 = dx * dx + dy * dy;
        double perLength2 = length2 < POINT ? 0 : 1 / length2;
        int xEnd = (int) Math.min(right, Math.ceil(Math.max(x0, x0 + dx) + reach));
        int yEnd = (int) Math.min(bottom, Math.ceil(Math.max(y0, y0 + dy) + reach));
        for (int y = (int) Math.max(top, Math.floor(Math.min(y0, y0 + dy) - reach)); y < yEnd; y++) {
            double py = y + 0.5 - y0;
            for (int x = (int) Math.max(left, Math.floor(Math.min(x0, x0 + dx) - reach)); x < xEnd; x++) {
                double px = x + 0.5 - x0;
                double along = Math.max(0, Math.min(1, (px * dx + py * dy) * perLength2));
                double ex = px - along * dx;
                double ey = py - along * dy;
                double distance2 = ex * ex + ey * ey;
                if (distance2 < reach * reach) {
                    double part = Math.min(most, (reach - Math.sqrt(distance2)) * FULL);
                    int at = (y - top) * (right - left) + x - left;
                    parts[at] = (byte) Math.max(parts[at] & 0xFF, (int) part);
                }
            }
        }
    }

    void paintOn(PixelImage image, Palette.Ink ink) {
        int at = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++, at++) {
                if (parts[at] != 0) {
                    int level = ((parts[at] & 0xFF) * Palette.LEVELS + FULL / 2) / FULL;
                    if (level > 0) {
                        image.blend(x, y, level, ink);
                    }
                }
            }
        }
    }
}
