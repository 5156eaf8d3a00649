package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.Objects;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.SourceIdentity;
import org.jspecify.annotations.Nullable;

/**
 * That a report was made of an ECG.
 *
 * @param reportId the id of the DiagnosticReport
 * @param original the bytes that it was made of
 * @param format of the original
 * @param patientKey stands for the patient without naming one; reports of one patient are delivered in order
 * @param model id and version: "einthoven-ecg 0.1.0"
 * @param supersedes the id of an older model's report on the same source
 * @param bundle the FHIR transaction as JSON in UTF-8
 * @param results the report as DICOM objects, packed; empty where no destination wants them
 * @param reason why the ECG was not analysed, null where it was
 */
public record MadeReport(
        String reportId,
        ObjectHash original,
        String format,
        SourceIdentity source,
        @Nullable String patientKey,
        String model,
        @Nullable String supersedes,
        byte[] bundle,
        byte[] results,
        boolean analysed,
        @Nullable String reason,
        Instant at) {
    public MadeReport {
        Objects.requireNonNull(reportId);
        Objects.requireNonNull(original);
        Objects.requireNonNull(format);
        Objects.requireNonNull(source);
        Objects.requireNonNull(model);
        Objects.requireNonNull(bundle);
        Objects.requireNonNull(results);
        Objects.requireNonNull(at);
    }

    /** For destinations that want it as FHIR only. */
    public MadeReport(
            String reportId,
            ObjectHash original,
            String format,
            SourceIdentity source,
            @Nullable String patientKey,
            String model,
            @Nullable String supersedes,
            byte[] bundle,
            boolean analysed,
            @Nullable String reason,
            Instant at) {
        this(
                reportId,
                original,
                format,
                source,
                patientKey,
                model,
                supersedes,
                bundle,
                new byte[0],
                analysed,
                reason,
                at);
    }
}
