package org.einthoven.app.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.app.ledger.RetrySchedule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what the schedule gave out into its queue, and gives back what the queue does not take. */
final class QueueSender {
    private static final Logger LOG = LoggerFactory.getLogger(QueueSender.class);

    private static final Duration PAUSE_OF_QUEUE = Duration.ofSeconds(5);
    /** Of what the queue was asked to take: what goes with it may belong in a part of the queue that works, and is not held up. */
    private static final Duration PAUSE_OF_REFUSED = Duration.ofSeconds(30);

    private final RetrySchedule schedule;
    private final CamelContext context;
    private final ProducerTemplate queues;

    QueueSender(RetrySchedule schedule, CamelContext context) {
        this.schedule = schedule;
        this.context = context;
        this.queues = context.createProducerTemplate();
    }

    /** What a queue does not take goes back, and what follows with it: each try takes time. */
    void sendEcgs(List<RetrySchedule.DueEcg> claimed) throws LedgerException {
        send(claimed, this::refusal, schedule::ecgsSent, schedule::putBack);
    }

    /**
     * The same for reports to one destination.
     *
     * @return how many were sent
     */
    int sendReports(List<RetrySchedule.DueReport> claimed) throws LedgerException {
        return send(claimed, this::refusal, schedule::reportsSent, schedule::putBack);
    }

    private static <T> int send(List<T> claimed, Queue<T> queue, Sent<T> note, PutBack<T> schedule)
            throws LedgerException {
        int sent = 0;
        String refusal = null;
        while (sent < claimed.size() && refusal == null) {
            refusal = queue.refusal(claimed.get(sent));
            sent += refusal == null ? 1 : 0;
        }
        if (sent > 0) {
            note.sent(claimed.subList(0, sent));
        }
        if (refusal != null) {
            LOG.warn("{} that are due are not sent into their queue now: {}", claimed.size() - sent, refusal);
            for (int i = sent; i < claimed.size(); i++) {
                schedule.putBack(claimed.get(i), i == sent ? PAUSE_OF_REFUSED : PAUSE_OF_QUEUE, refusal);
            }
        }
        return sent;
    }

    private interface Queue<T> {
        @Nullable
        String refusal(T due);
    }

    private interface Sent<T> {
        void sent(List<T> due) throws LedgerException;
    }

    private interface PutBack<T> {
        void putBack(T due, Duration pause, String reason) throws LedgerException;
    }

    private @Nullable String refusal(RetrySchedule.DueEcg due) {
        String receivedAt = Instant.ofEpochMilli(due.receivedAt()).toString();
        EcgReference reference = new EcgReference(due.object().hex(), due.channel(), due.sender(), receivedAt);
        return offer(Queues.of(context, due.lane()), reference, due.patientKey());
    }

    private @Nullable String refusal(RetrySchedule.DueReport due) {
        String address = Queues.ofDestination(context, due.destination());
        return offer(address, new ReportReference(due.reportId()), due.patientKey());
    }

    /** @return why the queue does not take it; null where it does */
    private @Nullable String offer(String address, Reference reference, @Nullable String patientKey) {
        Exchange exchange = queues.send(address, sending -> {
            sending.setPattern(ExchangePattern.InOnly);
            Exchanges.setReference(sending, reference, patientKey);
        });
        return exchange.isFailed() ? Reasons.of(exchange.getException()) : null;
    }
}
