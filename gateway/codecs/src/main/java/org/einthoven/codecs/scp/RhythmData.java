package org.einthoven.codecs.scp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.NotAWaveformException;
import org.einthoven.codecs.scp.Decimation.Partial;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.SampledSignal;
import org.jspecify.annotations.Nullable;

/** Sections 2 to 6: the leads as they were recorded. Used once. */
final class RhythmData {
    private static final double NANOVOLTS_PER_MILLIVOLT = 1e6;
    private static final double MICROSECONDS_PER_SECOND = 1e6;
    private static final int LONG_TERM_SECTION = 12;
    /** From this version on the byte that tells of bimodal compression is reserved. */
    private static final int VERSION_3 = 30;

    /** The standard decimates by four at most. */
    private static final int LARGEST_FACTOR = 10;

    private final List<QualityIssue> issues;
    private final LeadDefinition definition;
    private final EncodedLeads rhythm;
    private final boolean bimodal;
    private final @Nullable EncodedLeads beats;
    private final @Nullable QrsLocations locations;

    RhythmData(ScpRecord record, List<QualityIssue> issues) throws EcgDecodingException {
        this.issues = issues;
        ScpSection section6 = rhythmSection(record);
        ScpSection section3 = record.section(3);
        if (section3 == null) {
            throw new EcgDecodingException("the SCP record has rhythm data and no lead definition (section 3)");
        }
        definition = LeadDefinition.of(section3, record.protocol(section3));
        HuffmanTables tables = HuffmanTables.of(record.section(2));
        int leads = definition.leads().size();
        rhythm = EncodedLeads.of(section6, leads, tables);
        bimodal = rhythm.bimodal() && record.protocol(section6) < VERSION_3;
        // A record that codes nothing by them may hold reference beats of any kind.
        boolean needed = definition.subtracted() || bimodal;
        ScpSection section5 = needed ? nonEmpty(record.section(5)) : null;
        beats = section5 == null ? null : EncodedLeads.of(section5, leads, tables);
        ScpSection section4 = nonEmpty(record.section(4));
        locations = section4 == null ? null : QrsLocations.of(section4, record.protocol(section4));
    }

    private static ScpSection rhythmSection(ScpRecord record) throws EcgDecodingException {
        ScpSection section = nonEmpty(record.section(6));
        if (section != null) {
            return section;
        }
        throw record.unread().contains(LONG_TERM_SECTION)
                ? new EcgDecodingException("the SCP record holds long-term rhythm data (section 12), which is not read")
                : new NotAWaveformException("the SCP record holds no rhythm data (section 6)");
    }

    private static @Nullable ScpSection nonEmpty(@Nullable ScpSection section) {
        return section == null || section.from() == section.to() ? null : section;
    }

    LeadDefinition definition() {
        return definition;
    }

    /** Beats that the recorder found; none where section 4 is absent. */
    List<QrsComplex> complexes() {
        return locations == null ? List.of() : locations.complexes();
    }

    /**
     * All leads on one time line, in millivolts. One that was not recorded all the time is NaN for the rest of it.
     *
     * @param mostSamples of all leads together
     */
    Map<Lead, SampledSignal> leads(long mostSamples) throws EcgDecodingException {
        requireSize(mostSamples);
        StoredRhythm stored = stored();
        EncodedLeads original = stored.decimation() == null || beats == null ? rhythm : beats;
        double rate = MICROSECONDS_PER_SECOND / original.interval();
        ReferenceBeat beat = referenceBeat();
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        boolean within = true;
        for (ScpLead lead : definition.leads()) {
            double[] nanovolts = stored.samples(lead);
            for (int i = 0; i < nanovolts.length; i++) {
                nanovolts[i] *= rhythm.nanovolts();
            }
            within &= beat == null || beat.addTo(lead, nanovolts);
            put(leads, lead, new SampledSignal(rate, onTimeLine(lead, nanovolts)));
        }
        tell(within);
        return leads;
    }

    private void requireSize(long mostSamples) throws EcgDecodingException {
        long own = definition.leads().stream().mapToLong(ScpLead::length).sum();
        long length = definition.length();
        if (length > 2 * own + 10_000) {
            throw new EcgDecodingException("section 3 of the SCP record: the leads lie too far apart in time");
        }
        if (length * definition.leads().size() > mostSamples) {
            throw new EcgDecodingException("section 3 of the SCP record declares "
                    + length * definition.leads().size() + " samples, more than " + mostSamples);
        }
    }

    /**
     * The values, which may be decimated. The interval of the reference beat is that of the ECG before: without section 5 nothing
     * says how many samples one stands for, and all must be there.
     *
     * <p>Some writers subtract a beat, decimate and do not set the flag of bimodal compression (neither PixelMed's nor
     * Cervesato's decoder asks for it).
     */
    private StoredRhythm stored() throws EcgDecodingException {
        int factor = beats == null ? 1 : rhythm.interval() / beats.interval();
        if (factor > LARGEST_FACTOR || (beats != null && factor * beats.interval() != rhythm.interval())) {
            throw new EcgDecodingException("the sample time interval of section 6 of the SCP record, "
                    + rhythm.interval() + " us, is no small multiple of section 5's");
        }
        if (factor == 1) {
            return StoredRhythm.whole(rhythm, definition.leads());
        }
        Decimation decimation = new Decimation(factor, locations().protectedAreas(), Partial.KEPT);
        return StoredRhythm.decimated(rhythm, definition.leads(), decimation, bimodal, issues);
    }

    private QrsLocations locations() throws EcgDecodingException {
        if (locations == null) {
            throw new EcgDecodingException(
                    "the coding of the SCP record's rhythm data needs the locations of its beats (section 4)");
        }
        return locations;
    }

    private @Nullable ReferenceBeat referenceBeat() throws EcgDecodingException {
        if (!definition.subtracted()) {
            return null;
        }
        if (beats == null) {
            throw new EcgDecodingException(
                    "the SCP record subtracts a reference beat (section 3) that it does not hold (section 5)");
        }
        return ReferenceBeat.of(beats, locations(), definition.leads());
    }

    private void put(Map<Lead, SampledSignal> leads, ScpLead scp, SampledSignal signal) {
        Lead lead = scp.lead();
        if (leads.putIfAbsent(lead, signal) != null) {
            issues.add(new QualityIssue(
                    Severity.NOTE,
                    "duplicate-lead",
                    lead,
                    "Lead " + scp.place() + " of the SCP record repeats lead " + lead + " and is left out"));
        }
    }

    private double[] onTimeLine(ScpLead lead, double[] nanovolts) {
        double[] millivolts = new double[(int) definition.length()];
        int at = (int) (lead.start() - definition.start());
        Arrays.fill(millivolts, 0, at, Double.NaN);
        for (int i = 0; i < nanovolts.length; i++) {
            millivolts[at + i] = nanovolts[i] / NANOVOLTS_PER_MILLIVOLT;
        }
        Arrays.fill(millivolts, at + nanovolts.length, millivolts.length, Double.NaN);
        return millivolts;
    }

    private void tell(boolean within) {
        if (!within) {
            issues.add(QualityIssue.note(
                    "reference-beat-short", "A zone of subtraction reaches beyond the SCP record's reference beat"));
        }
        if (definition.leads().size() > 1 && definition.coincide() && !definition.simultaneous()) {
            issues.add(
                    QualityIssue.note(
                            "simultaneity-not-stated",
                            "The SCP record does not say that its leads were recorded at the same time; their sample numbers do"));
        }
    }
}
