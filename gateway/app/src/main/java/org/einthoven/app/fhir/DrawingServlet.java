package org.einthoven.app.fhir;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.app.http.Mount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** GET /drawing/{report id}.svg, .png or .pdf: the ECG of a report, drawn now from the original that was kept. */
public final class DrawingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DrawingServlet.class);
    private static final Pattern NAME = Pattern.compile("/([A-Za-z0-9\\-.]{1,64})\\.([a-z]{3})");

    private final transient DrawingSource source;

    public DrawingServlet(DrawingSource source) {
        this.source = source;
    }

    /** Where it stands; it shows patient data. */
    public static Mount mount(DrawingSource source) {
        return Mount.guarded("/drawing/*", new DrawingServlet(source));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Matcher name = NAME.matcher(String.valueOf(request.getPathInfo()));
        Optional<DrawingSource.Format> format = name.matches() ? formatOf(name.group(2)) : Optional.empty();
        if (format.isEmpty()) {
            say(response, 404, "A drawing is asked for as /drawing/{report id}.svg, .png or .pdf.");
            return;
        }
        draw(name.group(1), format.get(), response);
    }

    private void draw(String reportId, DrawingSource.Format format, HttpServletResponse response) throws IOException {
        Optional<byte[]> drawing;
        try {
            drawing = source.draw(reportId, format);
        } catch (IOException | RuntimeException failure) {
            LOG.error("The ECG of DiagnosticReport/{} was not drawn: {}", reportId, failure.toString());
            say(response, 500, "The ECG of this report is kept but was not drawn; the log says why.");
            return;
        }
        if (drawing.isEmpty()) {
            say(response, 404, "No ECG of a report with this id is kept here.");
            return;
        }
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        response.setContentType(format.contentType());
        response.setContentLength(drawing.get().length);
        response.getOutputStream().write(drawing.get());
    }

    private static Optional<DrawingSource.Format> formatOf(String suffix) {
        return Arrays.stream(DrawingSource.Format.values())
                .filter(format -> format.suffix().equals(suffix))
                .findFirst();
    }

    private static void say(HttpServletResponse response, int status, String sentence) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write((sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
