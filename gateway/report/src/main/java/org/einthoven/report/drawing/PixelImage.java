package org.einthoven.report.drawing;

import java.util.Arrays;
import java.util.List;

/** An image of at most 256 colours that is painted in plain arithmetic: the same pixels on every machine. */
final class PixelImage {
    private final int width;
    private final int height;
    private final Palette palette = new Palette();
    /** Row after row, each behind a byte 0: PNG's filter type "none" (ISO/IEC 15948, 9.2). */
    private final byte[] rows;

    /** A white image. */
    PixelImage(int width, int height) {
        this.width = width;
        this.height = height;
        this.rows = new byte[(width + 1) * height];
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    Palette palette() {
        return palette;
    }

    byte[] rows() {
        return rows;
    }

    /**
     * Paints rectangles from one height to another; pixels on their edges are covered in part.
     *
     * @param bars where each begins and ends, left to right
     */
    void fill(double top, double bottom, List<double[]> bars, Palette.Ink ink) {
        int first = (int) Math.max(
                0, Math.floor(bars.stream().mapToDouble(b -> b[0]).min().orElse(width)));
        int end = (int) Math.min(
                width, Math.ceil(bars.stream().mapToDouble(b -> b[1]).max().orElse(0)));
        if (first < end) {
            double[] covered = new double[end - first];
            bars.forEach(bar -> cover(covered, bar[0] - first, bar[1] - first));
            fill(top, bottom, first, covered, ink);
        }
    }

    private static void cover(double[] covered, double left, double right) {
        int end = (int) Math.min(covered.length, Math.ceil(right));
        for (int x = (int) Math.max(0, Math.floor(left)); x < end; x++) {
            covered[x] += Math.min(right, x + 1) - Math.max(left, x);
        }
    }

    private void fill(double top, double bottom, int first, double[] covered, Palette.Ink ink) {
        byte[] before = new byte[covered.length];
        double partBefore = 0;
        int last = (int) Math.min(height, Math.ceil(bottom));
        for (int y = (int) Math.max(0, Math.floor(top)); y < last; y++) {
            double part = Math.min(bottom, y + 1) - Math.max(top, y);
            int row = y * (width + 1) + 1 + first;
            // Most rows of a grid look like the one above them.
            boolean same =
                    part == partBefore && Arrays.equals(before, 0, before.length, rows, row, row + before.length);
            System.arraycopy(rows, row, before, 0, before.length);
            if (same) {
                System.arraycopy(rows, row - width - 1, rows, row, before.length);
            } else {
                fillRow(row, part * Palette.LEVELS, covered, ink);
            }
            partBefore = part;
        }
    }

    private void fillRow(int row, double levels, double[] covered, Palette.Ink ink) {
        for (int x = 0; x < covered.length; x++) {
            int level = (int) (Math.min(1, covered[x]) * levels + 0.5);
            if (level > 0) {
                rows[row + x] = (byte) ink.over(rows[row + x] & 0xFF, level);
            }
        }
    }

    /** @param level how many of sixteen parts of the pixel are covered, at least one */
    void blend(int x, int y, int level, Palette.Ink ink) {
        int at = y * (width + 1) + 1 + x;
        rows[at] = (byte) ink.over(rows[at] & 0xFF, level);
    }
}
