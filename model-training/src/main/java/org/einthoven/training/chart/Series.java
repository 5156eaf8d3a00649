package org.einthoven.training.chart;

import java.util.List;
import java.util.Objects;

/**
 * Points that belong together.
 *
 * @param name in the legend
 * @param style which colour, marker and dash; the same thing has the same in every chart of a page
 * @param points by ascending x, if they are joined
 */
public record Series(String name, int style, boolean markers, Uncertainty uncertainty, List<Point> points) {
    public Series {
        Objects.requireNonNull(name);
        Objects.requireNonNull(uncertainty);
        points = List.copyOf(points);
        if (style < 0) {
            throw new IllegalArgumentException("styles are numbered from 0");
        }
    }

    /** How the interval of a point is drawn. */
    public enum Uncertainty {
        NONE,
        BAND,
        /** At each point, of points that are joined by a line. */
        WHISKERS,
        /** Joined by a thin line. */
        BARS,
        /** Not joined: of things that have no order. */
        INTERVALS
    }

    /**
     * One value with its interval.
     *
     * @param low at most y
     * @param high at least y
     */
    public record Point(double x, double y, double low, double high) {
        public Point(double x, double y) {
            this(x, y, y, y);
        }
    }

    public static Series line(String name, int style, List<Point> points) {
        return new Series(name, style, false, Uncertainty.NONE, points);
    }

    public static Series band(String name, int style, List<Point> points) {
        return new Series(name, style, true, Uncertainty.BAND, points);
    }

    public static Series whiskers(String name, int style, List<Point> points) {
        return new Series(name, style, true, Uncertainty.WHISKERS, points);
    }

    public static Series bars(String name, int style, List<Point> points) {
        return new Series(name, style, true, Uncertainty.BARS, points);
    }

    public static Series intervals(String name, int style, List<Point> points) {
        return new Series(name, style, true, Uncertainty.INTERVALS, points);
    }
}
