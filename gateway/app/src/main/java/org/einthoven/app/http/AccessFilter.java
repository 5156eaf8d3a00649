package org.einthoven.app.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;

/** Lets a request pass to a servlet, or answers 401 (RFC 6750). */
final class AccessFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient HttpAccess access;
    private final Mount.Protection protection;

    AccessFilter(HttpAccess access, Mount.Protection protection) {
        this.access = access;
        this.protection = protection;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        if (passes(request)) {
            chain.doFilter(request, response);
        } else {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"einthoven\"");
            Answer.refuse(request, response, 401, "login", "A bearer token that this gateway knows is needed.");
        }
    }

    private boolean passes(HttpServletRequest request) throws IOException {
        return switch (protection) {
            case NONE -> true;
            case TOKEN_UNLESS_LOOPBACK ->
                InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress() || allowed(request);
            case TOKEN -> isCapabilityStatement(request) || allowed(request);
        };
    }

    private boolean allowed(HttpServletRequest request) {
        return access.allows(request.getHeader("Authorization"));
    }

    /** Clients read it before they know how to authorise (FHIR R4, RESTful API, capabilities). */
    private static boolean isCapabilityStatement(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && request.getServletPath().equals("/fhir")
                && "/metadata".equals(request.getPathInfo());
    }
}
