package org.einthoven.training.cohort;

import java.util.Locale;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.NormalisedEcg;

/** A small drawing of twelve leads, 3 × 4 with lead II beneath, at the usual 25 mm/s and 10 mm/mV on millimetre paper. */
final class EcgSketch {
    private static final int MM_A_SECOND = 25;
    private static final int MM_A_MILLIVOLT = 10;
    private static final double SECONDS_A_COLUMN = 2.5;
    private static final int ROWS = 3;
    private static final int ROW_MM = 24;
    private static final int TOP_MM = 9;
    private static final int WIDTH_MM = 260;
    private static final int HEIGHT_MM = TOP_MM + (ROWS + 1) * ROW_MM;
    private static final int LEFT_MM = 5;
    /** Coordinates are whole tenths of a millimetre: 10 µV and 4 ms. */
    private static final int UNITS_A_MM = 10;

    private final NormalisedEcg ecg;
    private final StringBuilder svg = new StringBuilder();

    private EcgSketch(NormalisedEcg ecg) {
        this.ecg = ecg;
    }

    static String svg(String title, NormalisedEcg ecg) {
        EcgSketch sketch = new EcgSketch(ecg);
        sketch.paper(title);
        for (int column = 0; column < 4; column++) {
            for (int row = 0; row < ROWS; row++) {
                sketch.lead(Lead.STANDARD.get(ROWS * column + row), row, column, SECONDS_A_COLUMN);
            }
        }
        sketch.lead(Lead.II, ROWS, 0, 4 * SECONDS_A_COLUMN);
        return sketch.svg.append("</svg>\n").toString();
    }

    private void paper(String title) {
        svg.append(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="3.4">
                <title>%3$s</title>
                <defs><pattern id="g" width="5" height="5" patternUnits="userSpaceOnUse">\
                <path d="M0 0H5M0 0V5" stroke="#e9a0a0" stroke-width=".25" fill="none"/></pattern></defs>
                <rect width="%1$d" height="%2$d" fill="#fffafa"/><rect width="%1$d" height="%2$d" fill="url(#g)"/>
                <text x="%4$d" y="5">%3$s</text>
                """, WIDTH_MM, HEIGHT_MM, title, LEFT_MM));
    }

    private void lead(Lead lead, int row, int column, double seconds) {
        double left = LEFT_MM + column * SECONDS_A_COLUMN * MM_A_SECOND;
        double middle = TOP_MM + (row + .55) * ROW_MM;
        int from = (int) (column * SECONDS_A_COLUMN * NormalisedEcg.SAMPLING_RATE_HZ);
        int to = from + (int) (seconds * NormalisedEcg.SAMPLING_RATE_HZ);
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\">%s</text><path transform=\"translate(%.1f %.1f) scale(.1)\" fill=\"none\""
                        + " stroke=\"#101030\" stroke-width=\"2.5\" stroke-linejoin=\"round\" d=\"",
                left + 1,
                middle - 8,
                lead,
                left,
                middle));
        curve(lead, from, to);
        svg.append("\"/>\n");
    }

    /** Gaps where not valid; steps of the same height are drawn as one. */
    private void curve(Lead lead, int from, int to) {
        double offset = median(lead, from, to);
        boolean drawing = false;
        int last = 0;
        int run = 0;
        int step = 0;
        for (int i = from; i < to; i++) {
            boolean valid = ecg.isValid(lead, i);
            int y = (int) Math.round(-(ecg.sample(lead, i) - offset) * MM_A_MILLIVOLT * UNITS_A_MM);
            if (valid && drawing && y - last == step) {
                run++;
            } else {
                line(run, step);
                run = valid && drawing ? 1 : 0;
                step = y - last;
            }
            if (valid && !drawing) {
                svg.append('M').append(i - from).append(' ').append(y);
                step = 0;
            }
            drawing = valid;
            last = y;
        }
        line(run, step);
    }

    private void line(int run, int step) {
        if (run > 0 && step == 0) {
            svg.append('h').append(run);
        } else if (run > 0) {
            svg.append('l').append(run).append(step < 0 ? "" : " ").append(run * step);
        }
    }

    private double median(Lead lead, int from, int to) {
        double[] values = java.util.stream.IntStream.range(from, to)
                .filter(i -> ecg.isValid(lead, i))
                .mapToDouble(i -> ecg.sample(lead, i))
                .sorted()
                .toArray();
        return values.length == 0 ? 0 : values[values.length / 2];
    }
}
