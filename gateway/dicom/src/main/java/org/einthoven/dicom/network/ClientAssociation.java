package org.einthoven.dicom.network;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.jspecify.annotations.Nullable;

/** One association as its requestor: the states 6, 7, 9 and 11 of PS3.8 table 9-10. */
final class ClientAssociation implements DicomAssociation {

    private static final System.Logger LOGGER = System.getLogger(ClientAssociation.class.getName());
    private static final int LAST_MESSAGE_ID = 0xFFFF;
    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final RemoteAe remote;
    private final DicomClientSettings settings;
    private final Connection connection;
    private final Map<Integer, AcceptedContext> contexts;
    private final MessageWriter writer;
    private final ClientMessages messages;
    private final MessageAssembler assembler;
    private final MessagePace pace;
    private int messageId;

    ClientAssociation(
            RemoteAe remote,
            DicomClientSettings settings,
            Connection connection,
            Map<Integer, AcceptedContext> contexts,
            int peerMaximumPduLength) {
        this.remote = remote;
        this.settings = settings;
        this.connection = connection;
        this.contexts = contexts;
        this.writer = new MessageWriter(connection, peerMaximumPduLength);
        this.messages = new ClientMessages(writer);
        this.assembler = new MessageAssembler(contexts, messages);
        this.pace = new MessagePace(settings.responseTimeout());
    }

    @Override
    public RemoteAe remote() {
        return remote;
    }

    @Override
    public boolean accepts(String abstractSyntaxUid) {
        return find(abstractSyntaxUid, null).isPresent();
    }

    /** An accepted context of the abstract syntax, in one transfer syntax or in any. */
    private Optional<AcceptedContext> find(String abstractSyntax, @Nullable String transferSyntax) {
        return contexts.values().stream()
                .filter(context -> context.abstractSyntaxUid().equals(abstractSyntax))
                .filter(context ->
                        transferSyntax == null || context.transferSyntaxUid().equals(transferSyntax))
                .findFirst();
    }

    private AcceptedContext require(String abstractSyntax, String service) throws DicomNetworkException {
        return find(abstractSyntax, null)
                .orElseThrow(() -> new DicomNetworkException(remote + " does not accept " + service));
    }

    // Services

    @Override
    public void echo() throws IOException {
        AcceptedContext context = require(UID.Verification, "verification (C-ECHO)");
        DimseStatus status = converse(id -> {
            writer.command(context.id(), Requests.echo(id));
            writer.flush();
            return onlyResponse(CommandField.C_ECHO_RQ, id).command().status();
        });
        if (!status.isSuccess()) {
            throw new DicomNetworkException(remote + " answered C-ECHO with status " + status);
        }
    }

    @Override
    public DimseStatus store(Path part10File) throws IOException {
        OutgoingObject object = OutgoingObject.open(part10File);
        Optional<AcceptedContext> context =
                find(object.sopClassUid(), object.transferSyntaxUid()).or(() -> find(object.sopClassUid(), null));
        if (context.isEmpty()) {
            return DimseStatus.SOP_CLASS_NOT_SUPPORTED.because("the peer accepts no context for the SOP class");
        }
        return store(object, context.get());
    }

    private DimseStatus store(OutgoingObject object, AcceptedContext context) throws IOException {
        DataSetSource source = object.in(context.transferSyntaxUid());
        return converse(id -> {
            writer.command(context.id(), Requests.store(id, object.sopClassUid(), object.sopInstanceUid()));
            MessageWriter.Fragments data = writer.dataSet(context.id());
            source.writeTo(data);
            data.finish();
            writer.flush();
            return onlyResponse(CommandField.C_STORE_RQ, id).command().status();
        });
    }

    @Override
    public FindResult find(String sopClassUid, DicomDataset identifier, MatchListener matches) throws IOException {
        AcceptedContext context = require(sopClassUid, "the search (C-FIND)");
        return converse(id -> {
            writer.message(context, Requests.find(id, sopClassUid), identifier);
            return matches(context, id, matches);
        });
    }

    private FindResult matches(AcceptedContext context, int id, MatchListener listener) throws IOException {
        int count = 0;
        while (true) {
            ClientMessages.Message response = response(CommandField.C_FIND_RQ, id, untilResponse());
            DimseStatus status = response.command().status();
            if (!status.isPending()) {
                return new FindResult(status, count, status.isSuccess());
            }
            DicomDataset match = response.dataset();
            if (match == null) {
                throw ProtocolViolationException.inMessage("a match came without its data set");
            }
            count++;
            if (!listener.match(match)) {
                return new FindResult(cancel(context, CommandField.C_FIND_RQ, id), count, false);
            }
        }
    }

    /** Cancels, and reads over what the peer sent before it heard of it: for no longer than one response may take. */
    private DimseStatus cancel(AcceptedContext context, int requestField, int id) throws IOException {
        writer.command(context.id(), Requests.cancel(id));
        writer.flush();
        Deadline deadline = untilResponse();
        while (true) {
            DimseStatus status = response(requestField, id, deadline).command().status();
            if (!status.isPending()) {
                return status;
            }
        }
    }

    @Override
    public RetrieveResult move(QueryRetrieveModel model, DicomDataset identifier, String destinationAeTitle)
            throws IOException {
        AcceptedContext context = require(model.moveUid(), "retrieval by C-MOVE");
        String destination = AeTitle.valid(destinationAeTitle);
        return converse(id -> {
            writer.message(context, Requests.move(id, model.moveUid(), destination), identifier);
            return retrieved(CommandField.C_MOVE_RQ, id);
        });
    }

    @Override
    public RetrieveResult get(
            QueryRetrieveModel model, DicomDataset identifier, StorageHandler handler, Path spoolFolder)
            throws IOException {
        AcceptedContext context = require(model.getUid(), "retrieval by C-GET");
        Origin origin = new Origin(remote.aeTitle(), settings.callingAeTitle(), connection.remoteAddress());
        try (SpoolFolder spool = SpoolFolder.openIn(spoolFolder)) {
            messages.storeInto(new StorageProvider(handler, spool, origin, settings.maximumObjectSize()));
            try {
                return converse(id -> {
                    writer.message(context, Requests.get(id, model.getUid()), identifier);
                    return retrieved(CommandField.C_GET_RQ, id);
                });
            } finally {
                messages.storeInto(null);
            }
        }
    }

    private RetrieveResult retrieved(int requestField, int id) throws IOException {
        while (true) {
            ClientMessages.Message response = response(requestField, id, null);
            CommandSet command = response.command();
            if (!command.status().isPending()) {
                DicomDataset dataset = response.dataset();
                return new RetrieveResult(
                        command.status(),
                        command.count(Tag.NumberOfCompletedSuboperations),
                        command.count(Tag.NumberOfFailedSuboperations),
                        command.count(Tag.NumberOfWarningSuboperations),
                        dataset == null
                                ? command.failedInstanceUids()
                                : dataset.getStrings(Tag.FailedSOPInstanceUIDList));
            }
        }
    }

    @Override
    public CommitmentReply requestCommitment(CommitmentRequest request, Duration patience) throws IOException {
        AcceptedContext context = require(UID.StorageCommitmentPushModel, "storage commitment");
        return converse(id -> {
            writer.message(context, Requests.commitmentAction(id), CommitmentDatasets.of(request));
            CommitmentWait wait = new CommitmentWait(remote, request.transactionUid(), id, this::nextMessage, writer);
            return wait.reply(untilResponse(), patience);
        });
    }

    @Override
    public DimseStatus reportCommitment(CommitmentResult result) throws IOException {
        AcceptedContext context = require(UID.StorageCommitmentPushModel, "results of storage commitment");
        return converse(id -> {
            writer.message(context, Requests.commitmentEvent(id, result), CommitmentDatasets.of(result));
            return onlyResponse(CommandField.N_EVENT_REPORT_RQ, id).command().status();
        });
    }

    // Messages

    /** A request and what follows from it. */
    @FunctionalInterface
    private interface Conversation<T> {
        T hold(int messageId) throws IOException;
    }

    /** Whatever goes wrong in between leaves an association that nobody can use. */
    private <T> T converse(Conversation<T> conversation) throws IOException {
        requireOpen();
        messageId = messageId % LAST_MESSAGE_ID + 1;
        try {
            return conversation.hold(messageId);
        } catch (ProtocolViolationException e) {
            abort(e.source(), e.reason().code);
            throw new DicomNetworkException(remote + " broke the protocol: " + e.getMessage(), e);
        } catch (AssociationAbortedException e) {
            connection.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            throw lost(e);
        }
    }

    private void requireOpen() throws DicomNetworkException {
        if (connection.isClosed()) {
            throw new DicomNetworkException("the association with " + remote + " is over");
        }
    }

    private Deadline untilResponse() {
        return Deadline.in(settings.responseTimeout(), "response");
    }

    /** The one response of a request that has no other. */
    private ClientMessages.Message onlyResponse(int requestField, int id) throws IOException {
        return response(requestField, id, untilResponse());
    }

    /** The next response; without a deadline each PDU has its own, as objects may come in between. */
    private ClientMessages.Message response(int requestField, int id, @Nullable Deadline deadline) throws IOException {
        ClientMessages.Message message = nextMessage(deadline);
        if (!message.command().respondsTo(requestField, id)) {
            throw ProtocolViolationException.inMessage("a response does not belong to the request");
        }
        return message;
    }

    private ClientMessages.Message nextMessage(@Nullable Deadline deadline) throws IOException {
        ClientMessages.Message message = messages.poll();
        while (message == null) {
            Pdu pdu = connection.read(deadline == null ? untilResponse() : deadline);
            switch (pdu.type()) {
                case DATA -> accept(pdu.body());
                case ABORT -> throw pdu.toAbortedException();
                default -> throw ProtocolViolationException.unexpected(pdu.type(), "came in place of a response");
            }
            message = messages.poll();
        }
        return message;
    }

    private void accept(ByteBuffer pdu) throws IOException {
        int length = pdu.remaining();
        assembler.accept(pdu);
        pace.took(length, assembler.isInMessage());
    }

    /** The peer may have said why before it went: an A-ABORT that lies unread explains more than a broken pipe. */
    private IOException lost(Exception cause) {
        AssociationAbortedException lastWords = cause instanceof SocketTimeoutException ? null : readAbort();
        abort();
        if (lastWords != null) {
            lastWords.addSuppressed(cause);
            return lastWords;
        }
        return new DicomNetworkException("the association with " + remote + " was lost: " + cause.getMessage(), cause);
    }

    private @Nullable AssociationAbortedException readAbort() {
        try {
            Pdu pdu = connection.read(Deadline.in(LAST_WORDS, "reason"));
            return pdu.type() == PduType.ABORT ? pdu.toAbortedException() : null;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void release() throws IOException {
        if (connection.isClosed()) {
            return;
        }
        try (connection) {
            connection.send(Pdu.fixed(PduType.RELEASE_RQ, 0, 0, 0));
            awaitReleaseOrAbort();
        } catch (IOException e) {
            throw new DicomNetworkException(remote + " did not confirm the release: " + e.getMessage(), e);
        }
    }

    private void awaitReleaseOrAbort() throws IOException {
        try {
            awaitRelease();
        } catch (ProtocolViolationException e) {
            connection.sendAbort(e.source(), e.reason().code);
            throw e;
        }
    }

    /** State 7; with a release collision 9 and 11: the requestor confirms the peer's release and waits for its own. */
    private void awaitRelease() throws IOException {
        Deadline deadline = Deadline.in(settings.releaseTimeout(), "confirmation of the release");
        while (true) {
            Pdu pdu = connection.read(deadline);
            switch (pdu.type()) {
                case RELEASE_RP -> {
                    return;
                }
                case RELEASE_RQ -> connection.send(Pdu.fixed(PduType.RELEASE_RP, 0, 0, 0));
                case DATA -> LOGGER.log(Level.DEBUG, "{0}: data after the release request is read over", remote);
                case ABORT -> throw pdu.toAbortedException();
                default -> throw ProtocolViolationException.unexpected(pdu.type(), "came in place of the release");
            }
        }
    }

    @Override
    public void abort() {
        abort(AbortReason.SERVICE_USER, AbortReason.NOT_SPECIFIED.code);
    }

    private void abort(int source, int reason) {
        try (connection) {
            if (!connection.isClosed()) {
                connection.sendAbort(source, reason);
            }
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "{0}: the connection was lost before it was aborted", remote);
        }
    }

    @Override
    public void close() {
        try {
            release();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "{0}: {1}", remote, e.getMessage());
        }
    }
}
