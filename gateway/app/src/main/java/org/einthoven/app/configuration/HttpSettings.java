package org.einthoven.app.configuration;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server.
 *
 * @param port 0 takes any free port
 * @param baseUrl the address under which others reach the server, used in reports; null stands for bind and port
 * @param bearerTokens who presents one of them may use the FHIR API; none configured refuses everyone unless
 *     security is open
 */
public record HttpSettings(
        InetAddress bind, int port, @Nullable URI baseUrl, List<String> bearerTokens) {
    public HttpSettings {
        Objects.requireNonNull(bind);
        bearerTokens = List.copyOf(bearerTokens);
    }

    /** Without the tokens, which no log may show. */
    @Override
    public String toString() {
        return "HttpSettings[bind=" + bind + ", port=" + port + ", baseUrl=" + baseUrl + ", bearerTokens="
                + bearerTokens.size() + "]";
    }
}
