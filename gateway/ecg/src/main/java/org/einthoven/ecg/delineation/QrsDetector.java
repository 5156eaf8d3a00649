package org.einthoven.ecg.delineation;

import java.util.Arrays;

/**
 * Finds the QRS complexes in {@link QrsActivity}: what stands out within 200 ms and reaches a part of what the complexes
 * around it have; less is enough where one is overdue or where it lies too far from its neighbours to be one of their T or P
 * waves, more is asked of what follows so soon that it may be a T wave.
 */
final class QrsDetector {
    private static final int RATE = LeadsAt250Hz.RATE;
    private static final int SMOOTH = 25;
    private static final int REFRACTORY = RATE / 5;
    /** Of a heart so fast that the usual look would see every second or third of its complexes. */
    private static final int REFRACTORY_WHEN_FAST = 15 * RATE / 100;

    private static final int FAST = 24 * RATE / 100;
    private static final int SOON = 36 * RATE / 100;

    private static final int LATEST_T = 46 * RATE / 100;
    private static final float DULL = .62f;
    private static final float LESS = 1.05f;

    private static final int NEIGHBOURS = 8;
    private static final float PART = .45f;
    private static final float PART_WHEN_SOON = .60f;
    private static final float PART_WHEN_OVERDUE = .22f;
    private static final float PART_WHEN_APART = .34f;
    private static final double OVERDUE = 1.6;
    private static final float LEAST = .12f;
    /** What comes as soon as a T wave before a pause, and is so much steeper than the T waves of most, is a premature complex. */
    private static final float STEEPER_THAN_T = 2;

    private final float[] smooth;
    private final float[] sharp;
    private final int refractory;
    private int[] candidates = new int[64];
    private int count;

    private QrsDetector(float[] smooth, float[] sharp, int refractory) {
        this.smooth = smooth;
        this.sharp = sharp;
        this.refractory = refractory;
    }

    /** Indices at 250 Hz, in order. Looks closer first: where that finds more than 250 a minute nearly
     * throughout, they are; where it sees two for one, every second interval is long. */
    static int[] complexes(QrsActivity activity) {
        float[] smooth = movingAverage(activity.steepness());
        float[] sharp = movingAverage(activity.sharpness());
        int[] fast = new QrsDetector(smooth, sharp, REFRACTORY_WHEN_FAST).complexes();
        return isFast(fast) ? fast : new QrsDetector(smooth, sharp, REFRACTORY).complexes();
    }

    private static boolean isFast(int[] complexes) {
        int[] intervals = new int[Math.max(0, complexes.length - 1)];
        for (int i = 0; i < intervals.length; i++) {
            intervals[i] = complexes[i + 1] - complexes[i];
        }
        Arrays.sort(intervals);
        return intervals.length > 0 && intervals[9 * (intervals.length - 1) / 10] < FAST;
    }

    private int[] complexes() {
        findCandidates();
        boolean[] taken = new boolean[count];
        float[] references = references();
        int last = -1;
        for (int c = 0; c < count; c++) {
            boolean soon = last >= 0 && candidates[c] - candidates[last] < SOON;
            float part = soon ? PART_WHEN_SOON : PART;
            if (smooth[candidates[c]] >= Math.max(LEAST, part * references[c]) && !isT(last, c)) {
                taken[c] = true;
                last = c;
            }
        }
        takeBetween(taken, references);
        int[] found = new int[count];
        int n = 0;
        for (int c = 0; c < count; c++) {
            if (taken[c]) {
                found[n++] = candidates[c];
            }
        }
        return Arrays.copyOf(found, n);
    }

    /** Whether a candidate is so soon after a complex and so much duller, at no more than its steepness, that it is that one's T wave. */
    private boolean isT(int last, int c) {
        return last >= 0
                && candidates[c] - candidates[last] < LATEST_T
                && sharp[candidates[c]] < DULL * sharp[candidates[last]]
                && smooth[candidates[c]] < LESS * smooth[candidates[last]];
    }

    private void findCandidates() {
        for (int i = 0; i < smooth.length; i++) {
            if (smooth[i] >= LEAST && isHighest(i)) {
                if (count == candidates.length) {
                    candidates = Arrays.copyOf(candidates, 2 * count);
                }
                candidates[count++] = i;
            }
        }
    }

    private boolean isHighest(int i) {
        if ((i > 0 && smooth[i - 1] >= smooth[i]) || (i + 1 < smooth.length && smooth[i + 1] > smooth[i])) {
            return false;
        }
        int from = Math.max(0, i - refractory);
        int to = Math.min(smooth.length - 1, i + refractory);
        for (int j = from; j <= to; j++) {
            if (smooth[j] > smooth[i]) {
                return false;
            }
        }
        return true;
    }

    /** What the complexes around a candidate reach: the median of the higher half of its neighbours. */
    private float[] references() {
        float[] references = new float[count];
        float[] around = new float[2 * NEIGHBOURS + 1];
        for (int c = 0; c < count; c++) {
            int n = 0;
            for (int d = Math.max(0, c - NEIGHBOURS); d < Math.min(count, c + NEIGHBOURS + 1); d++) {
                around[n++] = smooth[candidates[d]];
            }
            Arrays.sort(around, 0, n);
            references[c] = around[n / 2 + n / 4];
        }
        return references;
    }

    private void takeBetween(boolean[] taken, float[] references) {
        double overdue = OVERDUE * medianRr(taken);
        float usualT = usualT(taken);
        int last = -1;
        for (int c = 0; c < count; c++) {
            if (!taken[c]) {
                continue;
            }
            if (last >= 0 && candidates[c] - candidates[last] > overdue) {
                boolean early = isTwice(candidates[c] - candidates[last], overdue / OVERDUE)
                        && highestT(last, candidates[c]) > STEEPER_THAN_T * usualT;
                takeHighest(last, c, early ? refractory : SOON, PART_WHEN_OVERDUE, taken, references);
            } else if (last >= 0) {
                takeHighest(last, c, LATEST_T, PART_WHEN_APART, taken, references);
            }
            last = c;
        }
    }

    /** The median of how steep it becomes where the T waves lie; of complexes that no other follows so soon. */
    private float usualT(boolean[] taken) {
        float[] highest = new float[count];
        int n = 0;
        int last = -1;
        for (int c = 0; c < count; c++) {
            if (taken[c]) {
                if (last >= 0 && candidates[c] - candidates[last] > LATEST_T) {
                    highest[n++] = highestT(last, candidates[c]);
                }
                last = c;
            }
        }
        Arrays.sort(highest, 0, n);
        return n == 0 ? Float.MAX_VALUE : highest[n / 2];
    }

    /** As around a premature beat of the ventricles, which the sinus node does not hear of. */
    private static boolean isTwice(int interval, double usual) {
        return Math.abs(interval - 2 * usual) <= .1 * interval;
    }

    private float highestT(int complex, int next) {
        int from = candidates[complex] + refractory;
        float highest = 0;
        for (int i = from; i < Math.min(next - refractory, candidates[complex] + LATEST_T); i++) {
            highest = Math.max(highest, smooth[i]);
        }
        return highest;
    }

    /** The highest candidate between two complexes, if there is one that lies so far behind the first one. */
    private void takeHighest(int from, int to, int apart, float part, boolean[] taken, float[] references) {
        int best = -1;
        for (int c = from + 1; c < to; c++) {
            boolean mayBe = candidates[c] - candidates[from] >= apart && candidates[to] - candidates[c] >= SOON;
            if (mayBe
                    && smooth[candidates[c]] >= part * references[c]
                    && (best < 0 || smooth[candidates[c]] > smooth[candidates[best]])) {
                best = c;
            }
        }
        if (best >= 0) {
            taken[best] = true;
        }
    }

    private double medianRr(boolean[] taken) {
        int[] intervals = new int[count];
        int n = 0;
        int last = -1;
        for (int c = 0; c < count; c++) {
            if (taken[c]) {
                if (last >= 0) {
                    intervals[n++] = candidates[c] - candidates[last];
                }
                last = c;
            }
        }
        Arrays.sort(intervals, 0, n);
        return n == 0 ? RATE : intervals[n / 2];
    }

    static float[] movingAverage(float[] values) {
        float[] smooth = new float[values.length];
        double sum = 0;
        int half = SMOOTH / 2;
        for (int i = -half; i < values.length; i++) {
            if (i + half < values.length) {
                sum += values[i + half];
            }
            if (i - half - 1 >= 0) {
                sum -= values[i - half - 1];
            }
            if (i >= 0) {
                smooth[i] = (float) (sum / SMOOTH);
            }
        }
        return smooth;
    }
}
