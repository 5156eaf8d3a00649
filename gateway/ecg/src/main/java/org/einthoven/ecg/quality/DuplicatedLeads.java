package org.einthoven.ecg.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.signal.Strip;

/**
 * Leads that hold the same samples. No two of the twelve are the same in any heart, so neither can be trusted. Each is told
 * once, with the first that it is the same as.
 */
final class DuplicatedLeads {
    private DuplicatedLeads() {}

    /** @param leads those that can be read; none is flat */
    static List<QualityIssue> assess(Map<Lead, Strip> leads) {
        List<QualityIssue> issues = new ArrayList<>();
        leads.forEach((lead, strip) -> leads.entrySet().stream()
                .filter(other -> !lead.equals(other.getKey())
                        && isSame(strip.millivolts(), other.getValue().millivolts()))
                .findFirst()
                .ifPresent(other -> {
                    String text = "lead " + lead + " holds the same samples as lead " + other.getKey();
                    issues.add(new QualityIssue(Severity.EXCLUDE_LEAD, "leads-duplicated", lead, text));
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
