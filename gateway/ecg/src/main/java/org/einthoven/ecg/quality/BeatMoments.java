package org.einthoven.ecg.quality;

/** The three waves of the usual beat in I, II and V1 to V6; P is of no moments where most beats have none. */
record BeatMoments(Moments p, Moments qrs, Moments t) {
    /** In moments of 8 ms. */
    private static final int P_BEFORE_QRS = 26;

    private static final int P_ENDS_BEFORE_QRS = 2;
    private static final int T_AFTER_QRS = 6;
    private static final int T_BEGINS_AT_LATEST = 85;

    static BeatMoments of(UsualBeat beat) {
        double[][] leads = beat.leads();
        int onset = beat.onset();
        int offset = beat.offset();
        int beforeP = beat.hasP() ? Math.max(0, onset - P_BEFORE_QRS) : 0;
        int afterP = beat.hasP() ? Math.max(beforeP, onset - P_ENDS_BEFORE_QRS) : 0;
        return new BeatMoments(
                Moments.of(leads, beforeP, afterP),
                Moments.of(leads, Math.max(0, onset - 1), Math.min(UsualBeat.MOMENTS, offset + 2)),
                Moments.of(leads, Math.min(T_BEGINS_AT_LATEST, offset + T_AFTER_QRS), UsualBeat.MOMENTS));
    }

    BeatMoments seenThrough(double[][] matrix) {
        return new BeatMoments(p.seenThrough(matrix), qrs.seenThrough(matrix), t.seenThrough(matrix));
    }
}
