package org.einthoven.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which running gateway a command talks to, and how its answers are printed. */
final class GatewayOptions {
    private static final URI HERE = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "the gateway (default: EINTHOVEN_URL, else http://127.0.0.1:8080)")
    private @Nullable URI url;

    @Option(names = "--token", description = "its bearer token (default: EINTHOVEN_TOKEN)")
    private @Nullable String token;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec mixee;

    @Option(names = "--json", description = "prints the gateway's answer as JSON, for scripts")
    private boolean json;

    GatewayApi gateway() throws CommandFailure {
        URI base = url != null ? url : fromEnvironment();
        if (!ServerAddress.isHttp(base)) {
            throw CommandFailure.badInput("--url is an http or https address, such as " + HERE);
        }
        return new GatewayApi(base, ServerAddress.token(token));
    }

    private static URI fromEnvironment() throws CommandFailure {
        String given = System.getenv("EINTHOVEN_URL");
        try {
            return given == null || given.isBlank() ? HERE : URI.create(given.strip());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("EINTHOVEN_URL is an http or https address, such as " + HERE);
        }
    }

    /** Prints an answer as JSON where that was asked for, else in words, a line each. */
    int print(JsonNode answer, Function<JsonNode, List<String>> words) {
        PrintWriter out = mixee.commandLine().getOut();
        (json ? List.of(answer.toString()) : words.apply(answer)).forEach(out::println);
        out.flush();
        return 0;
    }

    /** Lists the ECGs that a filter means, at most so many. */
    int list(Map<String, String> filter, int most) throws CommandFailure, InterruptedException {
        new EcgListing(gateway(), mixee.commandLine(), json).print(filter, most);
        return 0;
    }

    /** Prints one ECG's whole way. */
    int show(String identifier) throws CommandFailure, InterruptedException {
        return print(gateway().show(identifier), EcgWords::wholeOfEach);
    }
}
