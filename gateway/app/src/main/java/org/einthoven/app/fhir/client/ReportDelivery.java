package org.einthoven.app.fhir.client;

import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.jspecify.annotations.Nullable;

/**
 * One report on its way.
 *
 * @param bundle a transaction Bundle with exactly one DiagnosticReport; every entry is a PUT of a resource by its id
 * @param lastVersion the version id that {@link DeliveryResult.Delivered} gave for this report and destination; null
 *     when it was never delivered, or nobody remembers
 * @param rewrite true to write again over our own unchanged report; false leaves it as it is
 */
public record ReportDelivery(Bundle bundle, @Nullable String lastVersion, boolean rewrite) {
    public ReportDelivery {
        Objects.requireNonNull(bundle);
        reportIn(bundle);
    }

    /** The first delivery of a report, or a repeat by someone who remembers nothing. */
    public static ReportDelivery of(Bundle bundle) {
        return new ReportDelivery(bundle, null, false);
    }

    public DiagnosticReport report() {
        return reportIn(bundle);
    }

    public String reportId() {
        return report().getIdElement().getIdPart();
    }

    private static DiagnosticReport reportIn(Bundle bundle) {
        List<DiagnosticReport> reports = bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(DiagnosticReport.class::isInstance)
                .map(DiagnosticReport.class::cast)
                .toList();
        if (reports.size() != 1 || !reports.get(0).getIdElement().hasIdPart()) {
            throw new IllegalArgumentException("a report's Bundle has one DiagnosticReport, and it has an id");
        }
        return reports.get(0);
    }
}
