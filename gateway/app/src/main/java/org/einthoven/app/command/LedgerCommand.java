package org.einthoven.app.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code einthoven ledger [list|show ID|summary|jobs|originals]}: where every ECG stands, asked of a running gateway. */
@Command(
        name = "ledger",
        description = "Tells where every ECG stands in a running gateway. Without a subcommand: summary.",
        mixinStandardHelpOptions = true,
        subcommands = {
            LedgerCommand.List.class,
            LedgerCommand.Show.class,
            LedgerCommand.Summary.class,
            LedgerCommand.Jobs.class,
            OriginalsCommand.class
        })
final class LedgerCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private GatewayOptions options;

    @Override
    public Integer call() throws Exception {
        return summary(options);
    }

    private static int summary(GatewayOptions options) throws CommandFailure, InterruptedException {
        return options.print(options.gateway().get("/summary", Map.of()), EcgWords::summary);
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

        @Override
        public Integer call() throws Exception {
            return summary(options);
        }
    }

    /** {@code ledger jobs}. */
    @Command(
            name = "jobs",
            description = "Tells what reconciliation, retention and rebuilding did lately, the newest first.",
            mixinStandardHelpOptions = true)
    static final class Jobs implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private GatewayOptions options;

        @Override
        public Integer call() throws Exception {
            return options.print(options.gateway().get("/jobs", Map.of()), EcgWords::jobs);
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

        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private LimitOption limit;

        @Override
        public Integer call() throws Exception {
            return options.list(filter.parameters(), limit.most());
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

        @Override
        public Integer call() throws Exception {
            return options.show(identifier);
        }
    }
}
