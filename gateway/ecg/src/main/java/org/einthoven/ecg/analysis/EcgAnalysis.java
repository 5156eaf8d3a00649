package org.einthoven.ecg.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.delineation.Delineation;
import org.einthoven.ecg.delineation.Delineator;
import org.einthoven.ecg.measurement.EcgMeasurement;
import org.einthoven.ecg.measurement.MedianBeat;
import org.einthoven.ecg.measurement.VendorComparison;
import org.einthoven.ecg.quality.LeadPlacement;
import org.einthoven.ecg.quality.ModelRange;
import org.einthoven.ecg.quality.Population;
import org.einthoven.ecg.quality.SignalQuality;
import org.jspecify.annotations.Nullable;

/**
 * What is read off an ECG without a model.
 *
 * @param quality what limits its use; leads that it excludes took no part in the rest
 * @param delineation the beats of the other leads together; none where they may not be measured
 * @param medianBeat null where no beat has bounds or none may be measured
 * @param measurements all absent where the signal or its unit cannot be right
 */
public record EcgAnalysis(
        QualityReport quality,
        Delineation delineation,
        @Nullable MedianBeat medianBeat,
        Measurements measurements) {
    private static final String NO_STANDARD_LEAD = "no-usable-lead";
    /** What monitors record beside the ECG. */
    private static final Pattern NO_ECG =
            Pattern.compile("pleth|resp|spo2|co2|\\b(abp|art|pap|cvp|icp|bp|ppg)\\b", Pattern.CASE_INSENSITIVE);

    /** Never fails: what cannot be measured is absent with the reason. */
    public static EcgAnalysis of(EcgRecording recording) {
        List<QualityIssue> issues = new ArrayList<>(SignalQuality.assess(recording));
        String reason = reasonForNoMeasurement(recording, issues);
        EcgRecording readable = readable(recording, issues);
        // What may not be measured is not looked through either: a rate that cannot be makes it endless.
        Delineation found = reason == null ? Delineator.delineate(readable) : Delineation.NONE;
        Optional<String> withoutBeats =
                reason == null ? EcgMeasurement.withoutBeats(readable, found) : Optional.of(reason);
        Delineation delineation = withoutBeats.isEmpty() ? found : found.withoutBeats();
        MedianBeat median = withoutBeats.isEmpty() ? MedianBeat.of(readable, delineation) : null;
        Measurements measurements = withoutBeats
                .map(text -> EcgMeasurement.none(recording, text))
                .orElseGet(() -> EcgMeasurement.measureBeats(readable, delineation, median));
        issues.addAll(ModelRange.assess(recording, measurements.value(Measure.HEART_RATE), Population.ADULTS));
        if (withoutBeats.isEmpty()) {
            issues.addAll(LeadPlacement.assess(readable, median));
        } else if (reason == null) {
            issues.add(new QualityIssue(Severity.DO_NOT_ANALYSE, "no-beats", null, withoutBeats.get()));
        }
        issues.addAll(VendorComparison.differences(measurements));
        return new EcgAnalysis(new QualityReport(issues), delineation, median, measurements);
    }

    /** The leads of a recording that can be read; all where none can. */
    public static EcgRecording readable(EcgRecording recording) {
        return readable(recording, SignalQuality.assess(recording));
    }

    private static EcgRecording readable(EcgRecording recording, List<QualityIssue> issues) {
        Map<Lead, SampledSignal> leads = leads(recording, issues);
        return leads.isEmpty() || leads.size() == recording.leads().size() ? recording : recording.withLeads(leads);
    }

    private static Map<Lead, SampledSignal> leads(EcgRecording recording, List<QualityIssue> issues) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>(recording.leads());
        leads.keySet().removeAll(new QualityReport(issues).excludedLeads());
        leads.keySet().removeIf(lead -> NO_ECG.matcher(lead.name()).find());
        return leads;
    }

    /** Leads that the model does not know can be measured as well: it is another matter that no standard lead is there. */
    private static @Nullable String reasonForNoMeasurement(EcgRecording recording, List<QualityIssue> issues) {
        if (Normaliser.isReadRate(recording.samplingRateHz())
                && recording.durationSeconds() < Population.ADULTS.minSeconds()) {
            return "the recording is shorter than 2.5 s";
        }
        String none = leads(recording, issues).isEmpty() ? "no lead can be read" : null;
        return issues.stream()
                .filter(issue -> issue.severity() == Severity.DO_NOT_ANALYSE
                        && !issue.code().equals(NO_STANDARD_LEAD))
                .map(QualityIssue::text)
                .findFirst()
                .orElse(none);
    }
}
