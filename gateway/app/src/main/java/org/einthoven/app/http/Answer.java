package org.einthoven.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes a refusal: a FHIR OperationOutcome under /fhir, one line of text elsewhere. */
final class Answer {
    private Answer() {}

    /**
     * Refuses a request.
     *
     * @param code the FHIR issue type (http://hl7.org/fhir/issue-type)
     * @param sentence plain text of our own: no quotation marks, no control characters
     */
    static void refuse(
            HttpServletRequest request, HttpServletResponse response, int status, String code, String sentence)
            throws IOException {
        boolean fhir = request.getServletPath().startsWith("/fhir");
        String body = fhir
                ? "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"" + code
                        + "\",\"diagnostics\":\"" + sentence + "\"}]}"
                : status + " " + sentence + "\n";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(fhir ? "application/fhir+json;charset=utf-8" : "text/plain;charset=utf-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
