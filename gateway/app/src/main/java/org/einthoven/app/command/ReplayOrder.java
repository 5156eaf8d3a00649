package org.einthoven.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What a gateway is asked to do again, or no more, as its API takes it. */
final class ReplayOrder {
    private static final String IDENTIFIER = "q";

    private final ObjectNode request;

    ReplayOrder(String action, Map<String, String> filter, String by) {
        request = JsonNodeFactory.instance.objectNode().put("action", action).put("by", by);
        ObjectNode which = request.putObject("filter");
        filter.forEach(which::put);
    }

    /** For more to be asked of it. */
    ObjectNode request() {
        return request;
    }

    /** What would be done. One that is named and that nothing has is a slip, and must not pass for done. */
    JsonNode preview(GatewayApi gateway) throws CommandFailure, InterruptedException {
        JsonNode identifier = request.path("filter").path(IDENTIFIER);
        if (identifier.isTextual()) {
            gateway.show(identifier.textValue());
        }
        return gateway.replay(request.deepCopy().put("dryRun", true));
    }

    JsonNode carryOut(GatewayApi gateway) throws CommandFailure, InterruptedException {
        return gateway.replay(request);
    }
}
