package org.einthoven.ecg;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.einthoven.ecg.QualityIssue.Severity;

/** What was found to limit an ECG's use, the gravest first; what was found twice stands once. */
public record QualityReport(List<QualityIssue> issues) {
    public static final QualityReport CLEAN = new QualityReport(List.of());

    public QualityReport {
        issues = issues.stream()
                .distinct()
                .sorted((a, b) -> b.severity().compareTo(a.severity()))
                .toList();
    }

    public boolean analysable() {
        return issues.stream().noneMatch(i -> i.severity() == Severity.DO_NOT_ANALYSE);
    }

    /** Why the recording is not analysed, in words; empty when it is. */
    public Optional<String> reasonNotAnalysed() {
        return analysable()
                ? Optional.empty()
                : Optional.of(issues.stream()
                        .filter(i -> i.severity() == Severity.DO_NOT_ANALYSE)
                        .map(QualityIssue::text)
                        .collect(Collectors.joining("; ")));
    }

    /** The leads that are left out of the analysis. */
    public Set<Lead> excludedLeads() {
        return issues.stream()
                .filter(issue -> issue.severity() == Severity.EXCLUDE_LEAD)
                .map(QualityIssue::lead)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    public QualityReport with(List<QualityIssue> more) {
        return new QualityReport(Stream.concat(issues.stream(), more.stream()).toList());
    }
}
