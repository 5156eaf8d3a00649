package org.einthoven.ecg.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.LeadScreening;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.signal.Strip;

/**
 * What can be said of a recording's signal before a beat is found in it: leads that are off, cut off or noisy, units and lead
 * names that cannot be right. One pass over the samples; any length, any leads. Of a rate that is not read nothing is told but that.
 *
 * <p>Which leads can be read at all is decided by {@link LeadScreening}, as for the model; only those are looked at further.
 */
public final class SignalQuality {
    /** Of what is too short for the model and for measurements nothing is told but that; see {@link ModelRange}. */
    private static final double MINIMUM_SECONDS = 2.5;

    private static final Set<String> DISTORTING = Set.of("lead-off", "lead-clipped", "leads-duplicated");

    private SignalQuality() {}

    /** Never fails; a clean recording gives an empty list. What {@link LeadScreening} found stands first. */
    public static List<QualityIssue> assess(EcgRecording recording) {
        Optional<QualityIssue> wrongRate = Normaliser.wrongRate(recording);
        if (wrongRate.isPresent()) {
            return List.of(wrongRate.get());
        }
        if (recording.durationSeconds() < MINIMUM_SECONDS) {
            return List.of();
        }
        LeadScreening screening = new LeadScreening(recording);
        List<QualityIssue> issues = new ArrayList<>(screening.issues());
        Map<Lead, LeadFigures> figures = figures(recording);
        issues.addAll(LeadUnitError.assess(usable(screening.usable(), figures)));
        figures.keySet().removeAll(unitErrors(issues));
        UnitError.assess(figures.values()).ifPresent(issues::add);
        usable(screening.usable(), figures)
                .forEach((lead, measured) ->
                        issues.addAll(LeadFaults.assess(lead, measured, recording.durationSeconds())));
        Map<Lead, Strip> readable = usable(screening, issues);
        issues.addAll(DuplicatedLeads.assess(readable));
        issues.addAll(LimbLeadOrder.assess(undistorted(readable, issues)));
        if (usable(screening, issues).isEmpty()) {
            issues.add(
                    new QualityIssue(Severity.DO_NOT_ANALYSE, "no-usable-lead", null, "no standard lead can be read"));
        }
        return List.copyOf(issues);
    }

    private static Map<Lead, LeadFigures> usable(Map<Lead, Strip> usable, Map<Lead, LeadFigures> figures) {
        Map<Lead, LeadFigures> left = new LinkedHashMap<>(figures);
        left.keySet().retainAll(usable.keySet());
        return left;
    }

    /** Leads of which nothing else is told: in another unit all else is measured wrongly. */
    private static List<Lead> unitErrors(List<QualityIssue> issues) {
        return issues.stream()
                .filter(issue -> issue.code().equals("unit-error"))
                .map(QualityIssue::lead)
                .toList();
    }

    /** Those that can be read and that none of the issues excludes. */
    private static Map<Lead, Strip> usable(LeadScreening screening, List<QualityIssue> issues) {
        Map<Lead, Strip> usable = new LinkedHashMap<>(screening.usable());
        usable.keySet().removeAll(new QualityReport(issues).excludedLeads());
        return usable;
    }

    /** What was cut off or stood still fits no other lead any more, without a wrong name. */
    private static Map<Lead, Strip> undistorted(Map<Lead, Strip> leads, List<QualityIssue> issues) {
        Map<Lead, Strip> left = new LinkedHashMap<>(leads);
        issues.stream().filter(issue -> DISTORTING.contains(issue.code())).forEach(issue -> left.remove(issue.lead()));
        return left;
    }

    /** Of the standard leads, or of others where there are none, that hold a fifth of a second without a gap, also of those whose amplitude is impossible. */
    private static Map<Lead, LeadFigures> figures(EcgRecording recording) {
        LeadMeter meter = new LeadMeter(recording.samplingRateHz(), recording.length());
        Map<Lead, LeadFigures> figures = new LinkedHashMap<>();
        boolean none = recording.leads().keySet().stream().allMatch(lead -> lead.standardIndex() < 0);
        for (Map.Entry<Lead, SampledSignal> entry : recording.leads().entrySet()) {
            if (none || entry.getKey().standardIndex() >= 0) {
                LeadFigures measured = meter.measure(entry.getValue().millivolts());
                if (!Double.isNaN(measured.range())) {
                    figures.put(entry.getKey(), measured);
                }
            }
        }
        return figures;
    }
}
