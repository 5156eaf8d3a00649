package org.einthoven.ecg.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.delineation.Delineation;
import org.einthoven.ecg.delineation.Delineator;
import org.einthoven.ecg.measurement.EcgMeasurement;
import org.einthoven.ecg.measurement.VendorComparison;
import org.einthoven.ecg.quality.LeadPlacement;
import org.einthoven.ecg.quality.ModelRange;
import org.einthoven.ecg.quality.Population;
import org.einthoven.ecg.quality.SignalQuality;

/**
 * What is read off an ECG without a model.
 *
 * @param quality what limits its use; leads that it excludes took no part in the rest
 * @param delineation the beats of the other leads together
 * @param measurements all absent where the signal or its unit cannot be right
 */
public record EcgAnalysis(QualityReport quality, Delineation delineation, Measurements measurements) {
    /** Never fails: what cannot be measured is absent with the reason. */
    public static EcgAnalysis of(EcgRecording recording) {
        List<QualityIssue> issues = new ArrayList<>(SignalQuality.assess(recording));
        QualityReport signal = new QualityReport(issues);
        EcgRecording readable = readable(recording, signal);
        Delineation delineation = Delineator.delineate(readable);
        Measurements measurements = signal.reasonNotAnalysed()
                .map(reason -> EcgMeasurement.none(recording, reason))
                .orElseGet(() -> EcgMeasurement.measure(readable, delineation));
        issues.addAll(LeadPlacement.assess(readable, delineation));
        issues.addAll(ModelRange.assess(recording, measurements.value(Measure.HEART_RATE), Population.ADULTS));
        issues.addAll(VendorComparison.differences(measurements));
        return new EcgAnalysis(new QualityReport(issues), delineation, measurements);
    }

    /** The recording without the leads that are excluded; as it is where that would leave none. */
    private static EcgRecording readable(EcgRecording recording, QualityReport quality) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>(recording.leads());
        leads.keySet().removeAll(quality.excludedLeads());
        return leads.isEmpty() || leads.size() == recording.leads().size() ? recording : recording.withLeads(leads);
    }
}
