package org.einthoven.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which ECGs of those that could not be read a person means, who it is, and how sure. */
final class QuarantineOptions {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private EcgFilterOptions filter;

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            description = "object hash, source identifier or report id; else a filter is needed")
    private @Nullable String identifier;

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "who wants it; stands in the ECG's way")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String by;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ConsentOptions consent;

    ReplayOrder order(String action) throws CommandFailure {
        return new ReplayOrder(action, which(), by);
    }

    private Map<String, String> which() throws CommandFailure {
        Map<String, String> parameters = new TreeMap<>(filter.parameters());
        if (identifier != null && parameters.put("q", identifier) != null) {
            throw CommandFailure.badInput("which? an ECG is named as ID or by --id, not by both");
        }
        if (parameters.isEmpty()) {
            throw CommandFailure.badInput("which? name an ECG or filter, such as --state QUARANTINED for all");
        }
        return parameters;
    }

    JsonNode give(ReplayOrder order, GatewayApi gateway, String what) throws CommandFailure, InterruptedException {
        return consent.give(order, gateway, what);
    }
}
