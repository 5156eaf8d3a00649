package org.einthoven.app.order;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.einthoven.camel.EcgReading;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.QualityIssue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code orders}: finds the order behind an ECG that names none. One that fits is taken; of several none, as it
 * would be a guess. An ECG is never held back: where the worklist does not answer it is read without an order, and says so.
 */
public final class OrderSearch {
    private static final Logger LOG = LoggerFactory.getLogger(OrderSearch.class);
    /** A worklist holds what is still to be done; an older ECG's order is no longer there. */
    private static final Duration OLDEST = Duration.ofDays(31);
    /** For so long a worklist that did not answer is left alone, so that ECGs do not each wait for it. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final QualityIssue FOUND = QualityIssue.note(
            "order-from-worklist", "The ECG names no order; the one order that the worklist has for it was taken.");
    private static final QualityIssue SEVERAL = QualityIssue.note(
            "order-ambiguous", "The ECG names no order, and the worklist has several that fit; none was taken.");
    private static final QualityIssue NO_ANSWER =
            QualityIssue.note("worklist-unreachable", "The ECG names no order, and the worklist could not be asked.");

    private final @Nullable Worklist worklist;
    private final Clock clock;
    private volatile Instant silentUntil = Instant.MIN;

    /** @param worklist null where none is configured: nothing is asked then */
    public OrderSearch(@Nullable Worklist worklist, Clock clock) {
        this.worklist = worklist;
        this.clock = clock;
    }

    /** Gives the ECG in the body its order, where there is one. */
    public void find(Exchange exchange) {
        EcgReading reading = exchange.getMessage().getBody(EcgReading.class);
        EcgRecording recording = reading.recording();
        Worklist asked = worklist;
        if (asked != null && lacksOrder(recording) && canBeAskedFor(recording)) {
            exchange.getMessage().setBody(EcgReading.of(withOrder(asked, recording)));
        }
    }

    private static boolean lacksOrder(EcgRecording recording) {
        return recording.order().accessionNumber() == null && recording.order().placerOrderNumber() == null;
    }

    /** An ID with a wildcard (PS3.4 C.2.2.2.4) or a value separator would ask for other patients as well; not every worklist reads other than ASCII. */
    private boolean canBeAskedFor(EcgRecording recording) {
        PatientRef patient = recording.patient();
        Instant time = recording.acquisition().time();
        return patient != null
                && patient.identifier().matches("[ -~&&[^*?\\\\]]{1,64}")
                && time != null
                && Duration.between(time, clock.instant()).abs().compareTo(OLDEST) <= 0;
    }

    private EcgRecording withOrder(Worklist asked, EcgRecording recording) {
        if (clock.instant().isBefore(silentUntil)) {
            return recording.withRemark(NO_ANSWER);
        }
        try {
            List<OrderRef> orders = asked.orders(patient(recording), recordedAt(asked, recording));
            return switch (orders.size()) {
                case 0 -> recording;
                case 1 -> recording.withOrder(orders.get(0), FOUND);
                default -> recording.withRemark(SEVERAL);
            };
        } catch (IOException e) {
            silentUntil = clock.instant().plus(PAUSE);
            LOG.warn("The worklist could not be asked; ECGs are read without it: {}", e.getMessage());
            return recording.withRemark(NO_ANSWER);
        }
    }

    private static PatientRef patient(EcgRecording recording) {
        return Objects.requireNonNull(recording.patient());
    }

    private static LocalDateTime recordedAt(Worklist asked, EcgRecording recording) {
        Instant time = Objects.requireNonNull(recording.acquisition().time());
        return LocalDateTime.ofInstant(time, asked.timeZone());
    }
}
