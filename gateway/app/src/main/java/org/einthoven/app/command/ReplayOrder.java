package org.einthoven.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a gateway is asked to do again, as its API takes it. */
final class ReplayOrder {
    private static final long MOST_UNASKED = 100;

    private final ObjectNode request;

    ReplayOrder(String action, Map<String, String> filter, double rate, String by) {
        request = JsonNodeFactory.instance
                .objectNode()
                .put("action", action)
                .put("ratePerSecond", rate)
                .put("by", by);
        ObjectNode which = request.putObject("filter");
        filter.forEach(which::put);
    }

    /** For more to be asked of it. */
    ObjectNode request() {
        return request;
    }

    /**
     * Has it done, or says what would be done.
     *
     * @param identifier one ECG that is named: one that nothing has is a slip, and must not pass for done
     * @param dryRun whether nothing is changed
     * @param yes whether it is done however much it is
     * @param what would be done, as in "tries would be made"
     */
    JsonNode give(GatewayApi gateway, @Nullable String identifier, boolean dryRun, boolean yes, String what)
            throws CommandFailure, InterruptedException {
        if (identifier != null) {
            gateway.show(identifier);
        }
        JsonNode preview = gateway.replay(request.deepCopy().put("dryRun", true));
        long many = preview.path("dueAgain").asLong();
        if (!dryRun && !yes && many > MOST_UNASKED) {
            throw CommandFailure.badInput(many + " " + what + ": --yes does it, --dry-run shows what would happen");
        }
        return dryRun ? preview : gateway.replay(request);
    }
}
