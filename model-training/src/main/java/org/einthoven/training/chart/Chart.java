package org.einthoven.training.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.einthoven.training.chart.Series.Point;
import org.einthoven.training.chart.Series.Uncertainty;

/**
 * A chart of two axes as SVG 1.1, with a legend below. It has no ids, so that several can stand in one HTML page, and needs
 * nothing from elsewhere.
 */
public final class Chart {
    private static final double WIDTH = 480;
    private static final double LEFT = 60;
    private static final double RIGHT = 14;
    private static final double TOP = 52;
    private static final double SUBTITLE_ROW = 14;
    private static final double PLOT_HEIGHT = 290;
    private static final double BELOW = 48;
    private static final double LABEL_ROW = 14;
    private static final double LEGEND_ROW = 18;
    private static final double TICK_ROOM = 30;
    /** What fits: SVG tells no widths of texts. */
    private static final int TITLE_CHARACTERS = 60;

    private static final int SUBTITLE_CHARACTERS = 82;
    private static final int LEGEND_CHARACTERS = 66;

    private final String title;
    private final String subtitle;
    private final Axis x;
    private final Axis y;
    private final List<Series> series = new ArrayList<>();
    private final List<Point[]> guides = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    /** @param subtitle below the title, on two lines where one is too short; either is cut where it does not fit */
    public Chart(String title, String subtitle, Axis x, Axis y) {
        this.title = Objects.requireNonNull(title);
        this.subtitle = Objects.requireNonNull(subtitle);
        this.x = Objects.requireNonNull(x);
        this.y = Objects.requireNonNull(y);
    }

    public Chart add(Series added) {
        series.add(added);
        return this;
    }

    /** A thin grey line behind all else, as that of chance. */
    public Chart guide(double fromX, double fromY, double toX, double toY) {
        guides.add(new Point[] {new Point(fromX, fromY), new Point(toX, toY)});
        return this;
    }

    /** An svg element, without an XML declaration. */
    public String toSvg() {
        out.setLength(0);
        double height = top() + PLOT_HEIGHT + below() + LEGEND_ROW * series.size() + 6;
        append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" role=\"img\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\""
                        + " font-family=\"'Liberation Sans',Arial,Helvetica,sans-serif\" font-size=\"12\" fill=\"#222222\">\n",
                number(WIDTH), number(height), number(WIDTH), number(height));
        append("<title>%s. %s</title>\n", Markup.escape(title), Markup.escape(subtitle));
        append("<rect width=\"%s\" height=\"%s\" fill=\"#ffffff\"/>\n", number(WIDTH), number(height));
        text(12, 20, "start", " font-size=\"13\" font-weight=\"bold\"", shortened(title, TITLE_CHARACTERS));
        List<String> lines = subtitleLines();
        for (int line = 0; line < lines.size(); line++) {
            text(12, 37 + SUBTITLE_ROW * line, "start", " font-size=\"11\"", lines.get(line));
        }
        axes();
        openClip();
        guides.forEach(guide -> append(
                "<path d=\"%s\" fill=\"none\" stroke=\"#888888\" stroke-dasharray=\"3 3\"/>\n", path(List.of(guide))));
        series.forEach(this::uncertainty);
        series.forEach(this::curve);
        append("</svg>\n");
        legend();
        return append("</svg>\n").out.toString();
    }

    /** One, or two broken at a space; what does not fit into two is cut. */
    private List<String> subtitleLines() {
        if (subtitle.codePointCount(0, subtitle.length()) <= SUBTITLE_CHARACTERS) {
            return List.of(subtitle);
        }
        int space = subtitle.lastIndexOf(' ', subtitle.offsetByCodePoints(0, SUBTITLE_CHARACTERS));
        int end = space > 0 ? space : subtitle.offsetByCodePoints(0, SUBTITLE_CHARACTERS);
        return List.of(
                subtitle.substring(0, end), shortened(subtitle.substring(end).strip(), SUBTITLE_CHARACTERS));
    }

    private double top() {
        return TOP + SUBTITLE_ROW * (subtitleLines().size() - 1);
    }

    /** Room for the labels of the axis, some of which may have several lines, and its title. */
    private double below() {
        long most = x.ticks().stream()
                .mapToLong(tick -> tick.label().lines().count())
                .max()
                .orElse(1);
        return BELOW + LABEL_ROW * Math.max(0, most - 1);
    }

    /** What lies beyond the axes is cut off: a nested svg needs no id for that, as a clipPath would. */
    private void openClip() {
        double width = WIDTH - LEFT - RIGHT;
        append(
                "<svg x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" viewBox=\"%s %s %s %s\" overflow=\"hidden\">\n",
                number(LEFT - 5),
                number(top() - 5),
                number(width + 10),
                number(PLOT_HEIGHT + 10),
                number(LEFT - 5),
                number(top() - 5),
                number(width + 10),
                number(PLOT_HEIGHT + 10));
    }

    private void axes() {
        double bottom = top() + PLOT_HEIGHT;
        double right = WIDTH - RIGHT;
        double nextLabel = Double.POSITIVE_INFINITY;
        // From the right, as the last is the one that must not lack.
        for (int i = x.ticks().size() - 1; i >= 0; i--) {
            Axis.Tick tick = x.ticks().get(i);
            double place = x(tick.value());
            line(place, top(), place, bottom, "#e4e4e4");
            if (nextLabel - place >= TICK_ROOM) {
                List<String> lines = tick.label().lines().toList();
                for (int line = 0; line < lines.size(); line++) {
                    text(place, bottom + 16 + LABEL_ROW * line, "middle", "", lines.get(line));
                }
                nextLabel = place;
            }
        }
        for (Axis.Tick tick : y.ticks()) {
            line(LEFT, y(tick.value()), right, y(tick.value()), "#e4e4e4");
            text(LEFT - 6, y(tick.value()) + 4, "end", "", tick.label());
        }
        line(LEFT, bottom, right, bottom, "#444444");
        line(LEFT, top(), LEFT, bottom, "#444444");
        text((LEFT + right) / 2, bottom + below() - 13, "middle", "", x.title());
        append(
                "<text transform=\"translate(14,%s) rotate(-90)\" text-anchor=\"middle\">%s</text>\n",
                number(top() + PLOT_HEIGHT / 2), Markup.escape(y.title()));
    }

    private void uncertainty(Series drawn) {
        Style style = Style.of(drawn.style());
        if (drawn.uncertainty() != Uncertainty.NONE && drawn.uncertainty() != Uncertainty.BAND) {
            bars(drawn, style);
        } else if (drawn.uncertainty() == Uncertainty.BAND && drawn.points().size() > 1) {
            List<Point> outline = new ArrayList<>();
            drawn.points().forEach(point -> outline.add(new Point(point.x(), point.high())));
            for (int i = drawn.points().size() - 1; i >= 0; i--) {
                outline.add(new Point(
                        drawn.points().get(i).x(), drawn.points().get(i).low()));
            }
            append(
                    "<path d=\"%sz\" fill=\"%s\" fill-opacity=\"0.11\" stroke=\"none\"/>\n",
                    path(outline), style.colour());
        }
    }

    /** All in one element, as the markers are: of a hundred bars each would take a hundred bytes of its own. */
    private void bars(Series drawn, Style style) {
        boolean joinedThinly = drawn.uncertainty() == Uncertainty.BARS;
        StringBuilder path = new StringBuilder();
        for (Point point : drawn.points()) {
            path.append(path(List.of(new Point(point.x(), point.low()), new Point(point.x(), point.high()))));
        }
        append(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-opacity=\"%s\" stroke-width=\"%s\"/>\n",
                path, style.colour(), joinedThinly ? "0.45" : "0.8", joinedThinly ? "1" : "1.5");
    }

    private void curve(Series drawn) {
        Style style = Style.of(drawn.style());
        if (drawn.points().isEmpty()) {
            return;
        }
        if (drawn.uncertainty() != Uncertainty.INTERVALS) {
            stroke(path(drawn.points()), style, drawn.uncertainty() == Uncertainty.BARS ? 1 : 1.8);
        }
        if (drawn.markers()) {
            StringBuilder path = new StringBuilder();
            drawn.points().forEach(point -> path.append(marker(x(point.x()), y(point.y()), style)));
            append("<path d=\"%s\" fill=\"%s\"/>\n", path, style.colour());
        }
    }

    private void stroke(String path, Style style, double width) {
        append(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\"%s/>\n",
                path,
                style.colour(),
                number(width),
                style.dash().isEmpty() ? "" : " stroke-dasharray=\"" + style.dash() + "\"");
    }

    private static String marker(double atX, double atY, Style style) {
        return "M" + number(atX) + "," + number(atY) + style.marker().path();
    }

    private void legend() {
        for (int i = 0; i < series.size(); i++) {
            Style style = Style.of(series.get(i).style());
            double row = top() + PLOT_HEIGHT + below() + LEGEND_ROW * i + 8;
            if (series.get(i).uncertainty() != Uncertainty.INTERVALS) {
                stroke("M" + number(LEFT) + "," + number(row) + "h32", style, 1.8);
            }
            if (series.get(i).markers()) {
                append("<path d=\"%s\" fill=\"%s\"/>\n", marker(LEFT + 16, row, style), style.colour());
            }
            text(LEFT + 40, row + 4, "start", "", shortened(series.get(i).name(), LEGEND_CHARACTERS));
        }
    }

    private String path(List<Point> points) {
        List<double[]> places = new ArrayList<>();
        for (Point point : points) {
            places.add(new double[] {x(point.x()), y(point.y())});
        }
        StringBuilder path = new StringBuilder();
        for (double[] place : Outline.simplified(places)) {
            path.append(path.length() == 0 ? 'M' : 'L');
            path.append(number(place[0])).append(',').append(number(place[1]));
        }
        return path.toString();
    }

    private static String shortened(String text, int most) {
        int length = text.codePointCount(0, text.length());
        return length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "\u2026";
    }

    private double x(double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * x.place(value);
    }

    private double y(double value) {
        return top() + PLOT_HEIGHT * (1 - y.place(value));
    }

    private void line(double fromX, double fromY, double toX, double toY, String colour) {
        append(
                "<path d=\"M%s,%sL%s,%s\" stroke=\"%s\" fill=\"none\"/>\n",
                number(fromX), number(fromY), number(toX), number(toY), colour);
    }

    private void text(double atX, double atY, String anchor, String attributes, String text) {
        append(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s>%s</text>\n",
                number(atX), number(atY), anchor, attributes, Markup.escape(text));
    }

    private Chart append(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
        return this;
    }

    /** A tenth of a pixel is enough. */
    private static String number(double value) {
        double tenths = Math.round(10 * value) / 10.0;
        return tenths == Math.rint(tenths) ? String.valueOf((long) tenths) : String.valueOf(tenths);
    }
}
