package org.einthoven.ecg.signal;

/**
 * The dyadic wavelet transform with a quadratic spline, without decimation: at scale 2ᵏ the derivative of the signal
 * smoothed over about 2ᵏ samples. A wave of the signal is a pair of extrema of opposite sign; its peak lies where the
 * transform crosses zero between them.
 *
 * <p>All scales of one call are aligned: value n belongs to the time between samples n and n + 1. Beyond its ends the signal
 * is held. The gain is two times the step of a signal that jumps.
 *
 * <p>Keeps its buffers: for one thread.
 *
 * @see <a href="https://doi.org/10.1109/10.362922">Li, Zheng and Tai, IEEE Trans. Biomed. Eng. 1995;42:21</a>
 * @see <a href="https://doi.org/10.1109/TBME.2003.821031">Martínez et al., IEEE Trans. Biomed. Eng. 2004;51:570</a>
 */
public final class QuadraticSplineWavelet {
    private final int scales;
    private final int longest;
    private final int margin;
    private final float[] smooth;
    private final float[] smoother;
    private final float[][] details;

    /**
     * @param scales how many, from 2¹ on; 1 to 6
     * @param longest the most samples that a call brings
     */
    public QuadraticSplineWavelet(int scales, int longest) {
        if (scales < 1 || scales > 6 || longest < 1) {
            throw new IllegalArgumentException(
                    "1 to 6 scales of at least one sample, not " + scales + " of " + longest);
        }
        this.scales = scales;
        this.longest = longest;
        this.margin = 3 << (scales - 1);
        this.smooth = new float[longest + 2 * margin];
        this.smoother = new float[longest + 2 * margin];
        this.details = new float[scales][longest];
    }

    /**
     * Transforms the first count samples of a signal.
     *
     * @return scale × sample; index 0 is scale 2¹. The arrays are longer than count where fewer samples came than may, and
     *     are used again by the next call.
     */
    public float[][] transform(float[] signal, int count) {
        if (count < 1 || count > longest) {
            throw new IllegalArgumentException("1 to " + longest + " samples, not " + count);
        }
        extend(signal, count);
        float[] from = smooth;
        float[] to = smoother;
        for (int scale = 0; scale < scales; scale++) {
            differences(from, scale, count);
            smoothed(from, to, scale, count + 2 * margin);
            float[] swap = from;
            from = to;
            to = swap;
        }
        return details;
    }

    private void extend(float[] signal, int count) {
        System.arraycopy(signal, 0, smooth, margin, count);
        for (int i = 0; i < margin; i++) {
            smooth[i] = signal[0];
            smooth[margin + count + i] = signal[count - 1];
        }
    }

    /** Of the first scale between neighbours, so that all scales belong between two samples. */
    private void differences(float[] from, int scale, int count) {
        int before = scale == 0 ? 0 : -(1 << (scale - 1));
        int after = scale == 0 ? 1 : 1 << (scale - 1);
        float[] detail = details[scale];
        for (int i = 0, j = margin; i < count; i++, j++) {
            detail[i] = 2 * (from[j + after] - from[j + before]);
        }
    }

    /** Weights 1 3 3 1 at distances that double from scale to scale; at the ends of the buffer the last full sum stays. */
    private static void smoothed(float[] from, float[] to, int scale, int length) {
        int near = scale == 0 ? 0 : -(1 << (scale - 1));
        int step = 1 << scale;
        int begin = step - near;
        int end = length - 2 * step - near;
        for (int i = begin; i < end; i++) {
            int j = i + near;
            to[i] = (from[j - step] + 3 * (from[j] + from[j + step]) + from[j + 2 * step]) / 8;
        }
        for (int i = 0; i < begin && begin < end; i++) {
            to[i] = to[begin];
        }
        for (int i = Math.max(begin, end); i < length && begin < end; i++) {
            to[i] = to[end - 1];
        }
    }
}
