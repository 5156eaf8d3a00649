package org.einthoven.report.drawing;

import java.util.List;

/** One A4 sheet, landscape. */
record Page(List<Shape> shapes) {
    static final double WIDTH = 297;
    static final double HEIGHT = 210;

    Page {
        shapes = List.copyOf(shapes);
    }
}
