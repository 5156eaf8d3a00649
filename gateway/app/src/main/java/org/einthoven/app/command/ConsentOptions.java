package org.einthoven.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Option;

/** Whether a person wants done what an order would do, or only wants to know. */
final class ConsentOptions {
    private static final long MOST_UNASKED = 100;

    @Option(names = "--dry-run", description = "says what would happen and changes nothing")
    private boolean dryRun;

    @Option(names = "--yes", description = "does it, however many there are")
    private boolean yes;

    /** @param what would be done, as in "tries would be made" */
    JsonNode give(ReplayOrder order, GatewayApi gateway, String what) throws CommandFailure, InterruptedException {
        JsonNode preview = order.preview(gateway);
        long many = preview.path("dueAgain").asLong();
        if (!dryRun && !yes && many > MOST_UNASKED) {
            throw CommandFailure.badInput(many + " " + what + ": --yes does it, --dry-run shows what would happen");
        }
        return dryRun ? preview : order.carryOut(gateway);
    }
}
