package org.einthoven.app.api;

/** A request that is refused. The message is one sentence that says what is allowed, without what was sent. */
final class ApiException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    private ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    static ApiException badRequest(String message) {
        return new ApiException(400, message);
    }

    static ApiException notFound(String message) {
        return new ApiException(404, message);
    }

    static ApiException notAllowed(String message) {
        return new ApiException(405, message);
    }

    int status() {
        return status;
    }
}
