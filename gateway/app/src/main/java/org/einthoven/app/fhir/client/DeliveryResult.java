package org.einthoven.app.fhir.client;

import java.util.Objects;

/** What became of a delivery. Reasons are one sentence without patient data. */
public sealed interface DeliveryResult {
    /**
     * The report is at the destination.
     *
     * @param version the version id it has there; keep it and bring it with the next delivery of the same report
     * @param written false when it was there already and nothing was written
     */
    record Delivered(String version, boolean written) implements DeliveryResult {
        public Delivered {
            Objects.requireNonNull(version);
        }
    }

    /** The destination holds, in this report's place, what a person made of it; it was not touched. */
    record KeptVerified(String reason) implements DeliveryResult {
        public KeptVerified {
            Objects.requireNonNull(reason);
        }
    }

    /** Not delivered now; the same delivery may succeed later. */
    record RetryLater(String reason) implements DeliveryResult {
        public RetryLater {
            Objects.requireNonNull(reason);
        }
    }

    /** Not delivered, and never will be as it is: someone must look at the destination or the report. */
    record Refused(String reason) implements DeliveryResult {
        public Refused {
            Objects.requireNonNull(reason);
        }
    }
}
