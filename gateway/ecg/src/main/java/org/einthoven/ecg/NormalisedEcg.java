package org.einthoven.ecg;

import java.util.Objects;
import org.einthoven.ecg.signal.Resampler;

/**
 * What an encoder sees: 12 leads ({@link Lead#STANDARD}) × 2500 samples at 250 Hz (10 s), in millivolts, float32,
 * lead after lead, with a validity mask of the same shape. Where the mask says false the sample is 0.
 *
 * <p>The arrays are this record's own: a caller that keeps a reference must not write to them.
 *
 * @param startSeconds where in the recording this window begins
 * @param samples 30 000 values, index = lead × 2500 + sample; all finite
 * @param valid 30 000 flags, same index
 */
public record NormalisedEcg(double startSeconds, float[] samples, boolean[] valid) {
    public static final int LEADS = 12;
    public static final int SAMPLES = 2500;
    public static final int SAMPLING_RATE_HZ = Resampler.OUTPUT_RATE_HZ;
    public static final int SIZE = LEADS * SAMPLES;

    public NormalisedEcg {
        Objects.requireNonNull(samples);
        Objects.requireNonNull(valid);
        if (samples.length != SIZE || valid.length != SIZE) {
            throw new IllegalArgumentException("a normalised ECG has " + SIZE + " samples and flags, not "
                    + samples.length + " and " + valid.length);
        }
    }

    public float sample(Lead lead, int index) {
        return samples[row(lead) * SAMPLES + index];
    }

    public boolean isValid(Lead lead, int index) {
        return valid[row(lead) * SAMPLES + index];
    }

    private static int row(Lead lead) {
        int row = lead.standardIndex();
        if (row < 0) {
            throw new IllegalArgumentException(lead + " is none of the twelve leads");
        }
        return row;
    }
}
