package org.einthoven.app.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.server.Request;
import org.einthoven.app.fhir.IntakeException;
import org.einthoven.app.http.Mount;

/**
 * POST /api/files: the body is one ECG file of any known format. 202 when it is durable and waits to be read, 200 when it
 * was here before, 422 with the reason when it is no ECG, 429 when too many wait, 507 when the disk is full.
 */
public final class IntakeServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();
    /** What reads them takes some seconds to make room. */
    private static final String RETRY_AFTER_SECONDS = "2";

    private final transient FileIntake intake;

    public IntakeServlet(FileIntake intake) {
        this.intake = intake;
    }

    /** Where it stands. */
    public static Mount mount(FileIntake intake) {
        return Mount.guarded("/api/files", new IntakeServlet(intake));
    }

    /** The file's name is not asked for: it often holds a patient's. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isForFiles(request)) {
            answer(response, 400, "reason", "The address names a channel other than \"file\", or is malformed.");
            return;
        }
        try {
            FileIntake.Receipt receipt = intake.accept(request.getInputStream().readAllBytes());
            answer(
                    response,
                    receipt.known() ? 200 : 202,
                    receipt.known() ? "known" : "received",
                    receipt.object().hex());
        } catch (IntakeException refused) {
            refuse(response, refused);
        }
    }

    /** By the address alone: getParameter would take the file for a form where a client calls it one, as curl does. */
    private static boolean isForFiles(HttpServletRequest request) {
        try {
            String channel = Request.extractQueryParameters(ServletContextRequest.getServletContextRequest(request))
                    .getValue("channel");
            return channel == null || channel.equals("file");
        } catch (BadMessageException malformed) {
            return false;
        }
    }

    private static void refuse(HttpServletResponse response, IntakeException refused) throws IOException {
        int status =
                switch (refused.kind()) {
                    case UNREADABLE -> 422;
                    case BUSY -> 429;
                    case UNAVAILABLE -> 503;
                    case STORAGE_FULL -> 507;
                };
        if (status == 429 || status == 503) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        answer(response, status, "reason", String.valueOf(refused.getMessage()));
    }

    private static void answer(HttpServletResponse response, int status, String key, String value) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField(key, value);
            json.writeEndObject();
        }
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
