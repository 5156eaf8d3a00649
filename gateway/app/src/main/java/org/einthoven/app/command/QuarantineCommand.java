package org.einthoven.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code einthoven quarantine [list|show ID|release ID]}: what could not be read, and its way back. */
@Command(
        name = "quarantine",
        description = "Lists what could not be read, and lets it be read again. Without a subcommand: list.",
        mixinStandardHelpOptions = true,
        subcommands = {QuarantineCommand.List.class, QuarantineCommand.Show.class, QuarantineCommand.Release.class})
final class QuarantineCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private GatewayOptions options;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private LimitOption limit;

    @Override
    public Integer call() throws Exception {
        return options.list(Map.of("state", "QUARANTINED"), limit.most());
    }

    /** {@code quarantine list}. */
    @Command(name = "list", description = "Lists the ECGs in quarantine.", mixinStandardHelpOptions = true)
    static final class List implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private GatewayOptions options;

        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private EcgFilterOptions filter;

        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private LimitOption limit;

        @Override
        public Integer call() throws Exception {
            Map<String, String> parameters = new TreeMap<>(filter.parameters());
            parameters.putIfAbsent("state", "QUARANTINED");
            return options.list(parameters, limit.most());
        }
    }

    /** {@code quarantine show ID}. */
    @Command(name = "show", description = "Shows one ECG's whole way.", mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private GatewayOptions options;

        @Parameters(paramLabel = "ID", description = "object hash, source identifier or report id")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String identifier;

        @Override
        public Integer call() throws Exception {
            return options.show(identifier);
        }
    }

    /** {@code quarantine release ID}. */
    @Command(
            name = "release",
            description = "Lets one ECG, or all that the filter means, be read again. With --patient it becomes that "
                    + "patient's, and the report says that a person assigned it.",
            mixinStandardHelpOptions = true)
    static final class Release implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private GatewayOptions options;

        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private EcgFilterOptions filter;

        @Parameters(
                paramLabel = "ID",
                arity = "0..1",
                description = "object hash or source identifier; else a filter is needed")
        private @Nullable String identifier;

        @Option(names = "--patient", paramLabel = "ID", description = "the patient's identifier, for one ECG")
        private @Nullable String patient;

        @Option(names = "--issuer", paramLabel = "URI", description = "who issued that identifier")
        private @Nullable String issuer;

        @Option(
                names = "--by",
                paramLabel = "NAME",
                required = true,
                description = "who releases; stands in the ECG's way")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String by;

        @Option(
                names = "--rate",
                paramLabel = "N",
                defaultValue = "20",
                description = "ECGs a second, at most 64 (default: ${DEFAULT-VALUE})")
        private double rate;

        @Option(names = "--dry-run", description = "says what would happen and changes nothing")
        private boolean dryRun;

        @Override
        public Integer call() throws Exception {
            ReplayOrder order = new ReplayOrder("release", which(), rate, by);
            if (patient != null) {
                ObjectNode person = order.request().putObject("patient");
                person.put("identifier", patient);
                person.put("issuer", issuer);
            }
            GatewayApi gateway = options.gateway();
            if (identifier != null) {
                // One that nothing has is a slip, and must not pass for done.
                gateway.show(identifier);
            }
            return options.print(dryRun ? order.preview(gateway) : order.carryOut(gateway), EcgWords::outcome);
        }

        private Map<String, String> which() throws CommandFailure {
            Map<String, String> parameters = new TreeMap<>(filter.parameters());
            if (identifier != null) {
                parameters.put("q", identifier);
            }
            if (parameters.isEmpty()) {
                throw CommandFailure.badInput("which? name an ECG or filter, such as --state QUARANTINED for all");
            }
            if (issuer != null && patient == null) {
                throw CommandFailure.badInput("--issuer goes with --patient");
            }
            return parameters;
        }
    }
}
