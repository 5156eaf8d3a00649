package org.einthoven.app.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Has no body keep a thread for longer than it needs: every one is read as a {@link PacedInput}. */
final class PaceFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final Duration grace;

    PaceFilter(Duration grace) {
        this.grace = grace;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(new Paced(request, grace), response);
    }

    private static final class Paced extends HttpServletRequestWrapper {
        private final Duration grace;
        private @Nullable PacedInput input;

        Paced(HttpServletRequest request, Duration grace) {
            super(request);
            this.grace = grace;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            PacedInput open = input;
            if (open == null) {
                open = new PacedInput(super.getInputStream(), grace, System::nanoTime);
                input = open;
            }
            return open;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
