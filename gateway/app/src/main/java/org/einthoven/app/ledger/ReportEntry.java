package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.einthoven.ecg.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * One of the reports on an ECG: each model version makes one.
 *
 * @param reason why the ECG was not analysed; null where it was
 * @param supersedes the report of an older model that this one replaces
 * @param removed whether retention removed its content
 * @param deliveries one a destination
 */
public record ReportEntry(
        String reportId,
        String model,
        boolean analysed,
        @Nullable String reason,
        Instant madeAt,
        @Nullable String supersedes,
        boolean removed,
        List<Delivery> deliveries) {
    public ReportEntry {
        Objects.requireNonNull(reportId);
        Objects.requireNonNull(model);
        Objects.requireNonNull(madeAt);
        deliveries = List.copyOf(deliveries);
    }
}
