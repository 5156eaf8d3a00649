package org.einthoven.ecg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.signal.Strip;

/**
 * Which of the twelve leads can be read at all: recorded, long enough, not flat, of an amplitude that a heart can
 * have. The model reads the leads that it leaves, and org.einthoven.ecg.quality looks further at no others.
 */
public final class LeadScreening {
    /** Shorter than one strip of a 3 × 4 print there is no rhythm to read. */
    static final double MINIMUM_SECONDS = 2.5;
    /** Half a quantisation step of the coarsest recorders: a lead that never moves further is not connected. */
    private static final double FLAT_MV = 0.001;
    /** Ten times a large R wave: the unit or the gain is wrong, or the electrode is off. */
    static final double IMPLAUSIBLE_MV = 30;

    private static final double STRETCH_SECONDS = 10;

    private final Map<Lead, Strip> usable = new LinkedHashMap<>();
    private final List<QualityIssue> issues = new ArrayList<>();

    public LeadScreening(EcgRecording recording) {
        for (Map.Entry<Lead, SampledSignal> entry : recording.leads().entrySet()) {
            Lead lead = entry.getKey();
            if (lead.standardIndex() < 0) {
                issues.add(new QualityIssue(
                        Severity.NOTE, "lead-not-analysed", lead, "lead " + lead + " is none of the twelve"));
            } else {
                screen(lead, entry.getValue());
            }
        }
    }

    /** The leads that can be read. */
    public Map<Lead, Strip> usable() {
        return usable;
    }

    /** Why the others cannot be read, and what those that can lack. */
    public List<QualityIssue> issues() {
        return issues;
    }

    private void screen(Lead lead, SampledSignal signal) {
        int count = signal.validCount();
        if (count < MINIMUM_SECONDS * signal.samplingRateHz()) {
            exclude(lead, "lead-missing", "lead " + lead + " has less than 2.5 s of signal");
        } else if (range(signal.millivolts(), 0, signal.length()) < FLAT_MV) {
            exclude(lead, "lead-flat", "lead " + lead + " is flat");
        } else if (isImplausible(signal)) {
            exclude(lead, "amplitude-implausible", "lead " + lead + " spans more than 30 mV");
        } else {
            usable.put(lead, new Strip(signal.millivolts(), count == signal.length()));
            noteGaps(lead, signal.length() - count, signal.length());
        }
    }

    /** In a quarter of all ten seconds: one artefact does not take an hour's lead away. */
    private static boolean isImplausible(SampledSignal signal) {
        int stretch =
                (int) Math.max(1, Math.min(signal.length(), Math.round(STRETCH_SECONDS * signal.samplingRateHz())));
        int stretches = 0;
        int implausible = 0;
        for (int from = 0; from < signal.length(); from += stretch) {
            int to = Math.min(signal.length(), from + stretch);
            stretches++;
            implausible += range(signal.millivolts(), from, to) > IMPLAUSIBLE_MV ? 1 : 0;
        }
        return 4 * implausible > stretches;
    }

    /** Comparisons with NaN are false: a missing sample counts nowhere. */
    private static double range(double[] values, int from, int to) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            min = values[i] < min ? values[i] : min;
            max = values[i] > max ? values[i] : max;
        }
        return max - min;
    }

    private void noteGaps(Lead lead, int missing, int length) {
        if (missing > 0) {
            String text = "lead " + lead + " lacks " + missing + " of " + length + " samples";
            issues.add(new QualityIssue(Severity.NOTE, "samples-missing", lead, text));
        }
    }

    private void exclude(Lead lead, String code, String text) {
        issues.add(new QualityIssue(Severity.EXCLUDE_LEAD, code, lead, text));
    }

    /** Notes for the leads of which nothing is known, neither recorded nor derived. */
    static List<QualityIssue> absent(EcgRecording recording, boolean[] present, boolean[] derived) {
        List<QualityIssue> absent = new ArrayList<>();
        for (Lead lead : Lead.STANDARD) {
            int row = lead.standardIndex();
            if (!present[row] && derived[row]) {
                absent.add(new QualityIssue(
                        Severity.NOTE, "lead-derived", lead, "lead " + lead + " is derived from the other limb leads"));
            } else if (!present[row] && recording.lead(lead) == null) {
                absent.add(new QualityIssue(Severity.NOTE, "lead-absent", lead, "lead " + lead + " was not recorded"));
            }
        }
        return absent;
    }
}
