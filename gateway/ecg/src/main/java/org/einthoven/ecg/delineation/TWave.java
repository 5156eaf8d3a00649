package org.einthoven.ecg.delineation;

import org.jspecify.annotations.Nullable;

/**
 * The T wave of all leads together: where, after the QRS complex, they are furthest from where they were before it, and along
 * that direction the bounds of the hump.
 */
final class TWave {
    private static final int RATE = Block.RATE;
    private static final int EARLIEST = 16;
    private static final double LATEST_PART_OF_RR = .68;
    private static final int LATEST = 56 * RATE / 100;
    private static final int REACH = 40;
    /** In a faster heart the T wave cannot be told from the P wave behind it. */
    private static final int LEAST_ROOM = 12;
    /** Of the QRS complexes' height: less than this in the root of the mean square of the leads cannot be told from noise. */
    private static final float LEAST = .020f;

    private static final int BEFORE_QRS = 4;
    /** What ends later is a P wave: behind one comes the PR segment. */
    private static final int LEAST_TQ = 5 * RATE / 100;
    /** From the peak of a P wave; not much longer than the longest PR that is measured without doubt. */
    private static final int LONGEST_P_TO_QRS = 26 * RATE / 100;
    /** Of its height the least by which the leads rise again where another wave follows, and have fallen before. */
    private static final float RISE = .15f;

    private static final float FALL = .3f;
    /** A slope is measured over so much on each side. */
    private static final int AROUND_VALLEY = 3;

    static final Projection.Hump HUMP = new Projection.Hump(REACH, .30f, .20f, 5);

    private final Block block;
    private final float[] weights;
    private final Projection projection;
    private final float[] base;
    private final float[] drift;
    private final float[] direction;

    TWave(Block block, float[] weights) {
        this.block = block;
        this.weights = weights;
        this.projection = new Projection(block);
        this.base = new float[weights.length];
        this.drift = new float[weights.length];
        this.direction = new float[weights.length];
    }

    /**
     * @param qrs of the beat
     * @param nextOnset of the next QRS complex, in samples; negative where none is known
     */
    Projection.@Nullable Bounds find(QrsBounds.Bounds qrs, double nextOnset) {
        int from = (int) Math.ceil(qrs.offset()) + EARLIEST;
        double latest = nextOnset < 0
                ? qrs.offset() + LATEST
                : Math.min(qrs.offset() + LATEST, qrs.onset() + LATEST_PART_OF_RR * (nextOnset - qrs.onset()));
        int to = Math.min((int) latest, block.end() - 3);
        if (to - from < LEAST_ROOM) {
            return null;
        }
        readBase(qrs.onset(), nextOnset);
        int peak = from;
        float most = 0;
        float power = 0;
        for (int n = from; n <= to; n++) {
            float square = squareAt(n, qrs.onset());
            if (square > most) {
                most = square;
                peak = n;
            }
        }
        for (float weight : weights) {
            power += weight;
        }
        if (Math.sqrt(most / power) < block.partOfQrs(LEAST) || peak == from) {
            return null;
        }
        for (int lead = 0; lead < direction.length; lead++) {
            direction[lead] = weights[lead] * away(lead, peak, qrs.onset());
        }
        int end = Math.min(
                block.end() - 1, nextOnset < 0 ? to + REACH : (int) Math.min(to + REACH, nextOnset - BEFORE_QRS));
        Projection.Bounds found = projection.find(
                direction,
                (int) Math.ceil(qrs.offset()) + 2,
                endBeforeP(peak, end, qrs.onset(), nextOnset) + AROUND_VALLEY,
                peak,
                HUMP);
        return found == null || nextOnset >= 0 && found.offset() > nextOnset - LEAST_TQ ? null : found;
    }

    /**
     * Where the leads, seen along the T wave's direction, are lowest before they rise to what lies where P waves lie: there the
     * T wave is over at the latest, or the fall behind the P wave would be taken for its own. What rises earlier is the second hump of
     * a T wave, or a U wave.
     */
    private int endBeforeP(int peak, int end, double onset, double nextOnset) {
        float height = along(peak, onset);
        float lowest = height;
        int valley = peak;
        for (int n = peak + 1; n <= end; n++) {
            float value = along(n, onset);
            if (value < lowest) {
                lowest = value;
                valley = n;
            } else if (value - lowest > RISE * height && height - lowest > FALL * height) {
                boolean p = nextOnset >= 0 && nextOnset - highest(valley, end, onset) <= LONGEST_P_TO_QRS;
                return p ? valley : end;
            }
        }
        return end;
    }

    private int highest(int from, int to, double onset) {
        int highest = from;
        for (int n = from; n <= to; n++) {
            highest = along(n, onset) > along(highest, onset) ? n : highest;
        }
        return highest;
    }

    private float along(int sample, double onset) {
        float sum = 0;
        for (int lead = 0; lead < direction.length; lead++) {
            sum += direction[lead] * away(lead, sample, onset);
        }
        return sum;
    }

    /** The isoelectric line: what the leads show just before this QRS complex and the next, and straight between. */
    private void readBase(double onset, double nextOnset) {
        for (int lead = 0; lead < base.length; lead++) {
            base[lead] = before(lead, onset);
            drift[lead] = nextOnset < 0 || nextOnset > block.end() - 1 || !block.isRecorded(lead, (int) nextOnset)
                    ? 0
                    : (float) ((before(lead, nextOnset) - base[lead]) / (nextOnset - onset));
        }
    }

    private float before(int lead, double onset) {
        int last = Math.max(block.begin(), (int) Math.floor(onset) - 1);
        float sum = 0;
        int n = 0;
        for (int i = Math.max(block.begin(), last - 3); i <= last; i++) {
            sum += block.value(lead, i);
            n++;
        }
        return sum / n;
    }

    private float squareAt(int sample, double onset) {
        float sum = 0;
        for (int lead = 0; lead < weights.length; lead++) {
            float away = away(lead, sample, onset);
            sum += weights[lead] * away * away;
        }
        return sum;
    }

    /** 0 of a lead that was not recorded there or at the QRS complex. */
    private float away(int lead, int sample, double onset) {
        if (!block.isRecorded(lead, sample) || !block.isRecorded(lead, (int) onset)) {
            return 0;
        }
        return block.smooth(lead, sample) - base[lead] - drift[lead] * (float) (sample - onset);
    }
}
