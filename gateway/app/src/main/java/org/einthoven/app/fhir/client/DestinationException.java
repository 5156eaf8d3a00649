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

    /** Why, in words. */
    String reason() {
        if (result instanceof DeliveryResult.RetryLater later) {
            return later.reason();
        }
        return result instanceof DeliveryResult.Refused refused ? refused.reason() : result.toString();
    }
}
