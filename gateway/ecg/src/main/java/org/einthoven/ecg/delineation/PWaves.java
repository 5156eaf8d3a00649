package org.einthoven.ecg.delineation;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The P waves before the QRS complexes of a block. A P wave is a hump that comes before most complexes at one distance and in one
 * direction of the leads' space: the mean of all beats shows it where noise hides each, and has none where the atria fibrillate.
 */
final class PWaves {
    private static final int RATE = Block.RATE;
    /** A hump is what stands above the middle between what lies so far before and behind it. */
    private static final int ARM = 13;

    private static final int EARLIEST = 40 * RATE / 100;
    private static final int LATEST = ARM + 1;
    private static final int NEAR = 10;
    private static final int BESIDE_GAP = 4;
    /** Of the QRS complexes' height. */
    private static final float LEAST = .0133f;
    /** Standard errors of the mean. */
    private static final double SIGNIFICANT = 4;
    /** Of few beats the spread is badly known, as in Student's distribution: of three twice as many errors are asked. */
    private static final double FEW = 9;

    /** Two waves of fibrillation may look alike by chance. */
    private static final int LEAST_BEATS = 3;

    private static final float LEAST_PART = .35f;
    /** The foot is that of a simulated heart's waves, whose end is where no lead shows 20 µV any more. */
    static final Projection.Hump HUMP = new Projection.Hump(16, .40f, .60f, 3);

    private final Block block;
    private final float[] weights;
    private final Projection projection;
    private final float[][] mean;
    private final int[] counted;
    /** Those of them before which a lead was recorded. */
    private final int[] seen;

    private final int[][] countedOfLead;
    private final float[] direction;

    PWaves(Block block, float[] weights) {
        this.block = block;
        this.weights = weights;
        this.projection = new Projection(block);
        this.mean = new float[EARLIEST + 1][weights.length];
        this.counted = new int[EARLIEST + 1];
        this.seen = new int[EARLIEST + 1];
        this.countedOfLead = new int[EARLIEST + 1][weights.length];
        this.direction = new float[weights.length];
    }

    /** A beat as far as it is known. */
    record Known(QrsBounds.Bounds qrs, double quietFrom) {}

    /**
     * @param beats with the sample from which a P wave may lie before each: behind the T wave before
     * @return one for each, null where there is none
     */
    Projection.@Nullable Bounds[] find(List<Known> beats) {
        Projection.@Nullable Bounds[] found = new Projection.Bounds[beats.size()];
        average(beats);
        int distance = distance(beats.size());
        if (distance == 0 || !isSignificant(beats, distance)) {
            return found;
        }
        for (int lead = 0; lead < direction.length; lead++) {
            direction[lead] = weights[lead] * mean[distance][lead];
        }
        for (int i = 0; i < found.length; i++) {
            found[i] = find(beats.get(i), distance);
        }
        return found;
    }

    private void average(List<Known> beats) {
        for (int k = LATEST; k <= EARLIEST; k++) {
            Arrays.fill(mean[k], 0);
            Arrays.fill(countedOfLead[k], 0);
            counted[k] = 0;
            seen[k] = 0;
            for (Known beat : beats) {
                if (mayLie(beat, k)) {
                    counted[k]++;
                    add(at(beat, k), k);
                }
            }
            for (int lead = 0; lead < weights.length; lead++) {
                int count = countedOfLead[k][lead];
                mean[k][lead] = count < LEAST_BEATS ? 0 : mean[k][lead] / count;
            }
        }
    }

    private void add(int sample, int k) {
        boolean recorded = false;
        for (int lead = 0; lead < weights.length; lead++) {
            if (isRecorded(lead, sample)) {
                recorded = true;
                countedOfLead[k][lead]++;
                mean[k][lead] += hump(lead, sample);
            }
        }
        seen[k] += recorded ? 1 : 0;
    }

    private boolean isRecorded(int lead, int sample) {
        return block.isRecorded(lead, sample)
                && block.isRecorded(lead, sample - ARM)
                && block.isRecorded(lead, sample + ARM);
    }

    /** Without a gap where the usual wave lies: the half of one would be found beside it. */
    private boolean isWhole(int lead, int sample) {
        return block.isRecorded(lead, sample - ARM, sample + ARM);
    }

    private boolean mayLie(Known beat, int before) {
        int sample = at(beat, before);
        return sample - ARM >= Math.max(block.begin(), beat.quietFrom()) && sample + ARM < block.end();
    }

    private static int at(Known beat, int before) {
        return (int) Math.round(beat.qrs().onset()) - before;
    }

    private float hump(int lead, int sample) {
        return block.smooth(lead, sample) - (block.smooth(lead, sample - ARM) + block.smooth(lead, sample + ARM)) / 2;
    }

    /** How many samples before the onset of QRS the mean hump is highest; 0 where there is none. */
    private int distance(int beats) {
        int best = 0;
        float least = block.partOfQrs(LEAST);
        float most = least * least;
        for (int k = LATEST; k <= EARLIEST; k++) {
            float square = meanSquare(mean[k]);
            if (4 * counted[k] >= 3 * beats && square > most) {
                most = square;
                best = k;
            }
        }
        return isEdgeOfGap(best) ? 0 : best;
    }

    /** Whether what looks highest may be what is left of a wave that was not recorded before most beats. */
    private boolean isEdgeOfGap(int distance) {
        for (int k = Math.max(LATEST, distance - BESIDE_GAP); k <= Math.min(EARLIEST, distance + BESIDE_GAP); k++) {
            if (2 * seen[k] < counted[k]) {
                return true;
            }
        }
        return false;
    }

    private float meanSquare(float[] humps) {
        float sum = 0;
        float all = 0;
        for (int lead = 0; lead < weights.length; lead++) {
            sum += weights[lead] * humps[lead] * humps[lead];
            all += weights[lead];
        }
        return sum / all;
    }

    /** Against the errors of the means, of each lead over the beats before which it was recorded. */
    private boolean isSignificant(List<Known> beats, int distance) {
        double errors = 0;
        double all = 0;
        for (int lead = 0; lead < weights.length; lead++) {
            int n = countedOfLead[distance][lead];
            all += weights[lead];
            if (n >= LEAST_BEATS) {
                double few = 1 + FEW / (n * n);
                errors += weights[lead] * few * few * spread(beats, distance, lead) / (n - 1) / n;
            }
        }
        return Math.sqrt(meanSquare(mean[distance])) > SIGNIFICANT * Math.sqrt(errors / all);
    }

    private double spread(List<Known> beats, int distance, int lead) {
        double spread = 0;
        for (Known beat : beats) {
            int sample = at(beat, distance);
            if (mayLie(beat, distance) && isRecorded(lead, sample)) {
                double difference = hump(lead, sample) - mean[distance][lead];
                spread += difference * difference;
            }
        }
        return spread;
    }

    /** How high the usual wave is in the leads that were recorded before a beat. */
    private float usual(Known beat, int distance) {
        float sum = 0;
        for (int lead = 0; lead < direction.length; lead++) {
            sum += isWhole(lead, at(beat, distance)) ? direction[lead] * mean[distance][lead] : 0;
        }
        return sum;
    }

    private Projection.@Nullable Bounds find(Known beat, int distance) {
        int best = 0;
        float most = LEAST_PART * usual(beat, distance);
        for (int k = Math.max(LATEST, distance - NEAR); k <= Math.min(EARLIEST, distance + NEAR); k++) {
            if (!mayLie(beat, k)) {
                continue;
            }
            float height = 0;
            for (int lead = 0; lead < direction.length; lead++) {
                height += isWhole(lead, at(beat, distance)) ? direction[lead] * hump(lead, at(beat, k)) : 0;
            }
            if (height > most) {
                most = height;
                best = k;
            }
        }
        if (best == 0) {
            return null;
        }
        return projection.find(
                direction,
                (int) Math.max(beat.quietFrom(), at(beat, best) - 40),
                (int) beat.qrs().onset() - 1,
                at(beat, best),
                HUMP);
    }
}
