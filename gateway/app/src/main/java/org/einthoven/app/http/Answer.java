package org.einthoven.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes a refusal: a FHIR OperationOutcome under /fhir, the Open Inference Protocol's error under /v2, one line of text
 * elsewhere.
 */
final class Answer {
    private Answer() {}

    /**
     * Refuses a request, and reads what is left of its body, so that the answer arrives.
     *
     * @param code the FHIR issue type (http://hl7.org/fhir/issue-type)
     * @param sentence plain text of our own: no quotation marks, no control characters
     */
    static void refuse(
            HttpServletRequest request, HttpServletResponse response, int status, String code, String sentence)
            throws IOException {
        String path = request.getServletPath();
        String body = status + " " + sentence + "\n";
        String type = "text/plain;charset=utf-8";
        if (path.startsWith("/fhir")) {
            body = "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"" + code
                    + "\",\"diagnostics\":\"" + sentence + "\"}]}";
            type = "application/fhir+json;charset=utf-8";
        } else if (path.startsWith("/v2")) {
            body = "{\"error\":\"" + sentence + "\"}";
            type = "application/json";
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        response.flushBuffer();
        UnreadBody.discard(request);
    }
}
