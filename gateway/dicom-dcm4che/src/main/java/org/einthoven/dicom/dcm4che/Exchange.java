package org.einthoven.dicom.dcm4che;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.Dimse;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.GuardedSocket;
import org.einthoven.dicom.network.RetrieveResult;

/** A request that was sent, and its responses. */
final class Exchange {

    private final Association association;
    private final Duration responseTimeout;
    private final int responseField;
    private final Responses responses;

    Exchange(Association association, Duration responseTimeout, Attributes request, Responses responses) {
        this.association = association;
        this.responseTimeout = responseTimeout;
        this.responseField = Dimse.valueOf(request.getInt(Tag.CommandField, 0)).commandFieldOfRSP();
        this.responses = responses;
    }

    Responses.Response next() throws IOException, InterruptedException {
        return next(patience());
    }

    private Supplier<Duration> patience() {
        long end = System.nanoTime() + responseTimeout.toNanos();
        return () -> Duration.ofNanos(end - System.nanoTime());
    }

    private Responses.Response next(Supplier<Duration> patience) throws IOException, InterruptedException {
        Responses.Response response = responses.next(patience);
        if (response.command().getInt(Tag.CommandField, 0) != responseField) {
            throw new ViolationException("a response does not belong to the request");
        }
        return response;
    }

    DimseStatus onlyStatus() throws IOException, InterruptedException {
        return Requests.status(next().command());
    }

    /** Cancels, and reads over what the peer sent before it heard of it: for no longer than one response may take. */
    DimseStatus cancel() throws IOException, InterruptedException {
        responses.cancel(association);
        Supplier<Duration> untilEnd = patience();
        while (true) {
            DimseStatus status = Requests.status(next(untilEnd).command());
            if (!status.isPending()) {
                return status;
            }
        }
    }

    /** The last response to a C-MOVE or C-GET; objects may come in between, so only silence is too long. */
    RetrieveResult retrieved() throws IOException, InterruptedException {
        GuardedSocket socket = (GuardedSocket) association.getSocket();
        while (true) {
            Responses.Response response = next(() -> responseTimeout.minus(socket.silence()));
            DimseStatus status = Requests.status(response.command());
            if (!status.isPending()) {
                return AssociationCommands.retrieved(status, response);
            }
        }
    }
}
