package org.einthoven.ecg.delineation;

import java.util.Set;
import org.einthoven.ecg.Lead;
import org.jspecify.annotations.Nullable;

/**
 * What the leads of a block show from one QRS complex to the next: the whole of it, or what lies behind the T wave, where only
 * the atria are heard. At 50 Hz, each interval of each lead against its mean.
 *
 * <p>Keeps its buffers: for one thread.
 */
final class BetweenComplexes {
    static final int STEP = 5;
    static final double RATE = (double) Block.RATE / STEP;
    /** Where the waves of atria show best; aVF is the mean of II and III. */
    private static final Set<Lead> PREFERRED = Set.of(Lead.II, Lead.III, Lead.V1);

    private static final int BEFORE_QRS = 5;
    private static final int BEHIND_QRS = 10;
    private static final int WITHOUT_T = 60;
    private static final int SHORTEST = 8;
    static final int MOST_SAMPLES = Block.SAMPLES / STEP;

    private final Block block;
    private final boolean withT;
    private final float[] weights;
    private final float[][] values;
    private final float[] leadWeights;
    private final int[] firstOf = new int[MOST_SAMPLES / SHORTEST + 2];
    private final int[] sampleOf = new int[MOST_SAMPLES / SHORTEST + 2];
    private int leads;
    private int count;

    BetweenComplexes(Block block, float[] weights, boolean withT) {
        this.block = block;
        this.withT = withT;
        this.weights = weights;
        this.values = new float[block.leads()][MOST_SAMPLES];
        this.leadWeights = new float[block.leads()];
    }

    /** Reads those of a block's beats. */
    void read(QrsBounds.@Nullable Bounds[] qrs, Projection.@Nullable Bounds[] t) {
        count = 0;
        for (int i = 0; i + 1 < qrs.length; i++) {
            QrsBounds.Bounds before = qrs[i];
            QrsBounds.Bounds next = qrs[i + 1];
            if (before != null && next != null) {
                add((int) Math.ceil(from(before, t[i])), (int) next.onset() - BEFORE_QRS);
            }
        }
        readLeads();
    }

    private double from(QrsBounds.Bounds qrs, Projection.@Nullable Bounds t) {
        if (withT) {
            return qrs.offset() + BEHIND_QRS;
        }
        return t == null ? qrs.offset() + WITHOUT_T : t.offset();
    }

    private void add(int from, int to) {
        int samples = (Math.min(to, block.end()) - from) / STEP;
        if (samples >= SHORTEST && count + 1 < firstOf.length) {
            sampleOf[count] = from;
            firstOf[count + 1] = firstOf[count] + samples;
            count++;
        }
    }

    private void readLeads() {
        leads = 0;
        readLeads(true);
        if (leads == 0) {
            readLeads(false);
        }
    }

    private void readLeads(boolean preferred) {
        for (int lead = 0; lead < block.leads(); lead++) {
            if (PREFERRED.contains(block.lead(lead)) == preferred && block.isMostlyRecorded(lead)) {
                for (int interval = 0; interval < count; interval++) {
                    read(lead, interval, values[leads]);
                }
                leadWeights[leads++] = weights[lead];
            }
        }
    }

    private void read(int lead, int interval, float[] to) {
        int from = firstOf[interval];
        int behind = firstOf[interval + 1];
        float all = 0;
        for (int i = from; i < behind; i++) {
            int sample = sampleOf[interval] + (i - from) * STEP;
            float sum = 0;
            for (int j = sample; j < sample + STEP; j++) {
                sum += block.value(lead, j);
            }
            to[i] = sum / STEP;
            all += to[i];
        }
        float mean = all / (behind - from);
        for (int i = from; i < behind; i++) {
            to[i] -= mean;
        }
    }

    int count() {
        return count;
    }

    int leads() {
        return leads;
    }

    float weight(int lead) {
        return leadWeights[lead];
    }

    /** All intervals of a lead, one behind the other. */
    float[] values(int lead) {
        return values[lead];
    }

    /** Where an interval begins in {@link #values}. */
    int from(int interval) {
        return firstOf[interval];
    }

    int behind(int interval) {
        return firstOf[interval + 1];
    }

    int length(int interval) {
        return firstOf[interval + 1] - firstOf[interval];
    }

    /** When an interval's first sample was recorded, in seconds from the beginning of the block. */
    double seconds(int interval) {
        return (sampleOf[interval] - block.begin() + (STEP - 1) / 2.0) / Block.RATE;
    }
}
