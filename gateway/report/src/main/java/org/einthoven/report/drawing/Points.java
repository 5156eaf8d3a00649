package org.einthoven.report.drawing;

import java.util.Arrays;

/** A growing list of points: x0, y0, x1, y1, … */
final class Points {
    private double[] values = new double[64];
    private int size;

    void add(double x, double y) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = x;
        values[size++] = y;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The points so far, as a line: a single one becomes a dot of no length. Empties the list. */
    double[] takeLine() {
        if (size == 2) {
            add(values[0], values[1]);
        }
        double[] line = Arrays.copyOf(values, size);
        size = 0;
        return line;
    }
}
