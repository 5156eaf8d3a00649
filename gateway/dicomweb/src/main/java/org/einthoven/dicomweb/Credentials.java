package org.einthoven.dicomweb;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a request shows a server to be let in; never printed. */
public final class Credentials {
    private final String authorization;

    private Credentials(String authorization) {
        this.authorization = authorization;
    }

    /** A bearer token (RFC 6750). */
    public static Credentials bearer(String token) {
        if (token.isBlank() || token.chars().anyMatch(character -> character <= ' ' || character > '~')) {
            throw new IllegalArgumentException("a bearer token has printable characters of ASCII only");
        }
        return new Credentials("Bearer " + token);
    }

    /** User and password (RFC 7617), in UTF-8. */
    public static Credentials basic(String user, String password) {
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a user name for HTTP has no colon");
        }
        String both = user + ":" + password;
        return new Credentials("Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }

    /** The value of the header Authorization. */
    String authorization() {
        return authorization;
    }

    /** Says that there are some, never which. */
    @Override
    public String toString() {
        return "Credentials[not shown]";
    }
}
