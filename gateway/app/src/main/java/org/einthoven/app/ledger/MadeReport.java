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
 * @param report the report's bytes in the object store
 * @param model id and version: "einthoven-ecg 0.1.0"
 * @param reason why the ECG was not analysed, null where it was
 */
public record MadeReport(
        String reportId,
        ObjectHash original,
        String format,
        SourceIdentity source,
        String model,
        ObjectHash report,
        boolean analysed,
        @Nullable String reason,
        Instant at) {
    public MadeReport {
        Objects.requireNonNull(reportId);
        Objects.requireNonNull(original);
        Objects.requireNonNull(format);
        Objects.requireNonNull(source);
        Objects.requireNonNull(model);
        Objects.requireNonNull(report);
        Objects.requireNonNull(at);
    }
}
