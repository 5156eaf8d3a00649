package org.einthoven.ecg.quality;

import java.util.Arrays;

/**
 * Measures leads in one pass over their samples, in blocks of a fifth of a second; a block that lacks a sample is left out.
 * Keeps its buffers: for one recording and thread.
 */
final class LeadMeter {
    private static final double BLOCK_SECONDS = .2;
    private static final int SECOND = 5;
    private static final int TWO_SECONDS = 10;
    private static final int TEN_SECONDS = 50;
    /** The second difference is taken over two times this: most of 62 Hz, a quarter of 20 Hz, hardly anything of a T wave. */
    private static final double STEP_SECONDS = .008;
    /** White noise of variance 1 has a second difference of variance 1 + 4 + 1. */
    private static final double NOISE_GAIN = Math.sqrt(6);

    private static final int PARTS = 4;
    /** Of the twenty parts of blocks in a second, from the quietest: at 300 beats a minute five hold no QRS complex. */
    private static final int QUIET_PART = 3;

    private static final double EXCEEDED_BY_A_QUARTER = .75;
    private static final double CALM = .25;

    private final double samplingRateHz;
    private final int block;
    private final int step;
    private final Hum hum50;
    private final Hum hum60;
    private final double[] means;
    /** Four a block. */
    private final double[] partMeans;

    private final double[] lowest;
    private final double[] highest;
    /** Mean square of the second difference, four a block. */
    private final double[] roughness;

    private final double[] sorted;
    private final RailRuns rails;
    private int count;

    LeadMeter(double samplingRateHz, int length) {
        this.samplingRateHz = samplingRateHz;
        this.block = Math.max(PARTS, (int) Math.round(BLOCK_SECONDS * samplingRateHz));
        this.step = Math.max(1, (int) Math.round(STEP_SECONDS * samplingRateHz));
        int blocks = length / block + 1;
        this.hum50 = new Hum(50, samplingRateHz, block, blocks);
        this.hum60 = new Hum(60, samplingRateHz, block, blocks);
        this.means = new double[blocks];
        this.partMeans = new double[PARTS * blocks];
        this.lowest = new double[blocks];
        this.highest = new double[blocks];
        this.roughness = new double[PARTS * blocks];
        this.sorted = new double[Math.max(PARTS * SECOND, blocks)];
        this.rails = new RailRuns(samplingRateHz);
    }

    LeadFigures measure(double[] millivolts) {
        count = 0;
        hum50.begin();
        hum60.begin();
        for (int from = step; from + block + step <= millivolts.length; from += block) {
            if (isWhole(millivolts, from)) {
                hum50.keep();
                hum60.keep();
                count++;
            } else {
                hum50.drop();
                hum60.drop();
            }
        }
        return figures(millivolts);
    }

    /** Reads a block; whether no sample of it is missing. */
    private boolean isWhole(double[] millivolts, int from) {
        means[count] = 0;
        lowest[count] = Double.POSITIVE_INFINITY;
        highest[count] = Double.NEGATIVE_INFINITY;
        double rough = 0;
        for (int part = 0; part < PARTS; part++) {
            int begin = part * block / PARTS;
            int end = (part + 1) * block / PARTS;
            double before = means[count];
            roughness[PARTS * count + part] = read(millivolts, from, begin, end);
            partMeans[PARTS * count + part] = (means[count] - before) * block / (end - begin);
            rough += roughness[PARTS * count + part];
        }
        return !Double.isNaN(rough);
    }

    /** The only loop over all samples. A missing one makes sums NaN. */
    private double read(double[] x, int from, int begin, int end) {
        double[] cosine50 = hum50.cosine();
        double[] sine50 = hum50.sine();
        double[] cosine60 = hum60.cosine();
        double[] sine60 = hum60.sine();
        double sum = 0;
        double bends = 0;
        double c50 = 0;
        double s50 = 0;
        double c60 = 0;
        double s60 = 0;
        double min = lowest[count];
        double max = highest[count];
        for (int i = begin; i < end; i++) {
            double value = x[from + i];
            double bend = x[from + i - step] - 2 * value + x[from + i + step];
            sum += value;
            bends += bend * bend;
            c50 += cosine50[i] * value;
            s50 += sine50[i] * value;
            c60 += cosine60[i] * value;
            s60 += sine60[i] * value;
            min = value < min ? value : min;
            max = value > max ? value : max;
        }
        means[count] += sum / block;
        lowest[count] = min;
        highest[count] = max;
        hum50.add(c50, s50);
        hum60.add(c60, s60);
        return bends / (end - begin);
    }

    private LeadFigures figures(double[] millivolts) {
        double amplitude50 = hum50.amplitude();
        double amplitude60 = hum60.amplitude();
        Hum hum = amplitude50 >= amplitude60 ? hum50 : hum60;
        double amplitude = Math.max(amplitude50, amplitude60);
        rails.look(millivolts, count == 0 ? 0 : lowest(0, count), count == 0 ? 0 : highest(0, count));
        int ranges = sortRanges();
        return new LeadFigures(
                Quantile.ofSorted(sorted, ranges, EXCEEDED_BY_A_QUARTER),
                Quantile.ofSorted(sorted, ranges, 1),
                Quantile.ofSorted(sorted, ranges, CALM),
                size(),
                peakiness(),
                noise(hum.hertz(), amplitude),
                amplitude,
                hum.hertz(),
                wander(),
                heldSeconds(),
                rails.seconds(),
                rails.runs());
    }

    /** Sorts the ranges of all two seconds; returns how many. */
    private int sortRanges() {
        int n = 0;
        for (int from = 0; from < count; from += TWO_SECONDS) {
            int to = Math.min(count, from + TWO_SECONDS);
            if (to - from >= TWO_SECONDS / 2 || from == 0) {
                sorted[n++] = highest(from, to) - lowest(from, to);
            }
        }
        Arrays.sort(sorted, 0, n);
        return n;
    }

    private double size() {
        int n = 0;
        for (int from = 0; from < count; from += TWO_SECONDS) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int k = PARTS * from; k < PARTS * Math.min(count, from + TWO_SECONDS); k++) {
                min = Math.min(min, partMeans[k]);
                max = Math.max(max, partMeans[k]);
            }
            sorted[n++] = max - min;
        }
        return Quantile.of(sorted, n, .5);
    }

    private double lowest(int from, int to) {
        double least = lowest[from];
        for (int k = from; k < to; k++) {
            least = Math.min(least, lowest[k]);
        }
        return least;
    }

    private double highest(int from, int to) {
        double most = highest[from];
        for (int k = from; k < to; k++) {
            most = Math.max(most, highest[k]);
        }
        return most;
    }

    /** How much rougher the roughest part of a block of most stretches of two seconds is than what is quiet. */
    private double peakiness() {
        double quiet = quiet();
        int n = 0;
        for (int from = 0; from + TWO_SECONDS <= count; from += TWO_SECONDS) {
            double most = 0;
            for (int k = PARTS * from; k < PARTS * (from + TWO_SECONDS); k++) {
                most = Math.max(most, roughness[k]);
            }
            sorted[n++] = most;
        }
        return n == 0 ? 0 : Math.sqrt(Quantile.of(sorted, n, .5) / Math.max(Double.MIN_NORMAL, quiet));
    }

    /** The roughness between the complexes of a usual second. */
    private double quiet() {
        double[] parts = new double[PARTS * SECOND];
        int n = 0;
        for (int from = 0; from + SECOND <= count; from += SECOND) {
            System.arraycopy(roughness, PARTS * from, parts, 0, parts.length);
            Arrays.sort(parts);
            sorted[n++] = parts[QUIET_PART];
        }
        return n == 0 ? 0 : Quantile.of(sorted, n, .5);
    }

    private double noise(double humHz, double humMv) {
        double gain = 4 * Math.pow(Math.sin(Math.PI * humHz * step / samplingRateHz), 2);
        double ofHum = gain * gain * humMv * humMv / 2;
        return Math.sqrt(Math.max(0, quiet() - ofHum)) / NOISE_GAIN;
    }

    /** The most within ten seconds: over minutes any baseline goes somewhere. */
    private double wander() {
        double wander = 0;
        for (int from = 0; from < count; from += TEN_SECONDS) {
            wander = Math.max(wander, wander(from, Math.min(count, from + TEN_SECONDS)));
        }
        return wander;
    }

    private double wander(int begin, int end) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int from = begin; from + SECOND <= end; from++) {
            double sum = 0;
            for (int k = from; k < from + SECOND; k++) {
                sum += means[k];
            }
            least = Math.min(least, sum / SECOND);
            most = Math.max(most, sum / SECOND);
        }
        return Math.max(0, most - least);
    }

    private double heldSeconds() {
        int held = 0;
        int run = 0;
        for (int k = 0; k <= count; k++) {
            if (k < count && lowest[k] == highest[k]) {
                run++;
            } else {
                held += run >= SECOND ? run : 0;
                run = 0;
            }
        }
        return held * block / samplingRateHz;
    }
}
