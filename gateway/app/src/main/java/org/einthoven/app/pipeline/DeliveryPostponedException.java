package org.einthoven.app.pipeline;

import java.io.IOException;

/** A destination cannot take a report now; the queue offers it again later. */
public final class DeliveryPostponedException extends IOException {
    private static final long serialVersionUID = 1;

    DeliveryPostponedException(String message) {
        super(message);
    }
}
