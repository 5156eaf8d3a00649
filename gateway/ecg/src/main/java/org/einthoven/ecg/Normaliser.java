package org.einthoven.ecg;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;
import static org.einthoven.ecg.NormalisedEcg.SAMPLING_RATE_HZ;
import static org.einthoven.ecg.NormalisedEcg.SIZE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.signal.Resampler;
import org.einthoven.ecg.signal.Strip;

/**
 * Brings any recording into the form that encoders read, in training and in serving alike: same input, same output,
 * bit for bit, on any machine. Safe for use by many threads at once.
 *
 * <ul>
 *   <li>Rates from 100 to 2000 Hz are resampled to 250 Hz by a polyphase anti-alias filter that passes 0-100 Hz.
 *       Nothing else is filtered; a constant offset stays.
 *   <li>III, aVR, aVL and aVF are derived where they were not recorded, and I or II where the other two limb leads
 *       are there.
 *   <li>A recording shorter than 10 s fills the beginning of one window and the mask tells the rest; a longer one is
 *       cut into windows of 10 s, and where a last second or more is left over, a last window ends with the recording.
 *       Of very long ones a limited number of windows is taken, evenly spread, and that is told.
 *   <li>Leads that are flat, missing or of an impossible amplitude are masked.
 * </ul>
 */
public final class Normaliser {
    /**
     * Higher with each change that gives other samples of the same recording. Stores of ECGs and models name the one that they were made
     * with, and are refused by another.
     */
    public static final int VERSION = 1;

    public static final double MINIMUM_RATE_HZ = 100;
    public static final double MAXIMUM_RATE_HZ = 2000;
    private static final int DEFAULT_MAXIMUM_WINDOWS = 60;
    /** Few recorders differ in rate; hostile input must not fill the memory with filters. */
    private static final int CACHED_RESAMPLERS = 32;

    private final int maximumWindows;
    private final Map<Double, Resampler> resamplers = new ConcurrentHashMap<>();

    /** Takes at most 60 windows, ten minutes, of a recording. */
    public Normaliser() {
        this(DEFAULT_MAXIMUM_WINDOWS);
    }

    public Normaliser(int maximumWindows) {
        if (maximumWindows < 1) {
            throw new IllegalArgumentException("at least one window");
        }
        this.maximumWindows = maximumWindows;
    }

    /** Never fails: a recording that cannot be read has no windows and a quality report that says why. */
    public Normalisation normalise(EcgRecording recording) {
        return normalise(recording, QualityReport.CLEAN);
    }

    /**
     * The same of a recording of which more is known.
     *
     * @param known leads that it excludes are masked like those that cannot be read; where it says that the recording is not
     *     to be analysed there are no windows. Its issues stand in the result's quality
     */
    public Normalisation normalise(EcgRecording recording, QualityReport known) {
        List<QualityIssue> issues = new ArrayList<>(recording.issues());
        issues.addAll(known.issues());
        if (!known.analysable()) {
            return new Normalisation(List.of(), new QualityReport(issues));
        }
        Optional<QualityIssue> wrongRate = wrongRate(recording);
        if (wrongRate.isPresent()) {
            issues.add(wrongRate.get());
            return new Normalisation(List.of(), new QualityReport(issues));
        }
        if (recording.durationSeconds() < LeadScreening.MINIMUM_SECONDS) {
            return refused(issues, "too-short", "the recording is shorter than 2.5 s");
        }
        LeadScreening screening = new LeadScreening(recording);
        screening.issues().stream().filter(issue -> !isKnown(issue, issues)).forEach(issues::add);
        Map<Lead, Strip> usable = new LinkedHashMap<>(screening.usable());
        usable.keySet().removeAll(known.excludedLeads());
        if (usable.isEmpty()) {
            return refused(issues, "no-usable-lead", "no standard lead can be read");
        }
        return windows(recording, usable, issues);
    }

    /** Whether ECGs of that rate are read, by the model as by the measurements. */
    public static boolean isReadRate(double samplingRateHz) {
        return samplingRateHz >= MINIMUM_RATE_HZ && samplingRateHz <= MAXIMUM_RATE_HZ;
    }

    /** The issue of a recording whose rate is not read; empty where it is. */
    public static Optional<QualityIssue> wrongRate(EcgRecording recording) {
        double rate = recording.samplingRateHz();
        String text = "the sampling rate of " + rate + " Hz is outside 100 to 2000 Hz";
        return isReadRate(rate)
                ? Optional.empty()
                : Optional.of(new QualityIssue(Severity.DO_NOT_ANALYSE, "sampling-rate", null, text));
    }

    private static boolean isKnown(QualityIssue issue, List<QualityIssue> issues) {
        return issues.stream()
                .anyMatch(other -> other.code().equals(issue.code()) && Objects.equals(other.lead(), issue.lead()));
    }

    private static Normalisation refused(List<QualityIssue> issues, String code, String text) {
        issues.add(new QualityIssue(Severity.DO_NOT_ANALYSE, code, null, text));
        return new Normalisation(List.of(), new QualityReport(issues));
    }

    private Normalisation windows(EcgRecording recording, Map<Lead, Strip> leads, List<QualityIssue> issues) {
        Resampler resampler = resampler(recording.samplingRateHz());
        long outputs = resampler.outputs(recording.length());
        List<NormalisedEcg> windows = new ArrayList<>();
        boolean[] present = new boolean[LEADS];
        leads.keySet().forEach(lead -> present[lead.standardIndex()] = true);
        boolean[] derived = new boolean[LEADS];
        for (long start : chosen(starts(outputs), issues)) {
            float[] samples = new float[SIZE];
            boolean[] valid = new boolean[SIZE];
            fill(resampler, leads, start, outputs, samples, valid);
            derived = LimbLeads.derive(present, samples, valid);
            windows.add(new NormalisedEcg((double) start / SAMPLING_RATE_HZ, samples, valid));
        }
        issues.addAll(LeadScreening.absent(recording, present, derived));
        if (outputs < SAMPLES) {
            issues.add(QualityIssue.note("short-recording", "the recording is shorter than 10 s"));
        }
        return new Normalisation(windows, new QualityReport(issues));
    }

    private static void fill(
            Resampler resampler, Map<Lead, Strip> leads, long start, long outputs, float[] samples, boolean[] valid) {
        int count = (int) Math.min(SAMPLES, outputs - start);
        leads.forEach((lead, strip) -> {
            int row = lead.standardIndex() * SAMPLES;
            resampler.resample(strip, start, count, samples, valid, row);
            if (spans(samples, valid, row, count) > LeadScreening.IMPLAUSIBLE_MV) {
                // An artefact in a long recording: what the model would make of it nobody knows.
                Arrays.fill(valid, row, row + count, false);
            }
            for (int i = row; i < row + count; i++) {
                samples[i] = valid[i] ? samples[i] : 0;
            }
        });
    }

    private static float spans(float[] samples, boolean[] valid, int from, int count) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            min = valid[i] ? Math.min(min, samples[i]) : min;
            max = valid[i] ? Math.max(max, samples[i]) : max;
        }
        return max - min;
    }

    /** First samples of the windows, at 250 Hz. */
    private static List<Long> starts(long outputs) {
        List<Long> starts = new ArrayList<>();
        long start = 0;
        for (; start + SAMPLES <= outputs; start += SAMPLES) {
            starts.add(start);
        }
        if (starts.isEmpty()) {
            starts.add(0L);
        } else if (outputs - start >= SAMPLING_RATE_HZ) {
            starts.add(outputs - SAMPLES);
        }
        return starts;
    }

    private List<Long> chosen(List<Long> starts, List<QualityIssue> issues) {
        if (starts.size() <= maximumWindows) {
            return starts;
        }
        issues.add(QualityIssue.note(
                "windows-sampled",
                maximumWindows + " of the " + starts.size() + " windows of 10 s were analysed, evenly spread"));
        List<Long> chosen = new ArrayList<>();
        for (int i = 0; i < maximumWindows; i++) {
            chosen.add(starts.get((int) ((long) i * starts.size() / maximumWindows)));
        }
        return chosen;
    }

    private Resampler resampler(double rate) {
        Resampler known = resamplers.get(rate);
        if (known != null) {
            return known;
        }
        Resampler made = new Resampler(rate);
        if (resamplers.size() < CACHED_RESAMPLERS) {
            resamplers.put(rate, made);
        }
        return made;
    }
}
