package org.einthoven.report.drawing;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.ecg.SampledSignal;

/**
 * A part of a lead as lines on paper: x = left + (t − from) × 25 mm, y = baseline − (mV − offset) × 10 mm. The line
 * breaks where samples were not recorded. Where more than four samples share a tenth of a millimetre the first, the
 * lowest, the highest and the last of them are drawn, so that no peak is lost.
 */
final class Curve {
    static final double MM_PER_SECOND = 25;
    static final double MM_PER_MILLIVOLT = 10;
    /** In mm from the page's upper end: what lies beyond is not seen, and no format need hold its number. */
    private static final double FURTHEST = 1000;

    private static final double CELL = 0.1;
    private static final int SAMPLES_KEPT = 4;
    /** So that a sample on the border is not lost to rounding. */
    private static final double ROUNDING = 1e-6;

    private final SampledSignal signal;
    private final double from;
    private final double left;
    private final double baseline;
    private final double offset;
    private final List<double[]> lines = new ArrayList<>();
    private final List<double[]> gaps = new ArrayList<>();
    private double highest = Double.POSITIVE_INFINITY;
    private double lowest = Double.NEGATIVE_INFINITY;

    /** @param offset millivolts that are taken off each sample */
    Curve(SampledSignal signal, double from, double to, double left, double baseline, double offset) {
        this.signal = signal;
        this.from = from;
        this.left = left;
        this.baseline = baseline;
        this.offset = offset;
        double rate = signal.samplingRateHz();
        int first = (int) Math.ceil(from * rate - ROUNDING);
        int last = (int) Math.min(signal.length() - 1, Math.floor(to * rate + ROUNDING));
        draw(first, last);
    }

    List<double[]> lines() {
        return lines;
    }

    /** Where nothing was recorded: pairs of x. */
    List<double[]> gaps() {
        return gaps;
    }

    /** Whether all of it lies between two heights of the page. */
    boolean within(double top, double bottom) {
        return highest >= top - ROUNDING && lowest <= bottom + ROUNDING;
    }

    private void draw(int first, int last) {
        int start = first;
        while (start <= last) {
            boolean valid = signal.isValid(start);
            int end = start;
            while (end < last && signal.isValid(end + 1) == valid) {
                end++;
            }
            if (valid) {
                lines.add(line(start, end));
            } else {
                gaps.add(new double[] {x(Math.max(first, start - 1)), x(Math.min(last, end + 1))});
            }
            start = end + 1;
        }
    }

    private double[] line(int first, int last) {
        boolean dense = signal.samplingRateHz() / MM_PER_SECOND * CELL > SAMPLES_KEPT;
        Points points = new Points();
        int start = first;
        while (start <= last) {
            if (dense) {
                int end = endOfCell(start, last);
                addExtremes(points, start, end);
                start = end + 1;
            } else {
                add(points, start++);
            }
        }
        return points.takeLine();
    }

    private int endOfCell(int start, int last) {
        double cell = Math.floor(x(start) / CELL);
        int end = start;
        while (end < last && Math.floor(x(end + 1) / CELL) == cell) {
            end++;
        }
        return end;
    }

    /** First, extremes in their order, last; each sample once. */
    private void addExtremes(Points points, int first, int last) {
        int low = first;
        int high = first;
        for (int i = first; i <= last; i++) {
            low = signal.millivolts()[i] < signal.millivolts()[low] ? i : low;
            high = signal.millivolts()[i] > signal.millivolts()[high] ? i : high;
        }
        int[] order = {first, Math.min(low, high), Math.max(low, high), last};
        for (int k = 0; k < order.length; k++) {
            if (k == 0 || order[k] != order[k - 1]) {
                add(points, order[k]);
            }
        }
    }

    private void add(Points points, int sample) {
        double y = baseline - (signal.millivolts()[sample] - offset) * MM_PER_MILLIVOLT;
        highest = Math.min(highest, y);
        lowest = Math.max(lowest, y);
        points.add(x(sample), Math.max(-FURTHEST, Math.min(FURTHEST, y)));
    }

    private double x(int sample) {
        return left + (sample / signal.samplingRateHz() - from) * MM_PER_SECOND;
    }
}
