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

    LeadDefinition {
        leads = List.copyOf(leads);
    }

    static LeadDefinition of(ScpSection section) throws EcgDecodingException {
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
            ScpLead lead = new ScpLead(place, bytes.unsigned8(), start, end);
            if (lead.length() < 1 || lead.length() > Integer.MAX_VALUE) {
                throw new EcgDecodingException(
                        lead.describe(section.id()) + " goes from sample " + start + " to sample " + end);
            }
            leads.add(lead);
        }
        return new LeadDefinition(leads, (flags & SUBTRACTED) != 0, (flags & SIMULTANEOUS) != 0);
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
