package org.einthoven.app.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the protected paths: whoever brings one of the configured bearer tokens (RFC 6750), or everybody. With
 * no token configured nobody may.
 */
public final class HttpAccess {
    private static final int SHORTEST_TOKEN = 16;
    private static final String SCHEME = "Bearer ";

    private final boolean open;
    private final List<byte[]> digests;

    private HttpAccess(boolean open, List<byte[]> digests) {
        this.open = open;
        this.digests = digests;
    }

    /** Everybody; for a machine of one's own. */
    public static HttpAccess open() {
        return new HttpAccess(true, List.of());
    }

    /** Nobody: the server starts and refuses. */
    public static HttpAccess closed() {
        return new HttpAccess(false, List.of());
    }

    /**
     * Whoever brings one of these tokens.
     *
     * @throws IllegalArgumentException for a token shorter than 16 characters or with characters that no header carries
     */
    public static HttpAccess tokens(List<String> tokens) {
        return new HttpAccess(
                false,
                tokens.stream().map(HttpAccess::checked).map(HttpAccess::digest).toList());
    }

    private static String checked(String token) {
        if (token.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException("a bearer token has at least " + SHORTEST_TOKEN + " characters");
        }
        if (!token.matches("[A-Za-z0-9\\-._~+/]+=*")) {
            throw new IllegalArgumentException("a bearer token consists of letters, digits and - . _ ~ + / only");
        }
        return token;
    }

    public boolean isOpen() {
        return open;
    }

    /** Whether a request with this Authorization header may pass. */
    boolean allows(@Nullable String authorization) {
        if (open) {
            return true;
        }
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = digest(authorization.substring(SCHEME.length()).trim());
        boolean allowed = false;
        // Every token is compared, each in constant time, so that the time taken tells nothing.
        for (byte[] digest : digests) {
            allowed |= MessageDigest.isEqual(digest, given);
        }
        return allowed;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Says nothing of the tokens. */
    @Override
    public String toString() {
        return open ? "open" : digests.size() + " bearer tokens";
    }
}
