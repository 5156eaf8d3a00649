package org.einthoven.report.drawing;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.report.drawing.Shape.Box;
import org.einthoven.report.drawing.Shape.Path;
import org.einthoven.report.drawing.Shape.Stroke;

/** The millimetre grid: a thin line each millimetre, a bold one each five. */
final class Grid {
    static final Stroke THIN = new Stroke(0xF4CFCF, 0.1, false);
    static final Stroke BOLD = new Stroke(0xE39A9A, 0.2, false);
    private static final int BOLD_EACH = 5;

    private Grid() {}

    /** @param box whole millimetres wide and high */
    static List<Shape> over(Box box) {
        List<double[]> thin = new ArrayList<>();
        List<double[]> bold = new ArrayList<>();
        for (int i = 0; i <= Math.round(box.width()); i++) {
            (i % BOLD_EACH == 0 ? bold : thin).add(new double[] {box.x() + i, box.y(), box.x() + i, box.bottom()});
        }
        for (int i = 0; i <= Math.round(box.height()); i++) {
            (i % BOLD_EACH == 0 ? bold : thin).add(new double[] {box.x(), box.y() + i, box.right(), box.y() + i});
        }
        return List.of(Path.of(thin, THIN), Path.of(bold, BOLD));
    }
}
