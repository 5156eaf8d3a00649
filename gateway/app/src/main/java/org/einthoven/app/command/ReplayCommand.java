package org.einthoven.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code einthoven replay --resend|--rerun}: sends reports again, or reads ECGs again, slowly. */
@Command(
        name = "replay",
        description =
                "Sends the reports of ECGs again, or reads ECGs again with the model that runs now. What is there "
                        + "already is not doubled. More than 100 tries ask for --yes or --dry-run.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    private static final long MOST_UNASKED = 100;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private What what;

    /** One of the two. */
    private static final class What {
        @Option(names = "--resend", description = "offers the reports to their destinations again, or to --destination")
        private boolean resend;

        @Option(names = "--rerun", description = "reads the ECGs again with the model that runs now")
        private boolean rerun;
    }

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private EcgFilterOptions filter;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private GatewayOptions options;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "20",
            description = "tries a second, at most 64 (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(names = "--dry-run", description = "says what would happen and changes nothing")
    private boolean dryRun;

    @Option(names = "--yes", description = "does it, however many there are")
    private boolean yes;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "who wants it; stands in each ECG's way (default: the user)")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String by;

    @Override
    public Integer call() throws Exception {
        GatewayApi gateway = options.gateway();
        ReplayOrder order = new ReplayOrder(what.rerun ? "rerun" : "resend", filter.parameters(), rate, by);
        if (what.resend && filter.destination() != null) {
            order.request().put("destination", filter.destination());
        }
        JsonNode preview = order.preview(gateway);
        long tries = preview.path("dueAgain").asLong();
        if (!dryRun && !yes && tries > MOST_UNASKED) {
            throw CommandFailure.badInput(
                    tries + " tries would be made: --yes makes them, --dry-run shows what would happen");
        }
        return options.print(dryRun ? preview : order.carryOut(gateway), EcgWords::outcome);
    }
}
