package org.einthoven.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.http.BadMessageException;
import org.einthoven.app.http.Mount;
import org.einthoven.app.ledger.JobRuns;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.app.store.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** /api: JSON in and out, but for originals; a refusal is {@code {"error": "one sentence"}}. */
public final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);
    private static final int RUNS = 100;
    private static final String ORIGINALS = "/originals/";
    static final JsonMapper JSON = new JsonMapper();

    private final transient Ecgs ecgs;
    private final transient Originals originals;
    private final transient ReplayRequests replays;
    private final transient JobRuns jobs;

    ApiServlet(Ledger ledger, ObjectStore objects, List<String> destinations) {
        this.jobs = ledger.jobs();
        this.ecgs = new Ecgs(ledger.search(), destinations);
        this.originals = new Originals(ledger.search(), objects);
        this.replays = new ReplayRequests(ledger.replays(), destinations);
    }

    /**
     * Where it stands; what it does needs as much trust as sending ECGs.
     *
     * @param objects where the originals lie
     * @param destinations that the gateway delivers to
     */
    public static Mount mount(Ledger ledger, ObjectStore objects, List<String> destinations) {
        return Mount.guarded("/api/*", new ApiServlet(ledger, objects, destinations));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String path = String.valueOf(request.getPathInfo());
            if (path.startsWith(ORIGINALS)) {
                require(request, "GET");
                originals.send(path.substring(ORIGINALS.length()), response);
            } else {
                answer(response, 200, answer(request, path));
            }
        } catch (ApiException refused) {
            refuse(response, refused.status(), String.valueOf(refused.getMessage()));
        } catch (BadMessageException malformed) {
            refuse(response, 400, "The parameters of the address are not encoded as an address is.");
        } catch (LedgerException failure) {
            LOG.error("The API cannot answer: {}", failure.getMessage());
            refuse(response, 503, "The ledger does not answer; ask again shortly.");
        } catch (RuntimeException failure) {
            LOG.error("The API met a fault of the gateway", failure);
            refuse(response, 500, "The gateway met a fault; its log says where.");
        }
    }

    private JsonNode answer(HttpServletRequest request, String path) throws ApiException, IOException {
        if (path.equals("/replays")) {
            require(request, "POST");
            return replays.answer(request.getInputStream());
        }
        if (path.equals("/summary")) {
            require(request, "GET");
            requireNoParameters(request);
            return ecgs.summary();
        }
        if (path.equals("/jobs")) {
            require(request, "GET");
            requireNoParameters(request);
            return jobs();
        }
        if (path.equals("/ecgs")) {
            require(request, "GET");
            return ecgs.list(Parameters.of(request));
        }
        if (path.equals("/ecg")) {
            require(request, "GET");
            return ecgs.show(Parameters.identifier(request));
        }
        if (path.startsWith("/ecgs/") && path.length() > "/ecgs/".length()) {
            require(request, "GET");
            return ecgs.show(path.substring("/ecgs/".length()));
        }
        throw ApiException.notFound(
                "There are /api/ecgs, /api/ecg?id=, /api/ecgs/{identifier}, /api/originals/{object},"
                        + " /api/summary, /api/jobs and /api/replays.");
    }

    /** What reconciliation, retention and rebuilding did, the newest first. */
    private JsonNode jobs() throws LedgerException {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode runs = answer.putArray("runs");
        jobs.list(RUNS).forEach(run -> runs.add(EcgJson.of(run)));
        return answer;
    }

    private static void require(HttpServletRequest request, String method) throws ApiException {
        if (!request.getMethod().equals(method)) {
            throw ApiException.notAllowed("This is asked for by " + method + ".");
        }
    }

    /** Whoever limits an answer that knows no limits would take the whole for a part. */
    private static void requireNoParameters(HttpServletRequest request) throws ApiException {
        if (!request.getParameterMap().isEmpty()) {
            throw ApiException.badRequest("This takes no parameters.");
        }
    }

    private static void refuse(HttpServletResponse response, int status, String sentence) throws IOException {
        answer(response, status, JsonNodeFactory.instance.objectNode().put("error", sentence));
    }

    private static void answer(HttpServletResponse response, int status, JsonNode body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(JSON.writeValueAsBytes(body));
    }
}
