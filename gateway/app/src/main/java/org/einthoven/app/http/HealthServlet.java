package org.einthoven.app.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * /health/live: the process answers; 503 when only a restart mends it. /health/ready: 200 when every check is in order, else
 * 503. Both as
 * {@code {"status":"UP","checks":{"store":"UP"}}}; reasons go to the log, not to whoever asks.
 */
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(HealthServlet.class);

    private final transient List<ReadinessCheck> checks;
    private final transient BooleanSupplier mustRestart;

    private HealthServlet(List<ReadinessCheck> checks, BooleanSupplier mustRestart) {
        this.checks = List.copyOf(checks);
        this.mustRestart = mustRestart;
    }

    /** Where it stands, of a process that lives as long as it answers. */
    public static Mount mount(List<ReadinessCheck> checks) {
        return mount(checks, () -> false);
    }

    /** Where it stands. */
    public static Mount mount(List<ReadinessCheck> checks, BooleanSupplier mustRestart) {
        return Mount.open("/health/*", new HealthServlet(checks, mustRestart));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (String.valueOf(request.getPathInfo())) {
            case "/live" -> answer(response, mustRestart.getAsBoolean() ? Map.of("process", false) : Map.of());
            case "/ready" -> answer(response, states());
            default -> response.sendError(404);
        }
    }

    private Map<String, Boolean> states() {
        Map<String, Boolean> states = new TreeMap<>();
        checks.forEach(check -> states.put(check.name(), inOrder(check)));
        return states;
    }

    private static boolean inOrder(ReadinessCheck check) {
        @Nullable String problem;
        try {
            problem = check.problem().call();
        } catch (Exception failure) {
            problem = failure.getClass().getSimpleName();
        }
        if (problem != null) {
            LOG.warn("Not ready: {}: {}", check.name(), problem);
        }
        return problem == null;
    }

    private static void answer(HttpServletResponse response, Map<String, Boolean> states) throws IOException {
        boolean up = !states.containsValue(false);
        StringBuilder checks = new StringBuilder();
        states.forEach((name, inOrder) -> checks.append(checks.isEmpty() ? "" : ",")
                .append('"')
                .append(name)
                .append("\":\"")
                .append(word(inOrder))
                .append('"'));
        response.setStatus(up ? 200 : 503);
        response.setContentType("application/json");
        response.getOutputStream()
                .write(("{\"status\":\"" + word(up) + "\",\"checks\":{" + checks + "}}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
