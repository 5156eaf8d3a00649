package org.einthoven.app.encoder;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.ecg.EncoderBusyException;
import org.einthoven.ecg.EncoderException;
import org.einthoven.encoder.InferenceService;
import org.einthoven.encoder.protocol.ErrorMessage;
import org.einthoven.encoder.protocol.Message;
import org.einthoven.encoder.protocol.ModelMetadata;
import org.einthoven.encoder.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Open Inference Protocol's addresses below /v2. Who asks too much is answered 429, not 503: a balancer takes a
 * host that answers 503 out of service, and the others would then have its load too.
 */
final class InferenceServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(InferenceServlet.class);
    private static final Pattern MODEL =
            Pattern.compile("/models/(?<name>[^/]+)(/versions/(?<version>[^/]+))?(?<action>/ready|/infer)?");
    private static final String SECONDS_TO_WAIT = "1";

    private final transient InferenceService service;
    private final transient MeterRegistry registry;

    InferenceServlet(InferenceService service, MeterRegistry registry) {
        this.service = service;
        this.registry = registry;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = path(request);
        Matcher model = MODEL.matcher(path);
        if (path.isEmpty()) {
            get(request, response, service.server().encode());
        } else if (path.equals("/health/live") || path.equals("/health/ready")) {
            get(request, response, null);
        } else if (!model.matches()) {
            refuse(response, 404, "there is nothing at this address");
        } else if (!isServed(model)) {
            refuse(response, 404, "no such model, or no such version of it, is served here");
        } else {
            answer(request, response, String.valueOf(model.group("action")));
        }
    }

    /** What stands behind /v2, without a slash at its end. */
    private static String path(HttpServletRequest request) {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        return path.substring("/v2".length()).replaceFirst("/$", "");
    }

    private boolean isServed(Matcher asked) {
        ModelMetadata served = service.model();
        String version = asked.group("version");
        return served.name().equals(asked.group("name"))
                && (version == null || served.versions().contains(version));
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, String action) throws IOException {
        switch (action) {
            case "/ready" -> get(request, response, null);
            case "/infer" -> infer(request, response);
            default -> get(request, response, service.model().encode());
        }
    }

    private void infer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("POST")) {
            refuse(response, 405, "an inference is asked for by POST");
            return;
        }
        int status = inferPosted(request, response);
        registry.counter("einthoven.encoder.requests", "status", String.valueOf(status))
                .increment();
    }

    private int inferPosted(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Message message = Message.received(
                    request.getInputStream().readAllBytes(), request.getHeader(Message.JSON_LENGTH_HEADER));
            write(response, 200, service.infer(message));
            return 200;
        } catch (ProtocolException e) {
            return refuse(response, 400, String.valueOf(e.getMessage()));
        } catch (EncoderBusyException e) {
            response.setHeader("Retry-After", SECONDS_TO_WAIT);
            return refuse(response, 429, String.valueOf(e.getMessage()));
        } catch (EncoderException e) {
            LOG.warn("A request could not be read: {}", e.getMessage());
            return refuse(response, 500, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.setHeader("Retry-After", SECONDS_TO_WAIT);
            return refuse(response, 503, "the encoder stops");
        }
    }

    /** @param body null for an answer that is its status alone */
    private static void get(HttpServletRequest request, HttpServletResponse response, @Nullable Message body)
            throws IOException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            refuse(response, 405, "this address is read by GET");
        } else if (body != null) {
            write(response, 200, body);
        }
    }

    private static int refuse(HttpServletResponse response, int status, String sentence) throws IOException {
        write(response, status, ErrorMessage.of(sentence));
        return status;
    }

    private static void write(HttpServletResponse response, int status, Message message) throws IOException {
        response.setStatus(status);
        response.setContentType(message.contentType());
        message.jsonLength().ifPresent(length -> response.setIntHeader(Message.JSON_LENGTH_HEADER, length));
        response.setContentLength(message.body().length);
        response.getOutputStream().write(message.body());
    }
}
