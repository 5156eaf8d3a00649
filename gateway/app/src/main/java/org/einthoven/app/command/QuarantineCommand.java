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

/** {@code einthoven quarantine [list|show ID|release ID|dismiss ID]}: what could not be read, and its way back. */
@Command(
        name = "quarantine",
        description = "Lists what could not be read, lets it be read again or settles it. Without a subcommand: list.",
        mixinStandardHelpOptions = true,
        subcommands = {
            QuarantineCommand.List.class,
            QuarantineCommand.Show.class,
            QuarantineCommand.Release.class,
            QuarantineCommand.Dismiss.class
        })
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
                    + "patient's, and the report says that a person assigned it. More than 100 ask for --yes.",
            mixinStandardHelpOptions = true)
    static final class Release implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private GatewayOptions options;

        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private QuarantineOptions quarantine;

        @Option(names = "--patient", paramLabel = "ID", description = "the patient's identifier, for one ECG")
        private @Nullable String patient;

        @Option(names = "--issuer", paramLabel = "URI", description = "who issued that identifier")
        private @Nullable String issuer;

        @Option(
                names = "--rate",
                paramLabel = "N",
                defaultValue = "20",
                description = "ECGs a second, at most 64 (default: ${DEFAULT-VALUE})")
        private double rate;

        @Override
        public Integer call() throws Exception {
            if (issuer != null && patient == null) {
                throw CommandFailure.badInput("--issuer goes with --patient");
            }
            ReplayOrder order = quarantine.order("release");
            order.request().put("ratePerSecond", rate);
            if (patient != null) {
                ObjectNode person = order.request().putObject("patient");
                person.put("identifier", patient);
                person.put("issuer", issuer);
            }
            return options.print(quarantine.give(order, options.gateway(), "tries would be made"), EcgWords::outcome);
        }
    }

    /** {@code quarantine dismiss ID}. */
    @Command(
            name = "dismiss",
            description =
                    "Says of one ECG, or of all that the filter means, that nothing is to be done about it: it is "
                            + "no ECG, or came by another way. It is kept, counts as open no more, and can still be released. "
                            + "More than 100 ask for --yes.",
            mixinStandardHelpOptions = true)
    static final class Dismiss implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private GatewayOptions options;

        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private QuarantineOptions quarantine;

        @Override
        public Integer call() throws Exception {
            ReplayOrder order = quarantine.order("dismiss");
            return options.print(
                    quarantine.give(order, options.gateway(), "ECGs would be dismissed"),
                    outcome -> EcgWords.outcome(outcome, "ECGs are dismissed"));
        }
    }
}
