package org.einthoven.ecg.delineation;

import java.util.Arrays;

/**
 * How high the QRS complexes of a block are: the measure for what is noise and what is too low to be a wave. Against millivolts an
 * ECG written with half the gain would lose waves that it shows as clearly, and have its intervals measured in other leads.
 *
 * <p>Keeps its buffers: for one thread.
 */
final class QrsVoltage {
    private static final int REACH = 15;

    private final Block block;
    private final float[] ofComplexes = new float[Block.SAMPLES];
    private final float[] ofLeads;

    QrsVoltage(Block block) {
        this.block = block;
        this.ofLeads = new float[block.leads()];
    }

    /**
     * From lowest to highest, in mV: the median of a lead's complexes, and of the leads that one which half of them exceed, as noise
     * makes leads larger; 0 where none was recorded.
     *
     * @param first complex of the block
     * @param behind the last one
     */
    float of(int[] complexes, int first, int behind) {
        int leads = 0;
        for (int lead = 0; lead < ofLeads.length; lead++) {
            int n = 0;
            for (int i = first; i < behind && n < ofComplexes.length; i++) {
                int from = Math.max(block.begin(), complexes[i] - REACH);
                int to = Math.min(block.end() - 1, complexes[i] + REACH);
                if (block.isRecorded(lead, (double) from, to)) {
                    ofComplexes[n++] = range(lead, from, to);
                }
            }
            if (n > 0) {
                ofLeads[leads++] = median(ofComplexes, n);
            }
        }
        return leads == 0 ? 0 : median(ofLeads, leads);
    }

    private float range(int lead, int from, int to) {
        float lowest = Float.MAX_VALUE;
        float highest = -Float.MAX_VALUE;
        for (int i = from; i <= to; i++) {
            float value = block.smooth(lead, i);
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        return highest - lowest;
    }

    /** The lower one of the two in the middle. */
    private static float median(float[] values, int count) {
        Arrays.sort(values, 0, count);
        return values[(count - 1) / 2];
    }
}
