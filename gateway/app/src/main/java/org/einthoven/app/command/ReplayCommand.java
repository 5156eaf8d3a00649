package org.einthoven.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
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
                        + "already is not doubled. More than 100 tries ask for --yes or --dry-run. --address and "
                        + "--withdraw are for a destination that came or went.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private What what;

    /** One of them. */
    private static final class What {
        @Option(names = "--resend", description = "offers the reports to their destinations again, or to --destination")
        private boolean resend;

        @Option(names = "--rerun", description = "reads the ECGs again with the model that runs now")
        private boolean rerun;

        @Option(
                names = "--address",
                description = "offers reports to --destination that were never addressed to it, as it is new")
        private boolean address;

        @Option(
                names = "--withdraw",
                description = "forgets what waits for --destination or failed there, as it is gone")
        private boolean withdraw;

        String action() {
            return resend ? "resend" : rerun ? "rerun" : address ? "address" : "withdraw";
        }
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

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ConsentOptions consent;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "who wants it; stands in each ECG's way (default: the user)")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String by;

    @Override
    public Integer call() throws Exception {
        Map<String, String> which = new LinkedHashMap<>(filter.parameters());
        if (what.address || what.withdraw) {
            // It says where to; an ECG that was never addressed there stands in no state there.
            which.remove("destination");
        }
        ReplayOrder order = new ReplayOrder(what.action(), which, by);
        order.request().put("ratePerSecond", rate);
        if (!what.rerun && filter.destination() != null) {
            order.request().put("destination", filter.destination());
        }
        JsonNode answer = consent.give(
                order, options.gateway(), what.withdraw ? "reports would be withdrawn" : "tries would be made");
        return options.print(
                answer, outcome -> EcgWords.outcome(outcome, what.withdraw ? "reports are withdrawn" : null));
    }
}
