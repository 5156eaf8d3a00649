package org.einthoven.codecs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.einthoven.ecg.Lead;

/**
 * Leads that were recorded at one time, as a source stores them together.
 *
 * @param name what it is called for readers: "sequence set 2"
 * @param samplingRateHz positive and finite
 * @param start of its first samples, in samples after any moment that strips have in common
 * @param millivolts an array a lead, all of one length above zero; NaN where a sample is missing
 */
public record LeadStrip(String name, double samplingRateHz, long start, Map<Lead, double[]> millivolts) {
    public LeadStrip {
        millivolts = Collections.unmodifiableMap(new LinkedHashMap<>(millivolts));
        if (millivolts.isEmpty()
                || millivolts.values().stream()
                                .mapToInt(samples -> samples.length)
                                .distinct()
                                .count()
                        != 1) {
            throw new IllegalArgumentException("a strip has leads, all of one length");
        }
    }

    /** Samples a lead. */
    int length() {
        return millivolts.values().iterator().next().length;
    }

    long end() {
        return start + length();
    }
}
