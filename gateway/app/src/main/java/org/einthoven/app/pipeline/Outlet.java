package org.einthoven.app.pipeline;

import java.util.Objects;
import org.einthoven.app.fhir.client.ReportDestination;

/** A destination and how often a report is offered to it. */
public record Outlet(ReportDestination destination, int tries) {
    public Outlet {
        Objects.requireNonNull(destination);
        if (tries < 1) {
            throw new IllegalArgumentException("a report is offered at least once");
        }
    }
}
