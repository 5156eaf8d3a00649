package org.einthoven.training.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.einthoven.training.chart.Series.Point;
import org.einthoven.training.loop.TextFile;
import org.einthoven.training.loop.WholeFile;

/** Columns of a run's table of metrics over its first column, the step, as an SVG file. */
public final class MetricsPlot {
    private final List<String> heading;
    private final List<double[]> rows = new ArrayList<>();

    private MetricsPlot(List<String> heading) {
        this.heading = heading;
    }

    /** @throws IOException where it is no table of numbers; empty cells are left out of their lines */
    public static MetricsPlot read(Path metrics) throws IOException {
        List<String> lines = TextFile.lines(metrics);
        MetricsPlot plot = new MetricsPlot(
                lines.isEmpty() ? List.of() : List.of(lines.get(0).split(",", -1)));
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            try {
                plot.rows.add(Arrays.stream(line.split(",", -1))
                        .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
                        .toArray());
            } catch (NumberFormatException e) {
                throw new IOException(metrics + " is no table of numbers", e);
            }
        }
        return plot;
    }

    /** A column and how the legend names it. */
    public record Line(String column, String name) {}

    /** Writes a chart; none where its columns have no two different steps. */
    public void write(Path file, String title, String subtitle, String unit, Line... lines) throws IOException {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            series.add(Series.line(lines[i].name(), i, points(lines[i].column())));
        }
        double[] steps = series.stream()
                .flatMap(each -> each.points().stream())
                .mapToDouble(Point::x)
                .sorted()
                .toArray();
        if (steps.length == 0 || steps[0] == steps[steps.length - 1]) {
            return;
        }
        Chart chart =
                new Chart(title, subtitle, Axis.linear("step", 0, steps[steps.length - 1]), valueAxis(unit, series));
        series.forEach(chart::add);
        WholeFile.write(file, chart.toSvg());
    }

    private List<Point> points(String column) {
        int index = heading.indexOf(column);
        return rows.stream()
                .filter(row -> index >= 0 && index < row.length && Double.isFinite(row[index]))
                .map(row -> new Point(row[0], row[index]))
                .toList();
    }

    /** With a little room above and below. */
    private static Axis valueAxis(String unit, List<Series> series) {
        double[] values = series.stream()
                .flatMap(each -> each.points().stream())
                .mapToDouble(Point::y)
                .sorted()
                .toArray();
        double low = values[0];
        double high = values[values.length - 1];
        double room = Math.max((high - low) / 20, 1e-6 * Math.max(1, Math.abs(high)));
        return Axis.linear(unit, low - room, high + room);
    }
}
