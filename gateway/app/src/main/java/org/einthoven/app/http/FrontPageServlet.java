package org.einthoven.app.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The page at "/": what is where. */
public final class FrontPageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final byte[] PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Einthoven</title></head>
            <body>
            <h1>Einthoven</h1>
            <p>HL7 FHIR / DICOM gateway for ECG AI. Research use only: not a medical device.</p>
            <ul>
            <li><a href="fhir/metadata">/fhir</a>: the FHIR R4 endpoint (POST Observation; search DiagnosticReport and Observation)</li>
            <li>/dicom-web/studies: store ECGs by DICOMweb (STOW-RS)</li>
            <li>/drawing/{report id}.svg, .png, .pdf: the ECG behind a report</li>
            <li>/api/ecgs, /api/summary, /api/replays: what became of each ECG, and what is sent again</li>
            <li><a href="health/live">/health/live</a>, <a href="health/ready">/health/ready</a></li>
            <li><a href="metrics">/metrics</a>: for Prometheus</li>
            </ul>
            </body></html>
            """.getBytes(StandardCharsets.UTF_8);

    /** Where it stands: "/" only, everything else that nobody mounted is not found. */
    public static Mount mount() {
        return Mount.open("/", new FrontPageServlet());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getRequestURI().equals("/")) {
            response.sendError(404);
            return;
        }
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setContentType("text/html;charset=utf-8");
        response.getOutputStream().write(PAGE);
    }
}
