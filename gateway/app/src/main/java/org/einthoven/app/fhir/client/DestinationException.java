package org.einthoven.app.fhir.client;

/** Ends a delivery with its result. */
final class DestinationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DeliveryResult result;

    DestinationException(DeliveryResult result) {
        super(result.toString());
        this.result = result;
    }

    DeliveryResult result() {
        return result;
    }
}
