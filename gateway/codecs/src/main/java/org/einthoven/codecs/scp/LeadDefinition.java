package org.einthoven.codecs.scp;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.codecs.EcgDecodingException;

/**
 * Section 3: which leads were recorded, and when each.
 *
 * @param subtracted whether a reference beat was subtracted from the rhythm data
 * @param simultaneous whether the writer says that all were recorded at the same time
 */
record LeadDefinition(List<ScpLead> leads, boolean subtracted, boolean simultaneous) {
    private static final int SUBTRACTED = 1;
    private static final int SIMULTANEOUS = 4;
    /** Until then numbers 31 to 60 and 79 to 85 were calibration pulses (prEN 1064:2002), since then derived leads. */
    private static final int VERSION_OF_DERIVED_LEADS = 22;

    LeadDefinition {
        leads = List.copyOf(leads);
    }

    /** @param protocol the version of the standard, times ten */
    static LeadDefinition of(ScpSection section, int protocol) throws EcgDecodingException {
        ScpBytes bytes = section.bytes();
        int count = bytes.unsigned8();
        int flags = bytes.unsigned8();
        if (count == 0) {
            throw new EcgDecodingException("section 3 of the SCP record defines no lead");
        }
        List<ScpLead> leads = new ArrayList<>();
        for (int place = 1; place <= count; place++) {
            long start = bytes.unsigned32();
            long end = bytes.unsigned32();
            ScpLead lead = lead(place, bytes.unsigned8(), protocol, start, end);
            if (lead.length() < 1 || lead.length() > Integer.MAX_VALUE) {
                throw new EcgDecodingException(
                        lead.describe(section.id()) + " goes from sample " + start + " to sample " + end);
            }
            leads.add(lead);
        }
        return new LeadDefinition(leads, (flags & SUBTRACTED) != 0, (flags & SIMULTANEOUS) != 0);
    }

    private static ScpLead lead(int place, int number, int protocol, long start, long end) {
        boolean old = protocol > 0 && protocol < VERSION_OF_DERIVED_LEADS;
        if (old && number > 30 && number <= 60) {
            return new ScpLead(place, number - 30, true, start, end);
        }
        if (old && number > 78 && number <= 85) {
            return new ScpLead(place, number - 13, true, start, end);
        }
        return new ScpLead(place, number, false, start, end);
    }

    long start() {
        return leads.stream().mapToLong(ScpLead::start).min().orElseThrow();
    }

    /** Samples from the first of any lead to the last of any. */
    long length() {
        return leads.stream().mapToLong(ScpLead::end).max().orElseThrow() - start() + 1;
    }

    /** Whether all leads cover the same samples. */
    boolean coincide() {
        return leads.stream().allMatch(lead -> lead.length() == length());
    }
}
