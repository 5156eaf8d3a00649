package org.einthoven.dicom.network;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.jspecify.annotations.Nullable;

/**
 * Storage commitment on an association that the peer opened (PS3.4 annex J): requests for this side, results for it, and
 * the results that it can tell at once.
 */
final class CommitmentAcceptor {

    private static final System.Logger LOGGER = System.getLogger(CommitmentAcceptor.class.getName());
    /** Beyond the numbers that a requestor in the same association would use first. */
    private static final int FIRST_MESSAGE_ID = 0x8000;

    private final DicomServices services;
    private final Origin origin;
    private final MessageWriter writer;
    private final Deque<CommitmentResult> due = new ArrayDeque<>();
    private @Nullable CommitmentResult reported;
    private int messageId = FIRST_MESSAGE_ID;

    CommitmentAcceptor(DicomServices services, Origin origin, MessageWriter writer) {
        this.services = services;
        this.origin = origin;
        this.writer = writer;
    }

    /** What becomes of the data set of an N-ACTION. */
    ArrivingDataSet action(AcceptedContext context, CommandSet request) {
        StorageCommitmentProvider provider = services.commitmentProvider();
        if (provider == null || !context.abstractSyntaxUid().equals(UID.StorageCommitmentPushModel)) {
            return ArrivingDataSet.readOver(DimseStatus.UNRECOGNIZED_OPERATION);
        }
        return request.typeId(Tag.ActionTypeID) == CommitmentDatasets.REQUEST_ACTION
                ? new Arriving(context, dataset -> take(provider, CommitmentDatasets.request(dataset)))
                : ArrivingDataSet.readOver(DimseStatus.NO_SUCH_ACTION);
    }

    private DimseStatus take(StorageCommitmentProvider provider, CommitmentRequest request) throws IOException {
        DimseStatus status = provider.request(request, origin.callingAeTitle());
        CommitmentResult now = status.isSuccess() ? provider.resultNow(request, origin.callingAeTitle()) : null;
        if (now != null) {
            due.add(now);
        }
        return status;
    }

    /** What becomes of the data set of an N-EVENT-REPORT. */
    ArrivingDataSet event(AcceptedContext context) {
        StorageCommitmentUser user = services.commitmentUser();
        return user == null || !context.abstractSyntaxUid().equals(UID.StorageCommitmentPushModel)
                ? ArrivingDataSet.readOver(DimseStatus.UNRECOGNIZED_OPERATION)
                : new Arriving(
                        context, dataset -> user.result(CommitmentDatasets.result(dataset), origin.callingAeTitle()));
    }

    /** Reports the next result that is known, one at a time, once the request was answered. */
    void report(AcceptedContext context) throws IOException {
        CommitmentResult next = reported == null ? due.poll() : null;
        if (next != null) {
            reported = next;
            messageId++;
            writer.message(context, Requests.commitmentEvent(messageId, next), CommitmentDatasets.of(next));
        }
    }

    /** The peer's response to a report. */
    void response(AcceptedContext context, CommandSet response) throws IOException {
        CommitmentResult confirmed = reported;
        StorageCommitmentProvider provider = services.commitmentProvider();
        if (confirmed == null || provider == null || !response.respondsTo(CommandField.N_EVENT_REPORT_RQ, messageId)) {
            throw ProtocolViolationException.inMessage("a response came where nothing was requested");
        }
        reported = null;
        if (response.status().isSuccess()) {
            provider.confirmed(confirmed, origin.callingAeTitle());
        } else {
            LOGGER.log(
                    Level.WARNING, "{0}: a storage commitment result was answered with {1}", origin, response.status());
        }
        report(context);
    }

    /** Does what a request asks for. */
    @FunctionalInterface
    private interface Action {
        DimseStatus perform(DicomDataset dataset) throws IOException, DicomFormatException;
    }

    private final class Arriving implements ArrivingDataSet {

        private final AcceptedContext context;
        private final Action action;
        private final BufferedDataSet buffer = new BufferedDataSet();

        Arriving(AcceptedContext context, Action action) {
            this.context = context;
            this.action = action;
        }

        @Override
        public void write(ByteBuffer fragment) {
            buffer.write(fragment);
        }

        @Override
        public DimseStatus finish() {
            try {
                return action.perform(buffer.read(context.transferSyntaxUid()));
            } catch (DicomFormatException e) {
                LOGGER.log(
                        Level.WARNING, "{0}: a storage commitment message is malformed: {1}", origin, e.getMessage());
                return DimseStatus.INVALID_ARGUMENT.because("malformed");
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, origin + ": a storage commitment message could not be kept", e);
                return DimseStatus.PROCESSING_FAILURE;
            } catch (RuntimeException e) {
                LOGGER.log(Level.ERROR, origin + ": a storage commitment message failed", e);
                return DimseStatus.PROCESSING_FAILURE;
            }
        }

        @Override
        public void discard() {
            // Nothing lies outside the heap.
        }
    }
}
