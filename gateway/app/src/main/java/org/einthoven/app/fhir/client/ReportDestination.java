package org.einthoven.app.fhir.client;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/** Somewhere that reports are delivered to. Used by many threads at once. */
public interface ReportDestination extends AutoCloseable {
    /** Its name in the configuration. */
    String name();

    /** Delivers one report, or says why not; never throws for anything the destination does. Blocks. */
    DeliveryResult deliver(ReportDelivery delivery);

    /**
     * Which of these reports it does not have. One that a person deleted there is not missing.
     *
     * @return none where it cannot be asked
     * @throws IOException when it does not answer now; the message says why without patient data
     */
    default Set<String> missing(Collection<String> reportIds) throws IOException {
        return Set.of();
    }

    @Override
    default void close() {}
}
