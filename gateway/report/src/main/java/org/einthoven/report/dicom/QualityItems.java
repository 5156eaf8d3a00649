package org.einthoven.report.dicom;

import static org.einthoven.report.dicom.ContentItem.code;
import static org.einthoven.report.dicom.ContentItem.container;
import static org.einthoven.report.dicom.ContentItem.text;

import java.util.Map;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.report.ReportContent;
import org.einthoven.report.dicom.ContentItem.Relationship;

/** What limits the ECG: a section of the project's own, an item an issue. */
final class QualityItems {
    /** CID 3001: MDC codes of the leads. */
    private static final Map<Lead, String> LEADS = Map.ofEntries(
            Map.entry(Lead.I, "2:1"),
            Map.entry(Lead.II, "2:2"),
            Map.entry(Lead.V1, "2:3"),
            Map.entry(Lead.V2, "2:4"),
            Map.entry(Lead.V3, "2:5"),
            Map.entry(Lead.V4, "2:6"),
            Map.entry(Lead.V5, "2:7"),
            Map.entry(Lead.V6, "2:8"),
            Map.entry(Lead.III, "2:61"),
            Map.entry(Lead.AVR, "2:62"),
            Map.entry(Lead.AVL, "2:63"),
            Map.entry(Lead.AVF, "2:64"));

    private QualityItems() {}

    static ContentItem of(ReportContent content) {
        ContentItem item = container(ReportConcepts.QUALITY);
        item.contain(text(ReportConcepts.QUALITY, content.quality().analysable() ? "Analysable" : "Not analysable"));
        content.quality().issues().forEach(issue -> item.contain(item(issue)));
        return item;
    }

    private static ContentItem item(QualityIssue issue) {
        Lead lead = issue.lead();
        ContentItem item =
                text(weight(issue.severity()), (lead == null ? "" : "Lead " + lead.name() + ": ") + issue.text());
        String code = lead == null ? null : LEADS.get(lead);
        return lead == null || code == null
                ? item
                : item.add(
                        Relationship.HAS_CONCEPT_MOD,
                        code(ReportConcepts.LEAD_ID, CodedConcept.mdc(code, "Lead " + lead.name())));
    }

    private static CodedConcept weight(QualityIssue.Severity severity) {
        return switch (severity) {
            case NOTE -> CodedConcept.own("note", "Note");
            case EXCLUDE_LEAD -> CodedConcept.own("lead-left-out", "Lead left out");
            case DO_NOT_ANALYSE -> CodedConcept.own("not-analysed", "Not analysed");
        };
    }
}
