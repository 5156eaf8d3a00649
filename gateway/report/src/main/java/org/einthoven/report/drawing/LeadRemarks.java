package org.einthoven.report.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.QualityReport;
import org.jspecify.annotations.Nullable;

/** What a label says of its lead beside the name: that it was not recorded or not read, or that a footnote tells more. */
final class LeadRemarks {
    private final EcgRecording recording;
    private final Map<Lead, String> notRead = new HashMap<>();
    private final Map<Lead, Set<String>> notes = new LinkedHashMap<>();
    /** By what they say, in few words. */
    private final Map<String, Set<Lead>> leads = new LinkedHashMap<>();

    LeadRemarks(EcgRecording recording, QualityReport quality) {
        this.recording = recording;
        for (QualityIssue issue : quality.issues()) {
            Lead lead = issue.lead();
            if (lead != null && recording.leads().containsKey(lead)) {
                add(issue, lead);
            }
        }
    }

    private void add(QualityIssue issue, Lead lead) {
        if (issue.severity() == Severity.NOTE) {
            notes.computeIfAbsent(lead, l -> new LinkedHashSet<>()).add(issue.text());
            leads.computeIfAbsent(words(issue), w -> new LinkedHashSet<>()).add(lead);
        } else {
            notRead.putIfAbsent(lead, words(issue));
        }
    }

    private static String words(QualityIssue issue) {
        return issue.code().replaceFirst("^lead-", "").replace('-', ' ');
    }

    /** Whether the analysis left the lead out. */
    boolean isNotRead(Lead lead) {
        return notRead.containsKey(lead);
    }

    /** Why the lead's place shows less than others'; null where it does not. */
    @Nullable
    String limit(Lead lead) {
        if (recording.lead(lead) == null) {
            return "not recorded";
        }
        String reason = notRead.get(lead);
        return reason == null ? null : "not read: " + reason;
    }

    /** What refers from a lead's name to the footnote; often nothing. */
    String star(Lead lead) {
        return notes.containsKey(lead) ? " *" : "";
    }

    /** The notes on leads in one line; null where there are none. */
    @Nullable
    String footnote() {
        List<String> texts = new ArrayList<>();
        notes.values().forEach(texts::addAll);
        return texts.isEmpty() ? null : "* " + String.join("; ", texts);
    }

    /** The same in fewer words, each with its leads; null where there are none. */
    @Nullable
    String shortFootnote() {
        List<String> texts = new ArrayList<>();
        leads.forEach((words, of) -> texts.add(words + ": " + names(of)));
        return texts.isEmpty() ? null : "* " + String.join("; ", texts);
    }

    private String names(Set<Lead> some) {
        List<Lead> others = new ArrayList<>(recording.leads().keySet());
        others.removeAll(some);
        if (others.isEmpty()) {
            return "all leads";
        }
        return others.size() < some.size() / 2 ? "all leads but " + names(others) : names(List.copyOf(some));
    }

    private static String names(List<Lead> leads) {
        return leads.stream().map(Lead::name).collect(Collectors.joining(", "));
    }
}
