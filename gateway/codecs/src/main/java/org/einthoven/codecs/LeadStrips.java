package org.einthoven.codecs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.SampledSignal;

/**
 * Makes one recording of strips: of a printed layout of four times 2.5 s, or of twelve leads that are stored in two parts. The rhythm is the longest strip, of equals the one
 * with most leads. Others of its sampling rate join it where they add leads, or time to its leads, and do not begin more than a second after the others end. Nothing is
 * repeated to fill the time in which a lead was not recorded: there it has no samples. What is left out is told.
 */
public final class LeadStrips {
    private static final double LARGEST_GAP_SECONDS = 1;

    private final List<LeadStrip> chosen = new ArrayList<>();
    private final List<QualityIssue> issues;

    private LeadStrips(LeadStrip rhythm, List<QualityIssue> issues) {
        this.chosen.add(rhythm);
        this.issues = issues;
    }

    /**
     * Joins.
     *
     * @param strips at least one
     * @param mostSamples that all leads together may come to
     * @param issues to which what is left out is added
     * @throws EcgDecodingException when the leads together come to more samples
     */
    public static Recorded join(List<LeadStrip> strips, long mostSamples, List<QualityIssue> issues)
            throws EcgDecodingException {
        LeadStrip rhythm = strips.stream()
                .sorted(Comparator.comparingDouble((LeadStrip s) -> s.length() / s.samplingRateHz())
                        .thenComparingInt(s -> s.millivolts().size())
                        .reversed())
                .findFirst()
                .orElseThrow();
        LeadStrips joined = new LeadStrips(rhythm, issues);
        strips.stream()
                .filter(strip -> strip != rhythm)
                .sorted(Comparator.comparingLong(LeadStrip::start))
                .forEach(joined::join);
        return joined.recorded(mostSamples);
    }

    private void join(LeadStrip strip) {
        String reason = null;
        if (strip.samplingRateHz() != rate()) {
            reason = "has another sampling rate";
        } else if (strip.start() > end() + gap() || strip.end() + gap() < start()) {
            reason = "was recorded at another time";
        } else if (strip.millivolts().keySet().stream().allMatch(lead -> isCovered(lead, strip))) {
            reason = "repeats leads";
        }
        if (reason == null) {
            chosen.add(strip);
        } else {
            issues.add(QualityIssue.note(
                    "waveform-group-left-out", "The " + strip.name() + " " + reason + " and is left out"));
        }
    }

    private boolean isCovered(Lead lead, LeadStrip strip) {
        return chosen.stream()
                .anyMatch(other -> other.millivolts().containsKey(lead)
                        && other.start() <= strip.start()
                        && other.end() >= strip.end());
    }

    private double rate() {
        return chosen.get(0).samplingRateHz();
    }

    private double gap() {
        return LARGEST_GAP_SECONDS * rate();
    }

    private long start() {
        return chosen.stream().mapToLong(LeadStrip::start).min().orElseThrow();
    }

    private long end() {
        return chosen.stream().mapToLong(LeadStrip::end).max().orElseThrow();
    }

    private Recorded recorded(long mostSamples) throws EcgDecodingException {
        long length = end() - start();
        long leads = chosen.stream()
                .flatMap(strip -> strip.millivolts().keySet().stream())
                .distinct()
                .count();
        if (length * leads > mostSamples) {
            throw new EcgDecodingException("the leads together come to more than " + mostSamples + " samples");
        }
        Map<Lead, double[]> whole = new LinkedHashMap<>();
        chosen.sort(Comparator.comparingLong(LeadStrip::start));
        for (LeadStrip strip : chosen) {
            strip.millivolts().forEach((lead, samples) -> place(whole, lead, samples, strip.start(), (int) length));
        }
        Map<Lead, SampledSignal> signals = new LinkedHashMap<>();
        whole.forEach((lead, samples) -> signals.put(lead, new SampledSignal(rate(), samples)));
        return new Recorded(signals, start());
    }

    /** Where two strips have the same lead at the same time, the first one's samples stay. */
    private void place(Map<Lead, double[]> whole, Lead lead, double[] samples, long stripStart, int length) {
        double[] target = whole.computeIfAbsent(lead, key -> missing(length));
        int at = Math.toIntExact(stripStart - start());
        for (int i = 0; i < samples.length; i++) {
            if (Double.isNaN(target[at + i])) {
                target[at + i] = samples[i];
            }
        }
    }

    private static double[] missing(int length) {
        double[] samples = new double[length];
        Arrays.fill(samples, Double.NaN);
        return samples;
    }

    /**
     * What strips came to.
     *
     * @param leads all of one rate and length
     * @param start of the first sample, on the clock of the strips, in samples
     */
    public record Recorded(Map<Lead, SampledSignal> leads, long start) {}
}
