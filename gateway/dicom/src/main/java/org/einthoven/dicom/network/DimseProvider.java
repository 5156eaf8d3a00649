package org.einthoven.dicom.network;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.einthoven.dicom.UID;
import org.jspecify.annotations.Nullable;

/** Answers the messages of one association: C-ECHO, C-STORE, and 0211 for every other operation (PS3.7 9.3). */
final class DimseProvider implements MessageListener {

    private static final StorageStatus UNRECOGNIZED_OPERATION = new StorageStatus(0x0211, "unrecognized operation");
    private static final System.Logger LOGGER = System.getLogger(DimseProvider.class.getName());

    private final DicomServerSettings settings;
    private final StorageHandler handler;
    private final SpoolFolder spool;
    private final Origin origin;
    private final MessageWriter writer;

    private @Nullable Pending pending;
    private int stored;

    DimseProvider(
            DicomServerSettings settings,
            StorageHandler handler,
            SpoolFolder spool,
            Origin origin,
            MessageWriter writer) {
        this.settings = settings;
        this.handler = handler;
        this.spool = spool;
        this.origin = origin;
        this.writer = writer;
    }

    /** A request whose data set is still arriving; the object is null where the data set is only read over. */
    private record Pending(
            AcceptedContext context,
            CommandSet request,
            @Nullable IncomingObject object) {}

    @Override
    public void command(AcceptedContext context, CommandSet request) throws IOException {
        int field = request.commandField();
        if ((field & CommandField.RESPONSE) != 0) {
            throw ProtocolViolationException.inMessage("a response came where nothing was requested");
        }
        if (request.announcesDataSet()) {
            pending =
                    new Pending(context, request, field == CommandField.C_STORE_RQ ? receive(context, request) : null);
        } else if (field != CommandField.C_CANCEL_RQ) {
            answer(context, request, withoutDataSet(context, field));
        }
    }

    /** A C-CANCEL has no response of its own, and nothing that could be cancelled is ever under way. */
    private static StorageStatus withoutDataSet(AcceptedContext context, int field) {
        return switch (field) {
            case CommandField.C_ECHO_RQ ->
                context.abstractSyntaxUid().equals(UID.Verification)
                        ? StorageStatus.SUCCESS
                        : StorageStatus.SOP_CLASS_NOT_SUPPORTED;
            case CommandField.C_STORE_RQ -> StorageStatus.CANNOT_UNDERSTAND.because("no data set was sent");
            default -> UNRECOGNIZED_OPERATION;
        };
    }

    private IncomingObject receive(AcceptedContext context, CommandSet request) {
        FileMeta meta = new FileMeta(
                request.affectedSopClassUid(),
                request.affectedSopInstanceUid(),
                context.transferSyntaxUid(),
                origin.callingAeTitle(),
                origin.calledAeTitle());
        if (!meta.sopClassUid().equals(context.abstractSyntaxUid())
                || context.abstractSyntaxUid().equals(UID.Verification)) {
            return new IncomingObject(meta, StorageStatus.SOP_CLASS_NOT_SUPPORTED);
        }
        if (!Uid.isTolerable(meta.sopInstanceUid())) {
            return new IncomingObject(meta, StorageStatus.INVALID_INSTANCE);
        }
        String refusal = handler.refusal();
        if (refusal != null) {
            return new IncomingObject(meta, StorageStatus.OUT_OF_RESOURCES.because(refusal));
        }
        return new IncomingObject(spool, meta, settings.maximumObjectSize());
    }

    @Override
    public void data(ByteBuffer fragment) {
        if (pending != null && pending.object() != null) {
            pending.object().write(fragment);
        }
    }

    @Override
    public void endOfData() throws IOException {
        Pending complete = pending;
        pending = null;
        if (complete == null) {
            return;
        }
        IncomingObject object = complete.object();
        StorageStatus status = object == null ? UNRECOGNIZED_OPERATION : object.finish(handler, origin);
        if (object != null) {
            stored += status.isFailure() ? 0 : 1;
            LOGGER.log(Level.DEBUG, "{0}: object {1} answered with {2}", origin, object.sopInstanceUid(), status);
        }
        answer(complete.context(), complete.request(), status);
    }

    private void answer(AcceptedContext context, CommandSet request, StorageStatus status) throws IOException {
        writer.command(context.id(), request.respond(status));
        writer.flush();
    }

    /** How many objects were taken. */
    int stored() {
        return stored;
    }

    /** Throws away what has arrived of an object that will not be completed. */
    void abandon() {
        if (pending != null && pending.object() != null) {
            pending.object().discard();
        }
        pending = null;
    }
}
