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

    @Option(names = "--dry-run", description = "says what would happen and changes nothing")
    private boolean dryRun;

    @Option(names = "--yes", description = "does it, however many there are")
    private boolean yes;

    ReplayOrder order(String action, double rate) throws CommandFailure {
        return new ReplayOrder(action, which(), rate, by);
    }

    private Map<String, String> which() throws CommandFailure {
        Map<String, String> parameters = new TreeMap<>(filter.parameters());
        if (identifier != null) {
            parameters.put("q", identifier);
        }
        if (parameters.isEmpty()) {
            throw CommandFailure.badInput("which? name an ECG or filter, such as --state QUARANTINED for all");
        }
        return parameters;
    }

    JsonNode give(ReplayOrder order, GatewayApi gateway, String what) throws CommandFailure, InterruptedException {
        return order.give(gateway, identifier == null ? filter.identifier() : identifier, dryRun, yes, what);
    }
}
