package org.einthoven.app.pipeline;

import java.util.Objects;
import org.apache.camel.Exchange;

/** What the steps note on an exchange. Properties stay with the exchange; headers would travel into queues. */
final class Exchanges {
    /** The hash of the object that is worked on. */
    static final String OBJECT = "einthoven.object";
    /** The {@link EcgReference} that is worked on. */
    static final String REFERENCE = "einthoven.reference";
    /** The {@link org.einthoven.app.ledger.MadeReport}. */
    static final String REPORT = "einthoven.report";
    /** How often this message was tried, from 1; routes ask it. */
    static final String TRIES = "tries";
    /** Where the report goes: a list of endpoint addresses; routes ask it. */
    static final String DESTINATIONS = "destinations";
    /** To which destination it is being delivered, by name; the route says it. */
    static final String DESTINATION = "destination";
    /** What became of the delivery, a {@link org.einthoven.ecg.Delivery.State}; routes ask it. */
    static final String OUTCOME = "outcome";

    private static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    private Exchanges() {}

    static <T> T require(Exchange exchange, String property, Class<T> type) {
        return Objects.requireNonNull(exchange.getProperty(property, type), () -> "no earlier step noted " + property);
    }

    static <T> T reference(Exchange exchange, Class<T> type) throws UnreadableReferenceException {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (body == null) {
            throw new UnreadableReferenceException("a queue holds a message without content");
        }
        return ReferenceJson.read(body, type);
    }

    static int deliveryCount(Exchange exchange) {
        return exchange.getMessage().getHeader(DELIVERY_COUNT, 1, Integer.class);
    }

    static void setReference(Exchange exchange, Object reference) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(ReferenceJson.write(reference));
    }
}
