package org.einthoven.report.drawing;

import org.einthoven.report.drawing.Shape.Box;

/**
 * Where the rows of a page stand: as far from each other as the page allows, baselines on lines of the grid.
 *
 * @param first from the grid's upper end to the first row, in mm
 * @param pitch from row to row
 * @param above from a row's upper end to its baseline
 * @param grid all that is ruled
 */
record RowPlaces(double first, double pitch, double above, Box grid) {
    /** Where a row's label finds room above its calibration pulse. */
    static final double ROOMY = 20;

    private static final double GRID_TOP = 30;
    private static final double GRID_HEIGHT = 165;
    /** Above the first row, since R waves are tall; more where rows are narrow. */
    private static final double SPACE_ABOVE = 5;

    private static final double SPACE_ABOVE_NARROW = 8;
    private static final double TALLEST_ROW = 40;
    private static final double LARGE_BOX = 5;
    /** How far a curve may reach from its baseline at least: over its neighbours, as on any ECG recorder's paper. */
    private static final double REACH = 30;

    /** @param rows how many rows the page has room for */
    static RowPlaces of(int rows) {
        double roomy = Math.min(TALLEST_ROW, boxes(Math.floor((GRID_HEIGHT - SPACE_ABOVE) / rows / LARGE_BOX)));
        if (roomy >= ROOMY) {
            return new RowPlaces(
                    SPACE_ABOVE, roomy, boxes(Math.round(roomy / 2 / LARGE_BOX)), grid(SPACE_ABOVE, rows * roomy));
        }
        double narrow = Math.floor((GRID_HEIGHT - SPACE_ABOVE_NARROW) / rows);
        return new RowPlaces(
                SPACE_ABOVE_NARROW, narrow, Math.ceil(narrow / 2), grid(SPACE_ABOVE_NARROW, rows * narrow));
    }

    private static double boxes(double count) {
        return count * LARGE_BOX;
    }

    private static Box grid(double above, double rows) {
        double height = boxes(Math.ceil((above + rows) / LARGE_BOX));
        return new Box(PageComposer.LEFT, GRID_TOP, PageComposer.RIGHT - PageComposer.LEFT, height);
    }

    double top(int row) {
        return grid.y() + first + row * pitch;
    }

    double baseline(int row) {
        return top(row) + above;
    }

    /** The lower end of a row's ticks: above its label, or above the grid where narrow rows have no room. */
    double ticks(int row) {
        return pitch < ROOMY ? grid.y() : top(row);
    }

    /** Where a curve is drawn. */
    Box band(double left, double width, double baseline) {
        double reach = Math.max(pitch, REACH);
        double upper = Math.max(grid.y(), baseline - reach);
        double lower = Math.min(grid.bottom(), baseline + reach);
        return new Box(left, upper, width, lower - upper);
    }
}
