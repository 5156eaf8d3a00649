package org.einthoven.ecg.measurement;

import java.util.Arrays;
import java.util.List;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.delineation.Beat;

/**
 * Whether what was taken for QRS complexes stands out of what lies between, and has a shape that comes again: the beats of a heart do
 * both, in all leads at once, while the peaks of noise and the waves of fibrillation do neither. Read off slopes over 16 ms of
 * means over 20 ms, in which the powerline's hum is gone; each lead against its own usual slope, so that no noisy one decides.
 */
final class RepeatedComplexes {
    private static final int RATE = 125;
    private static final double HALF_MEAN_SECONDS = .01;
    /** Of many beats so many, evenly spread. */
    private static final int MOST = 14;

    private static final int HALF_SUM = 2;
    private static final int REACH = 8;
    private static final int BEFORE = 10;
    private static final int AFTER = 13;
    private static final int MOST_SHIFT = 4;
    private static final int WINDOW = BEFORE + AFTER + 1 + 2 * MOST_SHIFT;
    private static final int QUANTILE_STEP = 4;
    /** In mV over 16 ms: what is less is the recorder's last digit. */
    private static final float LEAST_SLOPE = .001f;

    private final int[] places;
    /** Beat × lead × sample of the slopes around the beat; 0 where none was recorded. */
    private final float[][] windows;
    /** Mean square of the slopes in the leads that were recorded; NaN where none was. */
    private final float[] squares;

    RepeatedComplexes(EcgRecording recording, List<Beat> beats) {
        this.places = places(beats);
        this.squares = new float[(int) (recording.length() / (double) recording.samplingRateHz() * RATE)];
        this.windows = new float[places.length][recording.leads().size() * WINDOW];
        byte[] leads = new byte[squares.length];
        float[] slopes = new float[squares.length];
        int lead = 0;
        for (SampledSignal signal : recording.leads().values()) {
            fill(signal, slopes);
            add(slopes, lead++, leads);
        }
        for (int i = 0; i < squares.length; i++) {
            squares[i] = leads[i] == 0 ? Float.NaN : squares[i] / leads[i];
        }
    }

    private static int[] places(List<Beat> beats) {
        int[] places = new int[Math.min(MOST, beats.size())];
        for (int i = 0; i < places.length; i++) {
            int beat = (int) ((long) i * beats.size() / places.length);
            places[i] = (int) Math.round(beats.get(beat).seconds() * RATE);
        }
        return places;
    }

    private static void fill(SampledSignal signal, float[] slopes) {
        double rate = signal.samplingRateHz();
        double[] values = signal.millivolts();
        int half = Math.max(1, (int) Math.round(HALF_MEAN_SECONDS * rate));
        double before = Double.NaN;
        double mean = Double.NaN;
        for (int i = 0; i <= slopes.length; i++) {
            double next = mean(values, (int) Math.round(i * rate / RATE), half);
            if (i > 0) {
                slopes[i - 1] = (float) (next - before);
            }
            before = mean;
            mean = next;
        }
    }

    private static double mean(double[] values, int middle, int half) {
        int from = Math.max(0, middle - half);
        int to = Math.min(values.length, middle + half);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return from < to ? sum / (to - from) : Double.NaN;
    }

    private void add(float[] slopes, int lead, byte[] leads) {
        float usual = Math.max(LEAST_SLOPE, quantile(slopes, .5));
        for (int i = 0; i < slopes.length; i++) {
            float slope = slopes[i] / usual;
            if (!Float.isNaN(slope)) {
                squares[i] += slope * slope;
                leads[i] += leads[i] < Byte.MAX_VALUE ? 1 : 0;
            }
        }
        for (int beat = 0; beat < places.length; beat++) {
            for (int i = 0; i < WINDOW; i++) {
                int sample = places[beat] - BEFORE - MOST_SHIFT + i;
                float slope = sample < 0 || sample >= slopes.length ? 0 : slopes[sample] / usual;
                windows[beat][lead * WINDOW + i] = Float.isNaN(slope) ? 0 : slope;
            }
        }
    }

    /** Of their absolute values, where there are. */
    private static float quantile(float[] values, double part) {
        float[] sorted = new float[values.length / QUANTILE_STEP + 1];
        int n = 0;
        for (int i = 0; i < values.length; i += QUANTILE_STEP) {
            if (!Float.isNaN(values[i])) {
                sorted[n++] = Math.abs(values[i]);
            }
        }
        Arrays.sort(sorted, 0, n);
        return n == 0 ? 0 : sorted[(int) (part * n)];
    }

    /** By how much the slopes of most complexes are steeper than those of the quietest quarter of the time. */
    double prominence() {
        float[] slopes = new float[squares.length];
        for (int i = 0; i < slopes.length; i++) {
            float sum = 0;
            for (int j = Math.max(0, i - HALF_SUM); j <= Math.min(slopes.length - 1, i + HALF_SUM); j++) {
                sum += squares[j];
            }
            slopes[i] = (float) Math.sqrt(sum / (2 * HALF_SUM + 1));
        }
        double[] highest = new double[places.length];
        for (int beat = 0; beat < places.length; beat++) {
            for (int i = Math.max(0, places[beat] - REACH);
                    i <= Math.min(slopes.length - 1, places[beat] + REACH);
                    i++) {
                highest[beat] = slopes[i] > highest[beat] ? slopes[i] : highest[beat];
            }
        }
        return Medians.of(highest) / Math.max(Float.MIN_NORMAL, quantile(slopes, .25));
    }

    /** The correlation of a complex, over all leads, with the one that is most like it; of most complexes. 0 of a single one. */
    double agreement() {
        double[] best = new double[places.length];
        for (int i = 0; i < best.length; i++) {
            for (int j = 0; j < i; j++) {
                double correlation = correlation(windows[i], windows[j]);
                best[i] = Math.max(best[i], correlation);
                best[j] = Math.max(best[j], correlation);
            }
        }
        return Medians.of(best);
    }

    /** Where they fit best. */
    private static double correlation(float[] a, float[] b) {
        double best = 0;
        for (int shift = -MOST_SHIFT; shift <= MOST_SHIFT; shift++) {
            float product = 0;
            float ofA = 0;
            float ofB = 0;
            for (int lead = 0; lead < a.length; lead += WINDOW) {
                for (int i = lead + MOST_SHIFT; i < lead + WINDOW - MOST_SHIFT; i++) {
                    product += a[i] * b[i + shift];
                    ofA += a[i] * a[i];
                    ofB += b[i + shift] * b[i + shift];
                }
            }
            best = Math.max(best, product / Math.max(Float.MIN_NORMAL, Math.sqrt((double) ofA * ofB)));
        }
        return best;
    }
}
