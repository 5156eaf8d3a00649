package org.einthoven.app.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    private final RetrySchedule schedule;
    private final CamelContext context;
    private final ProducerTemplate queues;

    QueueSender(RetrySchedule schedule, CamelContext context) {
        this.schedule = schedule;
        this.context = context;
        this.queues = context.createProducerTemplate();
    }

    void sendEcgs(List<RetrySchedule.DueEcg> claimed) throws LedgerException {
        List<RetrySchedule.DueEcg> sent = new ArrayList<>();
        for (RetrySchedule.DueEcg due : claimed) {
            if (send(due)) {
                sent.add(due);
            } else {
                schedule.putBack(due, PAUSE_OF_QUEUE);
            }
        }
        if (!sent.isEmpty()) {
            schedule.ecgsSent(sent);
        }
    }

    private boolean send(RetrySchedule.DueEcg due) {
        String receivedAt = Instant.ofEpochMilli(due.receivedAt()).toString();
        EcgReference reference = new EcgReference(due.object().hex(), due.channel(), due.sender(), receivedAt);
        return sent(Queues.of(context, due.lane()), reference, due.patientKey());
    }

    void sendReports(List<RetrySchedule.DueReport> claimed) throws LedgerException {
        List<RetrySchedule.DueReport> sent = new ArrayList<>();
        for (RetrySchedule.DueReport due : claimed) {
            if (send(due)) {
                sent.add(due);
            } else {
                schedule.putBack(due, PAUSE_OF_QUEUE);
            }
        }
        if (!sent.isEmpty()) {
            schedule.reportsSent(sent);
        }
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
