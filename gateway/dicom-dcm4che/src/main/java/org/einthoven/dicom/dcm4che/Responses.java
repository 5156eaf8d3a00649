package org.einthoven.dicom.dcm4che;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.DimseRSPHandler;
import org.jspecify.annotations.Nullable;

/** The responses to one request, on their way from the thread that reads the association to the one that asked. */
final class Responses extends DimseRSPHandler {

    /** Then the peer waits for who asked. */
    private static final int MOST = 64;

    private final Deque<Response> waiting = new ArrayDeque<>();
    private boolean isUnwanted;
    private boolean isClosed;
    private @Nullable IOException failure;

    Responses(int messageId) {
        super(messageId);
    }

    /** A response with its data set, where it has one. */
    record Response(Attributes command, @Nullable Attributes data) {}

    @Override
    public synchronized void onDimseRSP(Association association, Attributes command, @Nullable Attributes data) {
        super.onDimseRSP(association, command, data);
        try {
            while (waiting.size() >= MOST && !isUnwanted) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        waiting.add(new Response(command, data));
        notifyAll();
    }

    @Override
    public synchronized void onClose(Association association) {
        super.onClose(association);
        isClosed = true;
        failure = association.getException();
        notifyAll();
    }

    /** Nobody asks any more. */
    synchronized void abandon() {
        isUnwanted = true;
        notifyAll();
    }

    /**
     * The next response.
     *
     * @param patience how much longer to wait, asked for whenever that time is over
     */
    synchronized Response next(Supplier<Duration> patience) throws IOException, InterruptedException {
        while (waiting.isEmpty()) {
            if (isClosed) {
                throw failure == null ? new EOFException("the peer closed the connection") : failure;
            }
            long millis = patience.get().toMillis();
            if (millis <= 0) {
                throw new SocketTimeoutException("no response in time");
            }
            wait(millis);
        }
        Response response = waiting.remove();
        notifyAll();
        return response;
    }
}
