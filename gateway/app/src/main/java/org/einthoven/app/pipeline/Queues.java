package org.einthoven.app.pipeline;

import org.apache.camel.CamelContext;
import org.einthoven.app.ledger.Lane;

/** The names of the queues, and the addresses under which the routes' placeholders put them. */
public final class Queues {
    private static final String REPORTS_TO = "report.to.";

    private Queues() {}

    /** The queue in which received ECGs wait. */
    public static String of(Lane lane) {
        return switch (lane) {
            case LIVE -> "ecg.received";
            case BACKFILL -> "ecg.backfill";
        };
    }

    /** The queue in which reports wait for a destination. */
    public static String ofDestination(String name) {
        return REPORTS_TO + name;
    }

    static String of(CamelContext context, Lane lane) {
        return address(context, of(lane));
    }

    static String ofDestination(CamelContext context, String name) {
        return address(context, ofDestination(name));
    }

    private static String address(CamelContext context, String queue) {
        return context.resolvePropertyPlaceholders("{{queue}}" + queue + "{{queue.producer}}");
    }
}
