package org.einthoven.codecs.scp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.scp.Decimation.Partial;
import org.einthoven.codecs.scp.EncodedLeads.Samples;
import org.einthoven.ecg.QualityIssue;
import org.jspecify.annotations.Nullable;

/**
 * The values of section 6, and how samples were left out among them.
 *
 * @param decimation null where none were
 * @param leads in the order of section 3
 */
record StoredRhythm(@Nullable Decimation decimation, List<Samples> leads) {
    StoredRhythm {
        leads = List.copyOf(leads);
    }

    static StoredRhythm whole(EncodedLeads rhythm, List<ScpLead> leads) throws EcgDecodingException {
        List<Samples> samples = new ArrayList<>();
        for (ScpLead lead : leads) {
            samples.add(rhythm.decode(lead, lead.length()));
        }
        return new StoredRhythm(null, samples);
    }

    /**
     * Decimated values. Where a stretch is no whole number of groups, against the standard, its end is stored in one of two ways:
     * the one by which all leads come out even. Where both do, or neither, the record is refused.
     *
     * @param flagged whether the record says that it is decimated; if not, all leads must come out even to prove it
     */
    static StoredRhythm decimated(
            EncodedLeads rhythm, List<ScpLead> leads, Decimation decimation, boolean flagged, List<QualityIssue> issues)
            throws EcgDecodingException {
        List<StoredRhythm> even = new ArrayList<>();
        boolean whole = leads.stream().allMatch(decimation::isWhole);
        if (whole && flagged) {
            return decode(rhythm, leads, decimation);
        }
        for (Partial partial : whole ? new Partial[] {Partial.KEPT} : Partial.values()) {
            StoredRhythm stored = decodeIfEven(rhythm, leads, decimation.with(partial));
            if (stored != null) {
                even.add(stored);
            }
        }
        if (even.size() != 1) {
            throw new EcgDecodingException("section 6 of the SCP record: it is not clear which samples outside the"
                    + " protected areas were left out");
        }
        issues.add(
                flagged
                        ? QualityIssue.note(
                                "bimodal-groups-partial",
                                "Samples between protected areas of the SCP record are no multiple of its decimation")
                        : QualityIssue.note(
                                "bimodal-flag-missing",
                                "Section 6 of the SCP record is decimated and does not say so"));
        return even.get(0);
    }

    private static StoredRhythm decode(EncodedLeads rhythm, List<ScpLead> leads, Decimation decimation)
            throws EcgDecodingException {
        List<Samples> samples = new ArrayList<>();
        for (ScpLead lead : leads) {
            samples.add(rhythm.decode(lead, decimation.stored(lead)));
        }
        return new StoredRhythm(decimation, samples);
    }

    private static @Nullable StoredRhythm decodeIfEven(
            EncodedLeads rhythm, List<ScpLead> leads, Decimation decimation) {
        try {
            StoredRhythm stored = decode(rhythm, leads, decimation);
            return stored.leads.stream().allMatch(Samples::complete) ? stored : null;
        } catch (EcgDecodingException e) {
            return null; // Not this way: too few values, or none that a table holds.
        }
    }

    /** A lead's samples, as many as section 3 says, in units of the rhythm data. */
    double[] samples(ScpLead lead) {
        int[] values = leads.get(lead.place() - 1).values();
        return decimation == null ? Arrays.stream(values).asDoubleStream().toArray() : decimation.expand(lead, values);
    }
}
