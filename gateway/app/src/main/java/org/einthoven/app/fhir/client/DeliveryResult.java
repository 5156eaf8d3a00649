package org.einthoven.app.fhir.client;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of a delivery. Reasons are one sentence without patient data. */
public sealed interface DeliveryResult {
    /**
     * The report is at the destination.
     *
     * @param version the version id it has there; keep it and bring it with the next delivery of the same report
     * @param written false when it was there already and nothing was written
     * @param warning what the receiver said although it took the report; null when it said nothing
     */
    record Delivered(
            String version, boolean written, @Nullable String warning) implements DeliveryResult {
        public Delivered {
            Objects.requireNonNull(version);
        }

        /** Without a warning. */
        public Delivered(String version, boolean written) {
            this(version, written, null);
        }
    }

    /** The destination holds, in this report's place, what a person made of it; it was not touched. */
    record KeptVerified(String reason) implements DeliveryResult {
        public KeptVerified {
            Objects.requireNonNull(reason);
        }
    }

    /**
     * Not delivered now; the same delivery may succeed later.
     *
     * @param receiverFailed whether others would fare no better: there is no working receiver
     * @param pause for how long the receiver wants to be asked nothing; zero when it did not say
     */
    record RetryLater(String reason, boolean receiverFailed, Duration pause) implements DeliveryResult {
        public RetryLater {
            Objects.requireNonNull(reason);
            Objects.requireNonNull(pause);
        }

        /** The receiver did not say when. */
        public RetryLater(String reason, boolean receiverFailed) {
            this(reason, receiverFailed, Duration.ZERO);
        }

        /** For want of a working receiver. */
        public RetryLater(String reason) {
            this(reason, true);
        }
    }

    /**
     * The destination has it and has not said yet that it keeps it. Asked again it tells, or how much longer it may take; no
     * try is counted.
     *
     * @param reason what is waited for
     * @param atMost when it is asked again, unless somebody hears from it before
     */
    record Awaited(String reason, Duration atMost) implements DeliveryResult {
        public Awaited {
            Objects.requireNonNull(reason);
            Objects.requireNonNull(atMost);
        }
    }

    /** Not delivered, and never will be as it is: someone must look at the destination or the report. */
    record Refused(String reason) implements DeliveryResult {
        public Refused {
            Objects.requireNonNull(reason);
        }
    }
}
