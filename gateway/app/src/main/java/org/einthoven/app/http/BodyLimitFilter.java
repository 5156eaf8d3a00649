package org.einthoven.app.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads the body of a request into memory before the servlet sees the request, within the limits: a body that is too
 * large (413), too slow (408), or one too many at once (503) is answered here, in one form for every servlet. A gzip body is
 * unpacked within the same limit, so that a small body cannot become a large one later.
 */
final class BodyLimitFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final transient BodyLimit limit;

    BodyLimitFilter(BodyLimit limit) {
        this.limit = limit;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (WITHOUT_BODY.contains(request.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        if (request.getContentLengthLong() > limit.maxBytes()) {
            tooLarge(request, response);
            return;
        }
        int reserved = reservation(request);
        if (!limit.reserve(reserved)) {
            response.setHeader("Retry-After", "2");
            Answer.refuse(request, response, 503, "throttled", "Too many requests at once; send it again shortly.");
            return;
        }
        try {
            readAndPass(request, response, chain);
        } finally {
            limit.release(reserved);
        }
    }

    private void readAndPass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        byte[] body;
        try (InputStream in = body(request)) {
            body = in.readNBytes(limit.maxBytes() + 1);
        } catch (SocketTimeoutException late) {
            response.setHeader("Connection", "close");
            Answer.refuse(request, response, 408, "timeout", "The body did not come in time.");
            return;
        } catch (ZipException | EOFException broken) {
            Answer.refuse(
                    request, response, 400, "structure", "The body ends early or is not the gzip that it claims.");
            return;
        } catch (IOException broken) {
            response.setHeader("Connection", "close");
            Answer.refuse(request, response, 400, "structure", "The body cannot be read.");
            return;
        }
        if (body.length > limit.maxBytes()) {
            tooLarge(request, response);
        } else {
            chain.doFilter(new BufferedRequest(request, body), response);
        }
    }

    private int reservation(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length < 0 || isGzip(request) ? limit.maxBytes() : (int) length;
    }

    private static InputStream body(HttpServletRequest request) throws IOException {
        return isGzip(request) ? new GZIPInputStream(request.getInputStream()) : request.getInputStream();
    }

    private static boolean isGzip(HttpServletRequest request) {
        return "gzip".equalsIgnoreCase(request.getHeader("Content-Encoding"));
    }

    private void tooLarge(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // It may be endless: the connection ends with the answer.
        response.setHeader("Connection", "close");
        Answer.refuse(
                request,
                response,
                413,
                "too-long",
                "The body is larger than the " + limit.maxBytes() + " bytes that this gateway takes.");
    }
}
