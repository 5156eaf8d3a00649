package org.einthoven.dicom.network;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;

/** One association as its acceptor: the states 2, 3, 6, 8 and 13 of PS3.8 table 9-10, in one thread. */
final class ServerAssociation implements ServedConnection {

    private static final System.Logger LOGGER = System.getLogger(ServerAssociation.class.getName());

    private final Connection connection;
    private final EinthovenDicomServer server;
    private final DicomServerSettings settings;
    private final Negotiator negotiator;

    private String peer;
    private boolean isEstablished;
    private volatile boolean isAssociated;
    private volatile boolean isBusy;
    private volatile long lastActivity = System.nanoTime();

    ServerAssociation(
            Connection connection, EinthovenDicomServer server, DicomServerSettings settings, Negotiator negotiator) {
        this.connection = connection;
        this.server = server;
        this.settings = settings;
        this.negotiator = negotiator;
        this.peer = connection.remoteAddress().getAddress().getHostAddress();
    }

    @Override
    public void serve() {
        try (connection) {
            try {
                connection.handshake(settings.associationTimeout());
                associate();
            } catch (ProtocolViolationException e) {
                abort(e);
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.ERROR, peer + ": association failed", e);
                connection.sendAbort(AbortReason.SERVICE_PROVIDER, AbortReason.NOT_SPECIFIED.code);
            }
        } catch (IOException e) {
            LOGGER.log(isEstablished ? Level.WARNING : Level.INFO, peer + ": connection ended: " + e.getMessage());
        }
    }

    /** State 2: an association request, or nothing else. */
    private void associate() throws IOException {
        Pdu pdu = connection.read(Deadline.in(settings.associationTimeout(), "association request"));
        switch (pdu.type()) {
            case ASSOCIATE_RQ -> answer(AssociateCodec.decodeRequest(pdu.body()));
            case ABORT -> LOGGER.log(Level.INFO, peer + ": aborted before it associated");
            default -> throw ProtocolViolationException.unexpected(pdu.type(), "came before an association request");
        }
    }

    private void answer(AssociateRequest request) throws IOException {
        Origin origin = new Origin(request.callingAeTitle(), request.calledAeTitle(), connection.remoteAddress());
        peer = origin.toString();
        AssociateReject reject =
                negotiator.reasonToReject(request, connection.remoteAddress().getAddress());
        if (reject == null) {
            reject = server.beginAssociation();
        }
        if (reject == null) {
            try {
                establish(request, origin);
            } finally {
                isAssociated = false;
                server.endAssociation();
            }
            awaitClose();
        } else {
            LOGGER.log(
                    Level.WARNING,
                    "{0}: association to {1} rejected: {2}",
                    peer,
                    request.calledAeTitle(),
                    reject.meaning());
            connection.send(reject.encode());
            awaitClose();
        }
    }

    private void establish(AssociateRequest request, Origin origin) throws IOException {
        isAssociated = true;
        AssociateAccept accept = negotiator.accept(request);
        Map<Integer, AcceptedContext> contexts = Negotiator.agreed(request.contexts(), accept.contexts());
        connection.send(AssociateCodec.encode(accept));
        isEstablished = true;
        LOGGER.log(
                Level.INFO,
                "{0}: association accepted with {1} of {2} presentation contexts",
                peer,
                contexts.size(),
                request.contexts().size());
        MessageWriter writer =
                new MessageWriter(connection, request.userInformation().maximumPduLength());
        DimseProvider provider = server.newProvider(origin, writer);
        try {
            converse(new MessageAssembler(contexts, provider));
        } finally {
            provider.abandon();
            LOGGER.log(Level.INFO, "{0}: association ended after {1} objects", peer, provider.stored());
        }
    }

    /** State 6: messages, until the peer releases or aborts. */
    private void converse(MessageAssembler assembler) throws IOException {
        MessagePace pace = new MessagePace(settings.idleTimeout());
        while (true) {
            Pdu pdu = next();
            switch (pdu.type()) {
                case DATA -> {
                    isBusy = true;
                    int length = pdu.body().remaining();
                    assembler.accept(pdu.body());
                    took(pace, length, assembler.isInMessage());
                    lastActivity = System.nanoTime();
                    isBusy = assembler.isInMessage();
                }
                case RELEASE_RQ -> {
                    connection.send(Pdu.fixed(PduType.RELEASE_RP, 0, 0, 0));
                    return;
                }
                case ABORT -> throw pdu.toAbortedException();
                default -> throw ProtocolViolationException.unexpected(pdu.type(), "came within the association");
            }
        }
    }

    private Pdu next() throws IOException {
        try {
            return connection.read(Deadline.in(settings.idleTimeout(), "message"));
        } catch (SocketTimeoutException e) {
            throw late(e);
        }
    }

    private void took(MessagePace pace, int length, boolean isInMessage) throws IOException {
        try {
            pace.took(length, isInMessage);
        } catch (SocketTimeoutException e) {
            throw late(e);
        }
    }

    private SocketTimeoutException late(SocketTimeoutException e) throws IOException {
        connection.sendAbort(AbortReason.SERVICE_USER, AbortReason.NOT_SPECIFIED.code);
        return e;
    }

    /** Actions AA-1 and AA-8: before the association the standard has the service user abort, within it the provider. */
    private void abort(ProtocolViolationException violation) throws IOException {
        LOGGER.log(Level.WARNING, peer + ": association aborted: " + violation.getMessage());
        if (isEstablished) {
            connection.sendAbort(violation.source(), violation.reason().code);
        } else {
            connection.sendAbort(AbortReason.SERVICE_USER, AbortReason.NOT_SPECIFIED.code);
        }
        awaitClose();
    }

    /** State 13: the peer is to close the connection; what it still sends is read over until the ARTIM timer expires. */
    private void awaitClose() throws IOException {
        connection.shutdownOutput();
        try {
            connection.discardUntilClosed(Deadline.in(settings.associationTimeout(), "end of the connection"));
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, peer + ": connection closed by this side: " + e.getMessage());
        }
    }

    @Override
    public boolean isAssociated() {
        return isAssociated;
    }

    @Override
    public void abortIfIdle(Duration silence) {
        if (!isBusy && System.nanoTime() - lastActivity > silence.toNanos()) {
            abortNow();
        }
    }

    @Override
    public void abortNow() {
        try (connection) {
            connection.sendAbort(AbortReason.SERVICE_USER, AbortReason.NOT_SPECIFIED.code);
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, peer + ": connection was lost before it was aborted");
        }
    }
}
