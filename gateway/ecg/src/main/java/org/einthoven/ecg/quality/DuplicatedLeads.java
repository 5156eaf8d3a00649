package org.einthoven.ecg.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.signal.Strip;

/** Leads that hold the same samples. No two of the twelve are the same in any heart, so neither can be trusted. */
final class DuplicatedLeads {
    private DuplicatedLeads() {}

    /** @param leads those that can be read; none is flat */
    static List<QualityIssue> assess(Map<Lead, Strip> leads) {
        List<QualityIssue> issues = new ArrayList<>();
        leads.forEach((lead, strip) -> leads.forEach((other, another) -> {
            if (!lead.equals(other) && isSame(strip.millivolts(), another.millivolts())) {
                String text = "lead " + lead + " holds the same samples as lead " + other;
                issues.add(new QualityIssue(Severity.EXCLUDE_LEAD, "leads-duplicated", lead, text));
            }
        }));
        return issues;
    }

    private static boolean isSame(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i] && !(Double.isNaN(a[i]) && Double.isNaN(b[i]))) {
                return false;
            }
        }
        return true;
    }
}
