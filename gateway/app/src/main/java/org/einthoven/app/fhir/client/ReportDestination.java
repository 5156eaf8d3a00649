package org.einthoven.app.fhir.client;

/** Somewhere that reports are delivered to. Used by many threads at once. */
public interface ReportDestination extends AutoCloseable {
    /** Its name in the configuration. */
    String name();

    /** Delivers one report, or says why not; never throws for anything the destination does. Blocks. */
    DeliveryResult deliver(ReportDelivery delivery);

    @Override
    default void close() {}
}
