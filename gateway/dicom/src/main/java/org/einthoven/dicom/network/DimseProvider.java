package org.einthoven.dicom.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.einthoven.dicom.UID;
import org.jspecify.annotations.Nullable;

/**
 * Answers the messages of one association that a peer opened: C-ECHO, C-STORE, storage commitment, and 0211 for every
 * other operation (PS3.7 9.3, 10.3).
 */
final class DimseProvider implements MessageListener {

    private final StorageProvider storage;
    private final CommitmentAcceptor commitment;
    private final MessageWriter writer;
    private @Nullable Pending pending;

    DimseProvider(StorageProvider storage, CommitmentAcceptor commitment, MessageWriter writer) {
        this.storage = storage;
        this.commitment = commitment;
        this.writer = writer;
    }

    /** A request whose data set is still arriving. */
    private record Pending(AcceptedContext context, CommandSet request, ArrivingDataSet dataSet) {}

    @Override
    public void command(AcceptedContext context, CommandSet command) throws IOException {
        int field = command.commandField();
        if ((field & CommandField.RESPONSE) != 0) {
            response(context, command);
        } else if (command.announcesDataSet()) {
            pending = new Pending(context, command, arriving(context, command, field));
        } else if (field != CommandField.C_CANCEL_RQ) {
            answer(context, command, withoutDataSet(context, field));
        }
    }

    private void response(AcceptedContext context, CommandSet response) throws IOException {
        commitment.response(context, response);
        if (response.announcesDataSet()) {
            // An event reply has nothing that is needed here.
            pending = new Pending(context, response, ArrivingDataSet.readOver(DimseStatus.SUCCESS));
        }
    }

    private ArrivingDataSet arriving(AcceptedContext context, CommandSet request, int field) {
        return switch (field) {
            case CommandField.C_STORE_RQ -> storage.receive(context, request);
            case CommandField.N_ACTION_RQ -> commitment.action(context, request);
            case CommandField.N_EVENT_REPORT_RQ -> commitment.event(context);
            default -> ArrivingDataSet.readOver(DimseStatus.UNRECOGNIZED_OPERATION);
        };
    }

    /** A C-CANCEL has no response of its own, and nothing that could be cancelled is ever under way. */
    private static DimseStatus withoutDataSet(AcceptedContext context, int field) {
        return switch (field) {
            case CommandField.C_ECHO_RQ ->
                context.abstractSyntaxUid().equals(UID.Verification)
                        ? DimseStatus.SUCCESS
                        : DimseStatus.SOP_CLASS_NOT_SUPPORTED;
            case CommandField.C_STORE_RQ -> DimseStatus.CANNOT_UNDERSTAND.because("no data set was sent");
            case CommandField.N_ACTION_RQ, CommandField.N_EVENT_REPORT_RQ ->
                DimseStatus.INVALID_ARGUMENT.because("no data set was sent");
            default -> DimseStatus.UNRECOGNIZED_OPERATION;
        };
    }

    @Override
    public void data(ByteBuffer fragment) {
        if (pending != null) {
            pending.dataSet().write(fragment);
        }
    }

    @Override
    public void endOfData() throws IOException {
        Pending complete = pending;
        pending = null;
        if (complete == null) {
            return;
        }
        DimseStatus status = complete.dataSet().finish();
        if ((complete.request().commandField() & CommandField.RESPONSE) == 0) {
            answer(complete.context(), complete.request(), status);
            commitment.report(complete.context());
        }
    }

    private void answer(AcceptedContext context, CommandSet request, DimseStatus status) throws IOException {
        writer.command(context.id(), request.respond(status));
        writer.flush();
    }

    /** How many objects were taken. */
    int stored() {
        return storage.stored();
    }

    /** Throws away what has arrived of an object that will not be completed. */
    void abandon() {
        if (pending != null) {
            pending.dataSet().discard();
        }
        pending = null;
    }
}
