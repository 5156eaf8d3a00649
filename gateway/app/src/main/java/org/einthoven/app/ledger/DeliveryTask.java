package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.Objects;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * A report that a destination is to have.
 *
 * @param lane whether it may go before others
 * @param tries how often it was offered before
 * @param version the report's version at the destination as we last wrote it
 * @param held whether an earlier report of the same patient is not there yet
 * @param original the ECG as it came in
 * @param withheld whether the original must not go there: it could take the place of another under its SOP Instance UID of which
 *     the destination has the only copy
 * @param receivedAt when the ECG came in
 * @param bundle the FHIR transaction as JSON; empty where retention removed it
 */
public record DeliveryTask(
        String reportId,
        String destination,
        Lane lane,
        Delivery.State state,
        int tries,
        @Nullable String version,
        boolean held,
        ObjectHash original,
        boolean withheld,
        @Nullable Instant receivedAt,
        byte[] bundle) {
    public DeliveryTask {
        Objects.requireNonNull(reportId);
        Objects.requireNonNull(destination);
        Objects.requireNonNull(lane);
        Objects.requireNonNull(state);
        Objects.requireNonNull(original);
        Objects.requireNonNull(bundle);
    }
}
