package org.einthoven.app.intake;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.app.fhir.IntakeException;
import org.einthoven.app.http.Mount;
import org.einthoven.app.http.UnreadBody;
import org.einthoven.dicomweb.StowReceiver;
import org.einthoven.dicomweb.StowRequest;
import org.einthoven.dicomweb.StowResponse;
import org.jspecify.annotations.Nullable;

/**
 * POST /dicom-web/studies and /dicom-web/studies/{study}: objects are stored (STOW-RS, PS3.18 section 10.5). 429 when too
 * many ECGs wait, 507 when the disk is full, 503 when too many store at once; else what the receiver says. Searching and
 * retrieving are not offered.
 */
public final class StowServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern PATH = Pattern.compile("/studies(?:/([^/]+))?");
    /** A request may take an hour: the others need threads too. */
    private static final int AT_ONCE = 16;

    private final transient IntakeAdmission admission;
    private final transient StowReceiver receiver;
    private final transient Semaphore turns = new Semaphore(AT_ONCE);

    public StowServlet(IntakeAdmission admission, StowReceiver receiver) {
        this.admission = admission;
        this.receiver = receiver;
    }

    /** Where it stands; bodies are read as they come. */
    public static Mount mount(IntakeAdmission admission, StowReceiver receiver) {
        return Mount.streamed("/dicom-web/*", new StowServlet(admission, receiver));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Matcher path = PATH.matcher(Objects.requireNonNullElse(request.getPathInfo(), ""));
        if (!path.matches()) {
            refuse(request, response, 404, "Objects are stored at /dicom-web/studies; nothing else is here.");
        } else if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            refuse(
                    request,
                    response,
                    405,
                    "Objects are stored here by POST; searching and retrieving are not offered.");
        } else if (isEncoded(request)) {
            refuse(request, response, 415, "A body with a Content-Encoding is not taken.");
        } else {
            takeTurn(request, response, path.group(1));
        }
    }

    private static boolean isEncoded(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }

    private void takeTurn(HttpServletRequest request, HttpServletResponse response, @Nullable String study)
            throws IOException {
        if (!turns.tryAcquire()) {
            response.setHeader("Retry-After", "2");
            refuse(request, response, 503, "Too many requests at once; send it again shortly.");
            return;
        }
        try {
            admission.require("dicomweb");
            receive(request, response, study);
        } catch (IntakeException refused) {
            refuse(request, response, refused);
        } finally {
            turns.release();
        }
    }

    private void receive(HttpServletRequest request, HttpServletResponse response, @Nullable String study)
            throws IOException {
        InetSocketAddress sender =
                new InetSocketAddress(InetAddress.getByName(request.getRemoteAddr()), request.getRemotePort());
        StowResponse answer = receiver.receive(new StowRequest(
                request.getContentType(), request.getHeader("Accept"), study, "", sender, request.getInputStream()));
        answer.headers().forEach(response::setHeader);
        send(response, answer.status(), answer.body());
        if (answer.headers().containsKey("Connection")) {
            UnreadBody.discard(request);
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, IntakeException refused)
            throws IOException {
        int status =
                switch (refused.kind()) {
                    case UNREADABLE -> 409;
                    case BUSY -> 429;
                    case UNAVAILABLE -> 503;
                    case STORAGE_FULL -> 507;
                };
        if (status == 429 || status == 503) {
            response.setHeader("Retry-After", "30");
        }
        refuse(request, response, status, String.valueOf(refused.getMessage()));
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, int status, String sentence)
            throws IOException {
        response.setHeader("Connection", "close");
        response.setContentType("text/plain;charset=utf-8");
        send(response, status, (sentence + "\n").getBytes(StandardCharsets.UTF_8));
        UnreadBody.discard(request);
    }

    private static void send(HttpServletResponse response, int status, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
