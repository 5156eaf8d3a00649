package org.einthoven.app.command;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What commands that talk to a server are given of it. */
final class ServerAddress {
    private ServerAddress() {}

    static boolean isHttp(@Nullable URI address) {
        return address != null
                && address.getScheme() != null
                && address.getScheme().matches("https?")
                && address.getHost() != null;
    }

    /** @throws CommandFailure that names the option where it is no address */
    static URI checked(String option, @Nullable URI address) throws CommandFailure {
        if (address == null || !isHttp(address)) {
            throw CommandFailure.badInput(option + " is an http or https address, not '" + address + "'");
        }
        return address;
    }

    /** The bearer token: the option's, else the environment's. */
    static @Nullable String token(@Nullable String given) {
        return given != null ? given : System.getenv("EINTHOVEN_TOKEN");
    }
}
