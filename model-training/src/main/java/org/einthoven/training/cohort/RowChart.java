package org.einthoven.training.cohort;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Small charts as SVG, a row a name. */
final class RowChart {
    private static final int LABELS = 260;
    private static final int PLOT = 360;
    private static final int ROW = 20;
    private static final int TOP = 44;

    private RowChart() {}

    /** @param shares by name, 0 to 1 */
    static String bars(String title, Map<String, Double> shares, double most) {
        StringBuilder svg = new StringBuilder(frame(title, shares.size()));
        int row = 0;
        for (Map.Entry<String, Double> entry : shares.entrySet()) {
            int y = TOP + row++ * ROW;
            double width = PLOT * entry.getValue() / most;
            svg.append(label(entry.getKey(), y))
                    .append(String.format(
                            Locale.ROOT,
                            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"13\" fill=\"#3b6ea5\"/>"
                                    + "<text x=\"%.1f\" y=\"%d\">%.1f %%</text>%n",
                            LABELS,
                            y,
                            width,
                            LABELS + width + 5,
                            y + 11,
                            100 * entry.getValue()));
        }
        return svg.append("</svg>\n").toString();
    }

    /**
     * Areas under ROC curves, a row a name, a dot a series.
     *
     * @param interval half the width of the band in which 95 % of the dots lie by chance
     */
    static String areas(String title, Map<String, List<Double>> areas, double interval) {
        StringBuilder svg = new StringBuilder(frame(title, areas.size() + 1));
        int bottom = TOP + areas.size() * ROW;
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#dfe8f2\"/>"
                        + "<path d=\"M%.1f %dV%d\" stroke=\"#888\"/>%n",
                x(.5 - interval),
                TOP - 6,
                x(.5 + interval) - x(.5 - interval),
                bottom - TOP + 6,
                x(.5),
                TOP - 6,
                bottom));
        int row = 0;
        for (Map.Entry<String, List<Double>> entry : areas.entrySet()) {
            int y = TOP + row++ * ROW;
            svg.append(label(entry.getKey(), y));
            entry.getValue()
                    .forEach(area -> svg.append(String.format(
                            Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%d\" r=\"3\" fill=\"#3b6ea5\"/>", x(area), y + 7)));
            svg.append('\n');
        }
        for (double tick : new double[] {.4, .45, .5, .55, .6}) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.2f</text>%n",
                    x(tick),
                    bottom + 14,
                    tick));
        }
        return svg.append("</svg>\n").toString();
    }

    /** From 0.4 to 0.6; what lies beyond stands at the edge. */
    private static double x(double area) {
        return LABELS + PLOT * (Math.min(.6, Math.max(.4, area)) - .4) / .2;
    }

    private static String frame(String title, int rows) {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" font-family=\"sans-serif\""
                        + " font-size=\"12\"><title>%3$s</title><rect width=\"%1$d\" height=\"%2$d\" fill=\"white\"/>"
                        + "<text x=\"8\" y=\"20\" font-size=\"14\">%3$s</text>%n",
                LABELS + PLOT + 70,
                TOP + rows * ROW + 8,
                title);
    }

    private static String label(String text, int y) {
        return String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LABELS - 8, y + 11, text);
    }
}
