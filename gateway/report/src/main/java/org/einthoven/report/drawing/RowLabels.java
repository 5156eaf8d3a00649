package org.einthoven.report.drawing;

import java.util.List;
import org.einthoven.ecg.Lead;
import org.einthoven.report.drawing.Shape.Text;
import org.einthoven.report.drawing.Sheet.Stretch;

/** The leads' names, and what there is to say of a lead, where the curves leave room. */
final class RowLabels {
    private static final double SIZE = 3.6;
    private static final double SMALL_SIZE = 2.8;
    private static final double NAME_WIDTH = 30;
    private static final double NARROW_NAME_WIDTH = 10;
    private static final double GAP = 1;

    private final LeadRemarks remarks;
    private final RowPlaces places;

    RowLabels(LeadRemarks remarks, RowPlaces places) {
        this.remarks = remarks;
        this.places = places;
    }

    /** @param left where the curve begins */
    List<Shape> of(Stretch stretch, double left, int row) {
        double top = places.top(row);
        if (stretch.time() == null) {
            return List.of(label(stretch, left + GAP, top + SIZE));
        }
        return places.pitch() < RowPlaces.ROOMY ? narrow(stretch, left, row) : beside(stretch, row);
    }

    /** Left of the curve, above and below the calibration pulse, in nobody's way. */
    private List<Shape> beside(Stretch stretch, int row) {
        double x = PageComposer.LEFT + GAP;
        double baseline = places.baseline(row);
        Shape label = label(stretch, x, baseline - Curve.MM_PER_MILLIVOLT - 1.5);
        String time = stretch.time();
        return time == null || time.isEmpty()
                ? List.of(label)
                : List.of(label, new Text(x, baseline + SIZE + GAP, SIZE, false, time));
    }

    /** Left of the grid, where the pulses leave no room; what limits the lead is in small print above the curve. */
    private List<Shape> narrow(Stretch stretch, double left, int row) {
        Lead lead = stretch.lead();
        String name = PrintableText.fit(lead.name(), SIZE, NARROW_NAME_WIDTH) + remarks.star(lead);
        Text label = new Text(PageComposer.LEFT - GAP, places.baseline(row) + GAP, SIZE, true, name);
        String limit = remarks.limit(lead);
        if (limit == null) {
            return List.of(label);
        }
        String text = PrintableText.fit(limit, SMALL_SIZE, width(stretch));
        return List.of(label, new Text(left + GAP, places.top(row) + SMALL_SIZE, SMALL_SIZE, false, text));
    }

    private Text label(Stretch stretch, double x, double y) {
        Lead lead = stretch.lead();
        String limit = remarks.limit(lead);
        String text = PrintableText.fit(lead.name(), SIZE, NAME_WIDTH)
                + (limit == null ? "" : " – " + limit)
                + remarks.star(lead);
        return new Text(x, y, SIZE, false, PrintableText.fit(text, SIZE, width(stretch)));
    }

    private static double width(Stretch stretch) {
        return (stretch.to() - stretch.from()) * Curve.MM_PER_SECOND - 2 * GAP;
    }
}
