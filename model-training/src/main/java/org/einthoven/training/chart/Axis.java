package org.einthoven.training.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One of the two axes of a chart.
 *
 * @param min at the beginning, in the unit of the values; above 0 on a logarithmic axis
 * @param max at the end, above min
 */
public record Axis(String title, double min, double max, boolean logarithmic, List<Tick> ticks) {
    private static final int MOST_TICKS = 6;
    private static final int CHARACTERS_OF_ALL_NAMES = 66;
    private static final double[] STEPS = {1, 2, 5, 10};
    /** Room beside the first and the last value of a logarithmic axis, where seven arms stand beside each other: three tenths of a doubling. */
    private static final double MARGIN = Math.pow(2, 0.3);

    public Axis {
        Objects.requireNonNull(title);
        ticks = List.copyOf(ticks);
        requireEnds(min, max);
        if (logarithmic && min <= 0) {
            throw new IllegalArgumentException("a logarithmic axis cannot begin at " + min);
        }
    }

    private static void requireEnds(double min, double max) {
        if (!(min < max) || Double.isInfinite(max - min)) {
            throw new IllegalArgumentException("an axis cannot reach from " + min + " to " + max);
        }
    }

    /** A labelled place on an axis. */
    public record Tick(double value, String label) {}

    /** With round ticks within its ends. */
    public static Axis linear(String title, double min, double max) {
        requireEnds(min, max);
        double step = step(max - min);
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(min / step - 1e-9); i * step <= max + 1e-9 * step; i++) {
            BigDecimal label = BigDecimal.valueOf(i * step).setScale(decimals, RoundingMode.HALF_UP);
            ticks.add(new Tick(i * step, label.toPlainString()));
        }
        return new Axis(title, min, max, false, ticks);
    }

    /** Round steps of which at most six fit. */
    private static double step(double range) {
        double power = Math.pow(10, Math.floor(Math.log10(range / MOST_TICKS)));
        for (double step : STEPS) {
            if (range / (step * power) <= MOST_TICKS + 1e-9) {
                return step * power;
            }
        }
        return 10 * power;
    }

    /** With a tick at each of the values, all above 0. */
    public static Axis logarithmic(String title, Collection<Integer> values) {
        List<Integer> sorted = values.stream().distinct().sorted().toList();
        List<Tick> ticks = sorted.stream()
                .map(value -> new Tick(value, String.valueOf(value)))
                .toList();
        return new Axis(title, sorted.get(0) / MARGIN, sorted.get(sorted.size() - 1) * MARGIN, true, ticks);
    }

    /** Of things that have no order, at 0, 1, 2, …; lines of names that do not fit are cut. */
    public static Axis categories(String title, List<String> names) {
        int most = Math.max(3, CHARACTERS_OF_ALL_NAMES / Math.max(1, names.size()));
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ticks.add(new Tick(
                    i, names.get(i).lines().map(line -> shortened(line, most)).collect(Collectors.joining("\n"))));
        }
        return new Axis(title, -0.5, Math.max(1, names.size()) - 0.5, false, ticks);
    }

    private static String shortened(String line, int most) {
        return line.length() <= most ? line : line.substring(0, most - 1) + "\u2026";
    }

    /** 0 at the beginning, 1 at the end; beyond them for values beyond. */
    double place(double value) {
        return logarithmic ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
    }
}
