package org.einthoven.app.command;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running gateway a command talks to. */
final class GatewayOptions {
    private static final URI HERE = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "the gateway (default: EINTHOVEN_URL, else http://127.0.0.1:8080)")
    private @Nullable URI url;

    @Option(names = "--token", description = "its bearer token (default: EINTHOVEN_TOKEN)")
    private @Nullable String token;

    @Option(names = "--json", description = "prints the gateway's answer as JSON, for scripts")
    private boolean json;

    GatewayApi gateway() throws CommandFailure {
        URI base = url != null ? url : fromEnvironment();
        if (base.getScheme() == null || !base.getScheme().matches("https?") || base.getHost() == null) {
            throw CommandFailure.badInput("--url is an http or https address, such as " + HERE);
        }
        return new GatewayApi(base, token != null ? token : System.getenv("EINTHOVEN_TOKEN"));
    }

    private static URI fromEnvironment() throws CommandFailure {
        String given = System.getenv("EINTHOVEN_URL");
        try {
            return given == null || given.isBlank() ? HERE : URI.create(given.strip());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("EINTHOVEN_URL is an http or https address, such as " + HERE);
        }
    }

    boolean json() {
        return json;
    }
}
