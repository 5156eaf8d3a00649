package org.einthoven.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code einthoven ledger [list|show ID|summary]}: where every ECG stands, asked of a running gateway. */
@Command(
        name = "ledger",
        description = "Tells where every ECG stands in a running gateway. Without a subcommand: summary.",
        mixinStandardHelpOptions = true,
        subcommands = {LedgerCommand.List.class, LedgerCommand.Show.class, LedgerCommand.Summary.class})
final class LedgerCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private GatewayOptions options;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return summary(options, spec.commandLine().getOut());
    }

    private static int summary(GatewayOptions options, PrintWriter out) throws CommandFailure, InterruptedException {
        JsonNode summary = options.gateway().get("/summary", Map.of());
        if (options.json()) {
            out.println(summary);
        } else {
            TextTable table = new TextTable("STATE", "ECGS");
            summary.path("ecgs")
                    .properties()
                    .forEach(state -> table.add(state.getKey(), state.getValue().asText()));
            table.lines().forEach(out::println);
            TextTable reports = new TextTable("DESTINATION", "STATE", "REPORTS");
            summary.path("reports").properties().forEach(to -> to.getValue()
                    .properties()
                    .forEach(state -> reports.add(
                            to.getKey(), state.getKey(), state.getValue().asText())));
            out.println();
            reports.lines().forEach(out::println);
            summary.path("unserved")
                    .properties()
                    .forEach(to -> out.println(to.getValue().asLong() + " reports are open at " + to.getKey()
                            + ", which is no destination of this gateway; docs/repair.md tells what to do"));
        }
        out.flush();
        return 0;
    }

    /** {@code ledger summary}. */
    @Command(
            name = "summary",
            description = "Counts ECGs by state, and reports by destination and state.",
            mixinStandardHelpOptions = true)
    static final class Summary implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private GatewayOptions options;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            return summary(options, spec.commandLine().getOut());
        }
    }

    /** {@code ledger list}. */
    @Command(
            name = "list",
            description = "Lists ECGs in the order in which they came in.",
            mixinStandardHelpOptions = true)
    static final class List implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private GatewayOptions options;

        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private EcgFilterOptions filter;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "1000",
                description = "at most so many (default: ${DEFAULT-VALUE})")
        private int limit;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            if (limit < 1) {
                throw CommandFailure.badInput("--limit is at least 1");
            }
            new EcgListing(options.gateway(), spec.commandLine(), options.json()).print(filter.parameters(), limit);
            return 0;
        }
    }

    /** {@code ledger show ID}. */
    @Command(name = "show", description = "Shows one ECG's whole way.", mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private GatewayOptions options;

        @Parameters(
                paramLabel = "ID",
                description = "object hash, SOP Instance UID or other source identifier, or report id")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String identifier;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            return show(options, identifier, spec.commandLine().getOut());
        }
    }

    static int show(GatewayOptions options, String identifier, PrintWriter out)
            throws CommandFailure, InterruptedException {
        JsonNode found = options.gateway().show(identifier);
        if (options.json()) {
            out.println(found);
        } else {
            for (JsonNode ecg : found.path("ecgs")) {
                EcgWords.whole(ecg).forEach(out::println);
            }
        }
        out.flush();
        return 0;
    }
}
