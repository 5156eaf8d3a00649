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
     * Paints the rectangles of all given widths in all given heights; pixels on their edges are covered in part. Rows that
     * look alike are painted once and copied: most of a grid's do.
     *
     * @param heights where each begins and ends, top to bottom
     * @param widths where each begins and ends, left to right
     */
    void fill(List<double[]> heights, List<double[]> widths, Palette.Ink ink) {
        int first = (int) Math.max(0, Math.floor(least(widths)));
        int end = (int) Math.min(width, Math.ceil(most(widths)));
        if (first >= end) {
            return;
        }
        double[] covered = new double[end - first];
        widths.forEach(bar -> cover(covered, bar[0] - first, bar[1] - first));
        byte[][] before = new byte[Palette.LEVELS + 1][covered.length];
        byte[][] after = new byte[Palette.LEVELS + 1][];
        for (double[] bar : heights) {
            int last = (int) Math.min(height, Math.ceil(bar[1]));
            for (int y = (int) Math.max(0, Math.floor(bar[0])); y < last; y++) {
                int part = level(Math.min(bar[1], y + 1) - Math.max(bar[0], y));
                int row = y * (width + 1) + 1 + first;
                byte[] known = after[part];
                if (known == null || !Arrays.equals(before[part], 0, known.length, rows, row, row + known.length)) {
                    System.arraycopy(rows, row, before[part], 0, covered.length);
                    fillRow(row, part, covered, ink);
                    after[part] = Arrays.copyOfRange(rows, row, row + covered.length);
                } else {
                    System.arraycopy(known, 0, rows, row, known.length);
                }
            }
        }
    }

    private static double least(List<double[]> bars) {
        return bars.stream().mapToDouble(bar -> bar[0]).min().orElse(0);
    }

    private static double most(List<double[]> bars) {
        return bars.stream().mapToDouble(bar -> bar[1]).max().orElse(0);
    }

    private static void cover(double[] covered, double left, double right) {
        int end = (int) Math.min(covered.length, Math.ceil(right));
        for (int x = (int) Math.max(0, Math.floor(left)); x < end; x++) {
            covered[x] += Math.min(right, x + 1) - Math.max(left, x);
        }
    }

    private static int level(double part) {
        return (int) Math.min(Palette.LEVELS, part * Palette.LEVELS + 0.5);
    }

    private void fillRow(int row, int part, double[] covered, Palette.Ink ink) {
        for (int x = 0; x < covered.length; x++) {
            int level = level(covered[x] * part / Palette.LEVELS);
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
