package org.einthoven.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What a gateway is asked to do again, as its API takes it. */
final class ReplayOrder {
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

    JsonNode preview(GatewayApi gateway) throws CommandFailure, InterruptedException {
        return gateway.replay(request.deepCopy().put("dryRun", true));
    }

    JsonNode carryOut(GatewayApi gateway) throws CommandFailure, InterruptedException {
        return gateway.replay(request);
    }
}
