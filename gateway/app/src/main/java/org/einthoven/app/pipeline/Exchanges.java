package org.einthoven.app.pipeline;

import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What the steps note on an exchange. Properties stay with the exchange; headers would travel into queues. */
final class Exchanges {
    /** The hash of the object that is worked on. */
    static final String OBJECT = "einthoven.object";
    /** Whose ECG it is, a {@link org.einthoven.ecg.PatientRef}, where an intake has decoded it already. */
    static final String PATIENT = "einthoven.patient";
    /** The {@link EcgReference} that is worked on. */
    static final String REFERENCE = "einthoven.reference";
    /** Whose ECG it is by a person's word: an AssignedPatient, where there is one. */
    static final String ASSIGNED_PATIENT = "einthoven.assignedPatient";
    /** Whether a person wants it read by the model that runs now, whatever reports there are. */
    static final String RERUN = "einthoven.rerun";
    /** Where the report goes: a list of endpoint addresses; routes ask it. */
    static final String DESTINATIONS = "destinations";
    /** To which destination it is being delivered, by name; the route says it. */
    static final String DESTINATION = "destination";

    /** Messages of one group go to one consumer, in their order (Jakarta Messaging 3.1, 3.5.9). */
    private static final String JMS_GROUP = "JMSXGroupID";
    /** Records of one key go to one partition, in their order. */
    private static final String KAFKA_KEY = "kafka.KEY";

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

    /** @param patientKey keeps a patient's messages in order; null where nobody is named */
    static void setReference(Exchange exchange, Reference reference, @Nullable String patientKey) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(ReferenceJson.write(reference));
        if (patientKey != null) {
            exchange.getMessage().setHeader(JMS_GROUP, patientKey);
        }
        // Without a key Kafka fills one partition after the other, and one consumer has all the work.
        exchange.getMessage().setHeader(KAFKA_KEY, patientKey == null ? reference.name() : patientKey);
    }
}
