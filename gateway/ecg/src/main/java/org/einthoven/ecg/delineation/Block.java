package org.einthoven.ecg.delineation;

import java.util.Arrays;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.signal.QuadraticSplineWavelet;

/**
 * A stretch of all leads at 250 Hz with its wavelet transform, and enough around it for the waves of the beats at its ends.
 * Used again for one stretch after the other.
 */
final class Block {
    static final int RATE = LeadsAt250Hz.RATE;
    static final int SCALES = 5;
    private static final int SECONDS = 10;
    /** Before the first and after the last beat of a block. */
    private static final int MARGIN = 3 * RATE / 2;

    static final int LENGTH = SECONDS * RATE;
    /** The most that it holds. */
    static final int SAMPLES = LENGTH + 2 * MARGIN;

    private static final int NOISE_STEP = 4;
    private static final int AROUND = 6;
    private static final double TOLERATED_GAPS = .02;
    /** A gap of 8 ms is bridged: no wave changes its course meanwhile. */
    private static final int SHORT_GAP = 2;

    private final LeadsAt250Hz leads;
    private final QuadraticSplineWavelet wavelet;
    private final float[][] values;
    private final boolean[][] valid;
    private final boolean[] complete;
    private final float[][] smooth;
    private final float[][][] scales;
    private final float[] sorted = new float[SAMPLES / NOISE_STEP + 1];
    private int begin;
    private int end;
    private float qrs;

    Block(LeadsAt250Hz leads) {
        this.leads = leads;
        int count = leads.leads().size();
        int samples = Math.min(SAMPLES, leads.samples());
        this.wavelet = new QuadraticSplineWavelet(SCALES, samples);
        this.values = new float[count][samples];
        this.valid = new boolean[count][samples];
        this.complete = new boolean[count];
        this.smooth = new float[count][samples];
        this.scales = new float[count][SCALES][samples];
    }

    /** Reads what is needed for the beats from … from + LENGTH - 1. */
    void read(int from) {
        begin = Math.max(0, from - MARGIN);
        end = Math.min(leads.samples(), from + LENGTH + MARGIN);
        for (int lead = 0; lead < values.length; lead++) {
            leads.read(lead, begin, end - begin, values[lead], valid[lead]);
            complete[lead] = isComplete(valid[lead], end - begin);
            if (!complete[lead]) {
                bridgeShortGaps(valid[lead], end - begin);
            }
            smooth(values[lead], smooth[lead], end - begin);
            float[][] details = wavelet.transform(values[lead], end - begin);
            for (int scale = 0; scale < SCALES; scale++) {
                System.arraycopy(details[scale], 0, scales[lead][scale], 0, end - begin);
            }
        }
    }

    private static boolean isComplete(boolean[] valid, int count) {
        for (int i = 0; i < count; i++) {
            if (!valid[i]) {
                return false;
            }
        }
        return true;
    }

    private static void bridgeShortGaps(boolean[] valid, int count) {
        int recorded = -1;
        for (int i = 0; i < count; i++) {
            if (valid[i]) {
                if (recorded >= 0 && i - recorded - 1 <= SHORT_GAP) {
                    Arrays.fill(valid, recorded, i, true);
                }
                recorded = i;
            }
        }
    }

    private static void smooth(float[] from, float[] to, int count) {
        for (int i = 0; i < count; i++) {
            if (i >= 2 && i < count - 2) {
                to[i] = (from[i - 2] + from[i - 1] + from[i] + from[i + 1] + from[i + 2]) / 5;
            } else {
                int first = Math.max(0, i - 2);
                int last = Math.min(count - 1, i + 2);
                float sum = 0;
                for (int j = first; j <= last; j++) {
                    sum += from[j];
                }
                to[i] = sum / (last - first + 1);
            }
        }
    }

    int leads() {
        return values.length;
    }

    Lead lead(int lead) {
        return leads.leads().get(lead);
    }

    /** The first sample that it holds. */
    int begin() {
        return begin;
    }

    /** Behind the last sample that it holds. */
    int end() {
        return end;
    }

    /** From their lowest to their highest, in mV. */
    void setQrs(float millivolts) {
        qrs = millivolts;
    }

    /** So much of what the QRS complexes of the block have from their lowest to their highest, in mV. */
    float partOfQrs(float part) {
        return part * qrs;
    }

    float value(int lead, int sample) {
        return values[lead][sample - begin];
    }

    /** The mean of five samples: what is slower than 40 Hz. Of the nearest that the block holds. */
    float smooth(int lead, int sample) {
        return smooth[lead][Math.max(begin, Math.min(end - 1, sample)) - begin];
    }

    /** Whether a lead was recorded around a sample, so that what it shows there is no end of a gap. */
    boolean isRecorded(int lead, int sample) {
        return complete[lead] || isRecordedBetween(lead, sample - AROUND, sample + AROUND);
    }

    /** The same of all samples from one to another. */
    boolean isRecorded(int lead, double from, double to) {
        return complete[lead] || isRecordedBetween(lead, (int) Math.floor(from) - AROUND, (int) Math.ceil(to) + AROUND);
    }

    /** Whether nearly all of a lead was recorded. */
    boolean isMostlyRecorded(int lead) {
        if (complete[lead]) {
            return true;
        }
        int missing = 0;
        for (int i = 0; i < end - begin; i++) {
            missing += valid[lead][i] ? 0 : 1;
        }
        return missing <= TOLERATED_GAPS * (end - begin);
    }

    private boolean isRecordedBetween(int lead, int from, int to) {
        for (int i = Math.max(begin, from); i <= Math.min(end - 1, to); i++) {
            if (!valid[lead][i - begin]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Half of a lead's steps between samples are smaller, in mV: between the beats there is nothing else so fast. Of what was
     * recorded; 0 where nothing was.
     */
    float noise(int lead) {
        int n = 0;
        for (int i = 0; i < end - begin; i += NOISE_STEP) {
            if (valid[lead][i]) {
                sorted[n++] = Math.abs(scales[lead][0][i]);
            }
        }
        Arrays.sort(sorted, 0, n);
        return n == 0 ? 0 : sorted[n / 2];
    }

    /** The transform at scale 2ˢ between this sample and the next. */
    float detail(int lead, int scale, int sample) {
        return scales[lead][scale - 1][sample - begin];
    }
}
