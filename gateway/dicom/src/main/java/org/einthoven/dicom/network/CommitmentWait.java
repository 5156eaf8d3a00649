package org.einthoven.dicom.network;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.jspecify.annotations.Nullable;

/** Awaits the response to an N-ACTION and the N-EVENT-REPORT that may come in the same association, in either order. */
final class CommitmentWait {

    private static final System.Logger LOGGER = System.getLogger(CommitmentWait.class.getName());

    private final RemoteAe remote;
    private final String transactionUid;
    private final int requestId;
    private final Messages messages;
    private final MessageWriter writer;
    private @Nullable DimseStatus status;
    private @Nullable CommitmentResult result;

    /** Where the peer's messages come from. */
    @FunctionalInterface
    interface Messages {
        ClientMessages.Message next(@Nullable Deadline deadline) throws IOException;
    }

    CommitmentWait(RemoteAe remote, String transactionUid, int requestId, Messages messages, MessageWriter writer) {
        this.remote = remote;
        this.transactionUid = transactionUid;
        this.requestId = requestId;
        this.messages = messages;
        this.writer = writer;
    }

    /**
     * What the peer said.
     *
     * @param untilResponse until when the N-ACTION is to be answered
     * @param patience for how long the result is awaited then; zero not at all
     */
    CommitmentReply reply(Deadline untilResponse, Duration patience) throws IOException {
        DimseStatus answered = status;
        while (answered == null) {
            take(messages.next(untilResponse));
            answered = status;
        }
        if (answered.isSuccess() && !patience.isZero()) {
            awaitResult(Deadline.in(patience, "result of the storage commitment"));
        }
        return new CommitmentReply(answered, result);
    }

    /** A result that does not come in time comes on another association: no fault. */
    private void awaitResult(Deadline deadline) throws IOException {
        try {
            while (result == null) {
                take(messages.next(deadline));
            }
        } catch (SocketTimeoutException e) {
            LOGGER.log(Level.DEBUG, "{0}: {1}", remote, e.getMessage());
        }
    }

    private void take(ClientMessages.Message message) throws IOException {
        CommandSet command = message.command();
        if (command.commandField() == CommandField.N_EVENT_REPORT_RQ) {
            event(message);
        } else if (status == null && command.respondsTo(CommandField.N_ACTION_RQ, requestId)) {
            status = command.status();
        } else {
            throw ProtocolViolationException.inMessage("a response does not belong to the request");
        }
    }

    private void event(ClientMessages.Message message) throws IOException {
        DicomDataset dataset = message.dataset();
        DimseStatus answer = DimseStatus.INVALID_ARGUMENT;
        try {
            CommitmentResult reported = dataset == null ? null : CommitmentDatasets.result(dataset);
            if (reported != null && reported.transactionUid().equals(transactionUid)) {
                result = reported;
                answer = DimseStatus.SUCCESS;
            }
        } catch (DicomFormatException e) {
            LOGGER.log(Level.WARNING, "{0}: a storage commitment result is malformed: {1}", remote, e.getMessage());
        }
        writer.command(message.context().id(), message.command().respond(answer));
        writer.flush();
    }
}
