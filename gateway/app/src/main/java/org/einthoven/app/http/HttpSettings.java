package org.einthoven.app.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;

/**
 * How the HTTP server listens.
 *
 * @param bind the address or host name to listen on; "127.0.0.1" unless the configuration says otherwise
 * @param port 0 takes any free port
 * @param access who may ask; {@link HttpAccess#open()} only with a loopback {@code bind}
 * @param maxBodyBytes the largest request body, decompressed, that is taken; a larger one is answered 413
 * @param idleTimeout how long a connection may be silent
 */
public record HttpSettings(String bind, int port, HttpAccess access, int maxBodyBytes, Duration idleTimeout) {
    public static final int DEFAULT_PORT = 8080;
    public static final int DEFAULT_MAX_BODY_BYTES = 16 << 20;

    public HttpSettings {
        Objects.requireNonNull(bind);
        Objects.requireNonNull(access);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("HTTP port " + port + " is not between 0 and 65535");
        }
        if (maxBodyBytes < 1024) {
            throw new IllegalArgumentException("the largest request body is at least 1024 bytes, not " + maxBodyBytes);
        }
        if (idleTimeout.isNegative() || idleTimeout.isZero()) {
            throw new IllegalArgumentException("the idle timeout is longer than zero");
        }
        if (access.isOpen() && !isLoopback(bind)) {
            throw new IllegalArgumentException(
                    "security 'open' is refused: HTTP would listen on " + bind + ", which is not loopback");
        }
    }

    /** Loopback with the defaults for everything else. */
    public static HttpSettings loopback(int port, HttpAccess access) {
        return new HttpSettings("127.0.0.1", port, access, DEFAULT_MAX_BODY_BYTES, Duration.ofSeconds(30));
    }

    /** Whether only this machine reaches that address; false where it cannot be resolved. */
    public static boolean isLoopback(String bind) {
        try {
            for (InetAddress address : InetAddress.getAllByName(bind)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return !bind.isEmpty();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
