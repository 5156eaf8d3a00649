package org.einthoven.app.pipeline;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.einthoven.app.ledger.Arrival;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heals a crash between the object store and the queue: what the ledger calls received is sent to the queue once more
 * at the start. Where its message is there already, the second finds the report made and is skipped.
 */
public final class Requeue {
    private static final Logger LOG = LoggerFactory.getLogger(Requeue.class);

    private Requeue() {}

    public static void send(CamelContext context, List<Arrival> unread) {
        if (unread.isEmpty()) {
            return;
        }
        LOG.info("{} received objects were not read before the last stop; they are read now", unread.size());
        ProducerTemplate template = context.createProducerTemplate();
        String queue = context.resolvePropertyPlaceholders("{{queue}}ecg.received{{queue.producer}}");
        for (Arrival arrival : unread) {
            EcgReference reference = new EcgReference(
                    arrival.object().hex(),
                    arrival.channel(),
                    arrival.sender(),
                    arrival.at().toString());
            template.sendBody(queue, ExchangePattern.InOnly, ReferenceJson.write(reference));
        }
    }
}
