package org.einthoven.dicom.network;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.einthoven.dicom.UID;
import org.jspecify.annotations.Nullable;

/** One association as its requestor: the states 4, 5, 6, 7, 9 and 11 of PS3.8 table 9-10. */
final class ClientAssociation implements DicomAssociation {

    private static final System.Logger LOGGER = System.getLogger(ClientAssociation.class.getName());
    private static final int LAST_MESSAGE_ID = 0xFFFF;
    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final RemoteAe remote;
    private final DicomClientSettings settings;
    private final Connection connection;
    private final Map<Integer, AcceptedContext> contexts;
    private final MessageWriter writer;
    private final Responses responses = new Responses();
    private final MessageAssembler assembler;
    private int messageId;

    private ClientAssociation(
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
        this.assembler = new MessageAssembler(contexts, responses);
    }

    static ClientAssociation open(RemoteAe remote, DicomClientSettings settings, List<PresentationContext> proposed)
            throws IOException {
        AssociateRequest request = request(remote, settings, proposed);
        Connection connection = connect(remote, settings);
        try {
            return associate(remote, settings, connection, request);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static AssociateRequest request(
            RemoteAe remote, DicomClientSettings settings, List<PresentationContext> proposed) {
        if (proposed.isEmpty() || proposed.size() > PresentationContext.MOST) {
            throw new IllegalArgumentException(
                    "an association proposes 1 to 128 presentation contexts, not " + proposed.size());
        }
        List<ProposedContext> contexts = new ArrayList<>();
        for (PresentationContext context : proposed) {
            int id = 2 * contexts.size() + 1;
            contexts.add(new ProposedContext(id, context.abstractSyntaxUid(), context.transferSyntaxUids()));
        }
        return new AssociateRequest(
                AssociateCodec.PROTOCOL_VERSION,
                remote.aeTitle(),
                settings.callingAeTitle(),
                AssociateCodec.APPLICATION_CONTEXT,
                contexts,
                new UserInformation(settings.maximumPduLength(), false, List.of()));
    }

    private static Connection connect(RemoteAe remote, DicomClientSettings settings) throws IOException {
        Socket socket = new Socket();
        try {
            InetSocketAddress address = new InetSocketAddress(remote.host(), remote.port());
            if (address.isUnresolved()) {
                throw new DicomNetworkException(remote + " cannot be reached: the host is unknown");
            }
            socket.connect(address, (int) settings.connectTimeout().toMillis());
            return new Connection(socket, settings.maximumPduLength(), settings.responseTimeout());
        } catch (DicomNetworkException e) {
            socket.close();
            throw e;
        } catch (IOException e) {
            socket.close();
            throw new DicomNetworkException(remote + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private static ClientAssociation associate(
            RemoteAe remote, DicomClientSettings settings, Connection connection, AssociateRequest request)
            throws IOException {
        connection.send(AssociateCodec.encode(request));
        Pdu pdu = awaitAnswer(remote, settings, connection);
        switch (pdu.type()) {
            case ASSOCIATE_AC -> {
                return accepted(remote, settings, connection, request, pdu.body());
            }
            case ASSOCIATE_RJ -> throw pdu.toReject().toException(remote);
            case ABORT -> throw pdu.toAbortedException();
            default -> {
                connection.sendAbort(AbortReason.SERVICE_PROVIDER, AbortReason.UNEXPECTED_PDU.code);
                throw broken(remote, pdu.type().standardName + " came in answer to the association request", null);
            }
        }
    }

    private static Pdu awaitAnswer(RemoteAe remote, DicomClientSettings settings, Connection connection)
            throws IOException {
        try {
            return connection.read(Deadline.in(settings.connectTimeout(), "answer to the association request"));
        } catch (ProtocolViolationException e) {
            connection.sendAbort(e.source(), e.reason().code);
            throw broken(remote, e.getMessage(), e);
        } catch (IOException e) {
            throw new DicomNetworkException(remote + " did not answer the association request: " + e.getMessage(), e);
        }
    }

    private static ClientAssociation accepted(
            RemoteAe remote,
            DicomClientSettings settings,
            Connection connection,
            AssociateRequest request,
            ByteBuffer body)
            throws IOException {
        try {
            AssociateAccept accept = AssociateCodec.decodeAccept(body);
            Map<Integer, AcceptedContext> agreed = Negotiator.agreed(request.contexts(), accept.contexts());
            int peerMaximum = accept.userInformation().maximumPduLength();
            return new ClientAssociation(remote, settings, connection, agreed, peerMaximum);
        } catch (ProtocolViolationException e) {
            connection.sendAbort(e.source(), e.reason().code);
            throw broken(remote, e.getMessage(), e);
        }
    }

    private static DicomNetworkException broken(RemoteAe remote, @Nullable String how, @Nullable Throwable cause) {
        return new DicomNetworkException(remote + " broke the protocol: " + how, cause);
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

    @Override
    public void echo() throws IOException {
        AcceptedContext context = find(UID.Verification, null)
                .orElseThrow(() -> new DicomNetworkException(remote + " does not accept verification (C-ECHO)"));
        StorageStatus status = exchange(CommandField.C_ECHO_RSP, id -> {
            writer.command(context.id(), CommandSet.echoRequest(id));
            writer.flush();
        });
        if (!status.isSuccess()) {
            throw new DicomNetworkException(remote + " answered C-ECHO with status " + status);
        }
    }

    @Override
    public StorageStatus store(Path part10File) throws IOException {
        OutgoingObject object = OutgoingObject.open(part10File);
        Optional<AcceptedContext> context =
                find(object.sopClassUid(), object.transferSyntaxUid()).or(() -> find(object.sopClassUid(), null));
        if (context.isEmpty()) {
            return StorageStatus.SOP_CLASS_NOT_SUPPORTED.because("the peer accepts no context for the SOP class");
        }
        return store(object, context.get());
    }

    private StorageStatus store(OutgoingObject object, AcceptedContext context) throws IOException {
        DataSetSource source = object.in(context.transferSyntaxUid());
        return exchange(CommandField.C_STORE_RSP, id -> {
            CommandSet request = CommandSet.storeRequest(id, object.sopClassUid(), object.sopInstanceUid());
            writer.command(context.id(), request);
            MessageWriter.Fragments data = writer.dataSet(context.id());
            source.writeTo(data);
            data.finish();
            writer.flush();
        });
    }

    /** Sends a request. */
    @FunctionalInterface
    private interface Request {
        void send(int messageId) throws IOException;
    }

    /** One request and its response. Whatever goes wrong in between leaves an association that nobody can use. */
    private StorageStatus exchange(int expectedField, Request request) throws IOException {
        requireOpen();
        messageId = messageId % LAST_MESSAGE_ID + 1;
        try {
            request.send(messageId);
            return await(expectedField);
        } catch (ProtocolViolationException e) {
            abort(e.source(), e.reason().code);
            throw broken(remote, e.getMessage(), e);
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

    private StorageStatus await(int expectedField) throws IOException {
        Deadline deadline = Deadline.in(settings.responseTimeout(), "response");
        responses.expect(messageId, expectedField);
        while (responses.status == null) {
            Pdu pdu = connection.read(deadline);
            switch (pdu.type()) {
                case DATA -> assembler.accept(pdu.body());
                case ABORT -> throw pdu.toAbortedException();
                default -> throw ProtocolViolationException.unexpected(pdu.type(), "came in place of a response");
            }
        }
        return responses.status;
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
            awaitRelease();
        } catch (IOException e) {
            throw new DicomNetworkException(remote + " did not confirm the release: " + e.getMessage(), e);
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
                default -> {
                    connection.sendAbort(AbortReason.SERVICE_PROVIDER, AbortReason.UNEXPECTED_PDU.code);
                    throw ProtocolViolationException.unexpected(pdu.type(), "came in place of the release");
                }
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

    /** Takes the one response that is awaited. */
    private static final class Responses implements MessageListener {

        private int expectedId;
        private int expectedField;
        private @Nullable StorageStatus status;

        void expect(int id, int field) {
            expectedId = id;
            expectedField = field;
            status = null;
        }

        @Override
        public void command(AcceptedContext context, CommandSet response) throws IOException {
            if (response.commandField() != expectedField || response.messageIdBeingRespondedTo() != expectedId) {
                throw ProtocolViolationException.inMessage("a response does not belong to the request");
            }
            status = response.status();
        }

        @Override
        public void data(ByteBuffer fragment) {
            // No response that is awaited here has a data set; one that comes all the same says nothing.
        }

        @Override
        public void endOfData() {
            // As above.
        }
    }
}
