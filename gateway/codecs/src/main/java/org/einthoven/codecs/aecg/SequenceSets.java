package org.einthoven.codecs.aecg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.codecs.CompactDateTime;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.LeadNumbers;
import org.einthoven.codecs.LeadStrip;
import org.einthoven.codecs.SampleText;
import org.einthoven.codecs.VoltageUnit;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A series' sequence sets as strips: a sequence of times, which is generated (GLIST_TS or GLIST_PQ: head, increment), and a sequence a lead (SLIST_PQ: origin + digit × scale).
 */
final class SequenceSets {
    private static final String MDC = "2.16.840.1.113883.6.24";
    private static final Map<String, Double> SECONDS = Map.of("s", 1.0, "ms", 1e-3, "us", 1e-6);
    private static final double LONGEST_DAYS = 366;
    private static final double HIGHEST_RATE = 1e6;

    private final List<QualityIssue> issues;
    private @Nullable CompactDateTime firstHead;

    SequenceSets(List<QualityIssue> issues) {
        this.issues = issues;
    }

    List<LeadStrip> of(XmlElement series) throws EcgDecodingException {
        List<XmlElement> sets = series.all("component/sequenceSet");
        List<LeadStrip> strips = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            strips.add(strip(sets.get(i), "sequence set " + (i + 1)));
        }
        if (strips.isEmpty()) {
            throw new EcgDecodingException("the rhythm series holds no sequenceSet");
        }
        return strips;
    }

    private LeadStrip strip(XmlElement set, String name) throws EcgDecodingException {
        Clock clock = null;
        Map<Lead, double[]> leads = new LinkedHashMap<>();
        for (XmlElement sequence : set.all("component/sequence")) {
            String code = sequence.attribute("code", "code");
            if (code == null) {
                throw new EcgDecodingException("a sequence in " + name + " has no code");
            }
            if (code.startsWith("TIME_")) {
                clock = clock(sequence.child("value"), code, name);
            } else {
                add(leads, lead(sequence, code, name), sequence.child("value"), name);
            }
        }
        if (clock == null) {
            throw new EcgDecodingException(name + " has no sequence of times (TIME_ABSOLUTE or TIME_RELATIVE)");
        }
        if (leads.isEmpty()) {
            throw new EcgDecodingException(name + " has no sequence of a lead");
        }
        return new LeadStrip(name, clock.rate, clock.start, ofOneLength(leads));
    }

    /** @param start samples after the first set's beginning */
    private record Clock(double rate, long start) {}

    private Clock clock(@Nullable XmlElement value, String code, String name) throws EcgDecodingException {
        String increment = value == null ? null : value.attribute("increment", "value");
        if (value == null || increment == null) {
            throw new EcgDecodingException(
                    "the times of " + name + " have no increment: only evenly sampled leads are read");
        }
        double rate = 1 / seconds(increment, value.attribute("increment", "unit"), "increment", name);
        if (!(rate > 0) || rate > HIGHEST_RATE) {
            throw new EcgDecodingException(
                    "the increment of the times of " + name + " is not between a microsecond and a year");
        }
        double whole = Math.rint(rate);
        rate = Math.abs(rate - whole) < 1e-5 * rate ? whole : rate;
        String head = value.attribute("head", "value");
        if (head == null) {
            return new Clock(rate, 0);
        }
        return new Clock(
                rate,
                Math.round(rate
                        * (code.equals("TIME_RELATIVE")
                                ? seconds(head, value.attribute("head", "unit"), "head", name)
                                : sinceFirst(head, name))));
    }

    /** Seconds after the head of the first set that has one. */
    private double sinceFirst(String head, String name) throws EcgDecodingException {
        CompactDateTime time = CompactDateTime.parse(head);
        if (time == null || !time.hasTimeOfDay()) {
            throw new EcgDecodingException("the head of the times of " + name + " is not a date and time");
        }
        if (firstHead == null) {
            firstHead = time;
        }
        double seconds = Duration.between(firstHead.time(), time.time()).toMillis() / 1000.0;
        return requirePlausible(seconds, "head", name);
    }

    private static double seconds(String text, @Nullable String unit, String what, String name)
            throws EcgDecodingException {
        Double factor = SECONDS.get(unit == null ? "s" : unit);
        if (factor == null
                || !text.matches("[+-]?\\d{0,15}(\\.\\d{0,15})?([eE]-?\\d{1,2})?")
                || !text.matches(".*\\d.*")) {
            throw new EcgDecodingException(
                    "the " + what + " of the times of " + name + " is not a number of s, ms or us");
        }
        return requirePlausible(Double.parseDouble(text) * factor, what, name);
    }

    private static double requirePlausible(double seconds, String what, String name) throws EcgDecodingException {
        if (Math.abs(seconds) > LONGEST_DAYS * 86_400) {
            throw new EcgDecodingException("the " + what + " of the times of " + name + " is more than a year");
        }
        return seconds;
    }

    /** MDC_ECG_LEAD_…, or what another code system calls a lead that is known. */
    private Lead lead(XmlElement sequence, String code, String name) throws EcgDecodingException {
        Lead lead = Lead.of(code);
        String system = sequence.attribute("code", "codeSystem");
        boolean mdc = MDC.equals(system) && code.startsWith("MDC_ECG_LEAD_");
        if (mdc) {
            return lead.standardIndex() >= 0 ? lead : new Lead(code.substring("MDC_ECG_LEAD_".length()));
        }
        if (LeadNumbers.number(lead).isEmpty()) {
            throw new EcgDecodingException(
                    "a sequence in " + name + " names no ECG lead that is known (MDC_ECG_LEAD_I and so on)");
        }
        if (!MDC.equals(system)) {
            issues.add(new QualityIssue(
                    Severity.NOTE,
                    "lead-code-system",
                    lead,
                    "Lead " + lead + " is named by a code system other than MDC"));
        }
        return lead;
    }

    private void add(Map<Lead, double[]> leads, Lead lead, @Nullable XmlElement value, String name)
            throws EcgDecodingException {
        double[] millivolts = millivolts(value, "lead " + lead + " in " + name);
        if (leads.putIfAbsent(lead, millivolts) != null) {
            issues.add(new QualityIssue(
                    Severity.NOTE,
                    "duplicate-lead",
                    lead,
                    "Lead " + lead + " occurs again in " + name + " and is left out there"));
        }
    }

    private static double[] millivolts(@Nullable XmlElement value, String name) throws EcgDecodingException {
        XmlElement digits = value == null ? null : value.child("digits");
        if (value == null || digits == null) {
            throw new EcgDecodingException(name + " has no digits: its value is not an SLIST_PQ");
        }
        double origin = quantity(value, "origin", name);
        double scale = quantity(value, "scale", name);
        if (scale == 0) {
            throw new EcgDecodingException("the scale of " + name + " is 0");
        }
        double[] samples = SampleText.parse(digits.characters(), "", name);
        if (samples.length == 0) {
            throw new EcgDecodingException(name + " has no samples");
        }
        for (int i = 0; i < samples.length; i++) {
            samples[i] = origin + samples[i] * scale;
            if (Double.isInfinite(samples[i])) {
                throw new EcgDecodingException(name + " holds a value beyond the range of numbers");
            }
        }
        return samples;
    }

    /** In millivolts. */
    private static double quantity(XmlElement value, String what, String name) throws EcgDecodingException {
        String number = value.attribute(what, "value");
        String unit = value.attribute(what, "unit");
        if (number == null || !number.matches("[+-]?(\\d{1,15}\\.?\\d{0,15}|\\.\\d{1,15})([eE][+-]?\\d{1,2})?")) {
            throw new EcgDecodingException("the " + what + " of " + name + " is not a number");
        }
        if (unit == null) {
            // A zero is one in every unit.
            if (what.equals("origin") && Double.parseDouble(number) == 0) {
                return 0;
            }
            throw new EcgDecodingException("the " + what + " of " + name + " has no unit");
        }
        VoltageUnit voltage = VoltageUnit.ofUcum(unit)
                .orElseThrow(() -> new EcgDecodingException(
                        "the unit of the " + what + " of " + name + " is not a voltage (uV, mV, V)"));
        return Double.parseDouble(number) * voltage.millivolts();
    }

    /** All begin together; one that ends early was not recorded from there on. */
    private Map<Lead, double[]> ofOneLength(Map<Lead, double[]> leads) {
        int length = leads.values().stream()
                .mapToInt(samples -> samples.length)
                .max()
                .orElseThrow();
        Map<Lead, double[]> padded = new LinkedHashMap<>();
        leads.forEach((lead, samples) -> {
            if (samples.length < length) {
                issues.add(new QualityIssue(
                        Severity.NOTE,
                        "lead-shorter",
                        lead,
                        "Lead " + lead + " has " + samples.length + " of " + length + " samples"));
            }
            double[] whole = Arrays.copyOf(samples, length);
            Arrays.fill(whole, samples.length, length, Double.NaN);
            padded.put(lead, whole);
        });
        return padded;
    }
}
