package org.einthoven.app.http;

import jakarta.servlet.http.HttpServlet;
import java.util.Objects;

/**
 * A servlet and where it stands.
 *
 * @param path a servlet mapping: "/metrics" or "/fhir/*"
 * @param streamed whether the servlet reads bodies as they come and limits them itself; else it sees a request when its
 *     body is in memory, within the limits of the server
 */
public record Mount(String path, HttpServlet servlet, Protection protection, boolean streamed) {
    public Mount {
        Objects.requireNonNull(servlet);
        Objects.requireNonNull(protection);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path starts with /, not " + path);
        }
    }

    /** Whether it reads bodies: what anybody may ask has none that a thread would wait for. */
    boolean takesBodies() {
        return protection == Protection.TOKEN;
    }

    /** A servlet that shows or takes patient data. */
    public static Mount guarded(String path, HttpServlet servlet) {
        return new Mount(path, servlet, Protection.TOKEN, false);
    }

    /** A servlet that takes patient data of any size. */
    public static Mount streamed(String path, HttpServlet servlet) {
        return new Mount(path, servlet, Protection.TOKEN, true);
    }

    /** A servlet that shows nothing about patients to anybody. */
    public static Mount open(String path, HttpServlet servlet) {
        return new Mount(path, servlet, Protection.NONE, false);
    }

    /** Who may ask. */
    public enum Protection {
        /** Anybody. */
        NONE,
        /** Anybody on this machine, others with a token. */
        TOKEN_UNLESS_LOOPBACK,
        /** Only with a token. */
        TOKEN
    }
}
