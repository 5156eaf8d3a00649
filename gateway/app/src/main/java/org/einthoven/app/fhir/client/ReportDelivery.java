package org.einthoven.app.fhir.client;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.einthoven.app.fhir.FhirJson;
import org.einthoven.app.fhir.ReportTransaction;
import org.einthoven.app.store.ObjectHash;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.jspecify.annotations.Nullable;

/**
 * One report on its way: a transaction Bundle with exactly one DiagnosticReport, in which every entry is a PUT of a
 * resource by its id. As JSON or parsed; each is made of the other once, when somebody asks. Used by one thread.
 */
public final class ReportDelivery {
    private final @Nullable String lastVersion;
    private final boolean rewrite;
    private final @Nullable String json;
    private ResultSource results = Optional::empty;
    private @Nullable ObjectHash original;
    private @Nullable Bundle bundle;
    private @Nullable ReportTransaction transaction;

    private ReportDelivery(
            @Nullable String json, @Nullable Bundle bundle, @Nullable String lastVersion, boolean rewrite) {
        this.json = json;
        this.bundle = bundle;
        this.lastVersion = lastVersion;
        this.rewrite = rewrite;
    }

    /**
     * A delivery of a report at hand.
     *
     * @param lastVersion the version id that {@link DeliveryResult.Delivered} gave for this report and destination;
     *     null when it was never delivered, or nobody remembers
     * @param rewrite true to write again over our own unchanged report; false leaves it as it is
     */
    public ReportDelivery(Bundle bundle, @Nullable String lastVersion, boolean rewrite) {
        this(null, bundle, lastVersion, rewrite);
        reportIn(bundle);
    }

    /** A delivery of a report as it was kept; what is no such Bundle is found out when it is taken apart. */
    public static ReportDelivery ofJson(String bundle, @Nullable String lastVersion) {
        return new ReportDelivery(Objects.requireNonNull(bundle), null, lastVersion, false);
    }

    /** Where the report's DICOM objects come from, when somebody asks. */
    @FunctionalInterface
    public interface ResultSource {
        Optional<byte[]> read() throws IOException;
    }

    /** The same with the report's DICOM objects. */
    public ReportDelivery withResults(ResultSource source) {
        results = Objects.requireNonNull(source);
        return this;
    }

    /** The same with the ECG that the report is about, as it came in. */
    public ReportDelivery withOriginal(ObjectHash object) {
        original = Objects.requireNonNull(object);
        return this;
    }

    /** The ECG as it came in; null where nobody said. */
    public @Nullable ObjectHash original() {
        return original;
    }

    /**
     * The report as DICOM objects, packed; empty where it was made for none.
     *
     * @throws IOException when they cannot be read now
     */
    public Optional<byte[]> results() throws IOException {
        return results.read();
    }

    /** The first delivery of a report, or a repeat by someone who remembers nothing. */
    public static ReportDelivery of(Bundle bundle) {
        return new ReportDelivery(bundle, null, false);
    }

    public @Nullable String lastVersion() {
        return lastVersion;
    }

    public boolean rewrite() {
        return rewrite;
    }

    public Bundle bundle() {
        if (bundle == null) {
            bundle = FhirJson.parse(Bundle.class, Objects.requireNonNull(json));
        }
        return bundle;
    }

    /** The Bundle taken apart as JSON. */
    ReportTransaction transaction() {
        if (transaction == null) {
            transaction = ReportTransaction.of(json == null ? FhirJson.encode(Objects.requireNonNull(bundle)) : json);
        }
        return transaction;
    }

    public DiagnosticReport report() {
        return reportIn(bundle());
    }

    public String reportId() {
        return bundle == null
                ? transaction().reportId()
                : reportIn(bundle).getIdElement().getIdPart();
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
