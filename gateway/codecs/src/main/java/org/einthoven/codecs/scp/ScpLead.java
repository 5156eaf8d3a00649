package org.einthoven.codecs.scp;

import org.einthoven.codecs.LeadNumbers;
import org.einthoven.ecg.Lead;

/**
 * One lead of section 3.
 *
 * @param place among the leads, from 1
 * @param number in the standard's table of leads
 * @param calibration whether it is not the lead itself but its calibration pulse
 * @param start number of its first sample; all leads count from the same one
 * @param end number of its last sample
 */
record ScpLead(int place, int number, boolean calibration, long start, long end) {
    long length() {
        return end - start + 1;
    }

    /** By its number; one that is unspecified or unknown is told by its place too, as it is no other's lead. */
    Lead lead() {
        Lead known = LeadNumbers.lead(number);
        if (known == null) {
            return new Lead("lead " + place + " (SCP " + number + ")");
        }
        return calibration ? new Lead(known.name() + "-cal") : known;
    }

    String describe(int section) {
        return ScpSection.describe(section) + ": lead " + place + " (" + lead() + ")";
    }
}
