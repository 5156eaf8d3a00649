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

/** Sends what the schedule gave out into its queue, and gives back what the queue does not take. */
final class QueueSender {
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

    /** What a queue does not take goes back, and what follows with it: it would not be taken either, and each try takes time. */
    void sendEcgs(List<RetrySchedule.DueEcg> claimed) throws LedgerException {
        int sent = 0;
        while (sent < claimed.size() && send(claimed.get(sent))) {
            sent++;
        }
        if (sent > 0) {
            schedule.ecgsSent(claimed.subList(0, sent));
        }
        for (int i = sent; i < claimed.size(); i++) {
            schedule.putBack(claimed.get(i), i == sent ? PAUSE_OF_REFUSED : PAUSE_OF_QUEUE);
        }
    }

    private boolean send(RetrySchedule.DueEcg due) {
        String receivedAt = Instant.ofEpochMilli(due.receivedAt()).toString();
        EcgReference reference = new EcgReference(due.object().hex(), due.channel(), due.sender(), receivedAt);
        return sent(Queues.of(context, due.lane()), reference, due.patientKey());
    }

    /**
     * The same for reports to one destination.
     *
     * @return how many were sent
     */
    int sendReports(List<RetrySchedule.DueReport> claimed) throws LedgerException {
        int sent = 0;
        while (sent < claimed.size() && send(claimed.get(sent))) {
            sent++;
        }
        if (sent > 0) {
            schedule.reportsSent(claimed.subList(0, sent));
        }
        for (int i = sent; i < claimed.size(); i++) {
            schedule.putBack(claimed.get(i), i == sent ? PAUSE_OF_REFUSED : PAUSE_OF_QUEUE);
        }
        return sent;
    }

    private boolean send(RetrySchedule.DueReport due) {
        String address = Queues.ofDestination(context, due.destination());
        return sent(address, new ReportReference(due.reportId()), due.patientKey());
    }

    private boolean sent(String address, Reference reference, @Nullable String patientKey) {
        Exchange exchange = queues.send(address, sending -> {
            sending.setPattern(ExchangePattern.InOnly);
            Exchanges.setReference(sending, reference, patientKey);
        });
        return !exchange.isFailed();
    }
}
