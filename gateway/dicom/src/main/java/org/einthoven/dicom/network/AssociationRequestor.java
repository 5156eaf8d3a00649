package org.einthoven.dicom.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens one association: the states 4 and 5 of PS3.8 table 9-10. */
final class AssociationRequestor {

    private final RemoteAe remote;
    private final DicomClientSettings settings;

    AssociationRequestor(RemoteAe remote, DicomClientSettings settings) {
        this.remote = remote;
        this.settings = settings;
    }

    ClientAssociation open(List<PresentationContext> proposed) throws IOException {
        AssociateRequest request = request(proposed);
        Connection connection = connect(remote, settings);
        try {
            return associate(connection, request);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private AssociateRequest request(List<PresentationContext> proposed) {
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
                new UserInformation(settings.maximumPduLength(), false, roles(proposed)));
    }

    /** The requestor is the user unless it says otherwise (PS3.7 D.3.3.4). */
    private static List<RoleSelection> roles(List<PresentationContext> proposed) {
        return proposed.stream()
                .filter(PresentationContext::isProvider)
                .map(context -> new RoleSelection(context.abstractSyntaxUid(), false, true))
                .distinct()
                .toList();
    }

    /** Opens the transport connection, with TLS where the settings have it. */
    static Connection connect(RemoteAe remote, DicomClientSettings settings) throws IOException {
        Socket socket = new Socket();
        try {
            InetSocketAddress address = new InetSocketAddress(remote.host(), remote.port());
            if (address.isUnresolved()) {
                throw new DicomNetworkException(remote + " cannot be reached: the host is unknown");
            }
            socket.connect(address, (int) settings.connectTimeout().toMillis());
            TlsSettings tls = settings.tls();
            Socket secured = tls == null ? socket : TlsSockets.requestor(socket, remote, tls);
            Connection connection =
                    new Connection(secured, socket, settings.maximumPduLength(), settings.responseTimeout());
            connection.handshake(settings.connectTimeout());
            return connection;
        } catch (DicomNetworkException e) {
            socket.close();
            throw e;
        } catch (IOException e) {
            socket.close();
            throw new DicomNetworkException(remote + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private ClientAssociation associate(Connection connection, AssociateRequest request) throws IOException {
        connection.send(AssociateCodec.encode(request));
        Pdu pdu = awaitAnswer(connection);
        switch (pdu.type()) {
            case ASSOCIATE_AC -> {
                return accepted(connection, request, pdu.body());
            }
            case ASSOCIATE_RJ -> throw pdu.toReject().toException(remote);
            case ABORT -> throw pdu.toAbortedException();
            default -> {
                connection.sendAbort(AbortReason.SERVICE_PROVIDER, AbortReason.UNEXPECTED_PDU.code);
                throw broken(pdu.type().standardName + " came in answer to the association request", null);
            }
        }
    }

    private Pdu awaitAnswer(Connection connection) throws IOException {
        try {
            return connection.read(Deadline.in(settings.connectTimeout(), "answer to the association request"));
        } catch (ProtocolViolationException e) {
            connection.sendAbort(e.source(), e.reason().code);
            throw broken(e.getMessage(), e);
        } catch (IOException e) {
            throw new DicomNetworkException(remote + " did not answer the association request: " + e.getMessage(), e);
        }
    }

    private ClientAssociation accepted(Connection connection, AssociateRequest request, ByteBuffer body)
            throws IOException {
        try {
            AssociateAccept accept = AssociateCodec.decodeAccept(body);
            Map<Integer, AcceptedContext> agreed = Negotiator.agreed(request.contexts(), accept.contexts());
            int peerMaximum = accept.userInformation().maximumPduLength();
            return new ClientAssociation(remote, settings, connection, agreed, peerMaximum);
        } catch (ProtocolViolationException e) {
            connection.sendAbort(e.source(), e.reason().code);
            throw broken(e.getMessage(), e);
        }
    }

    private DicomNetworkException broken(@Nullable String how, @Nullable Throwable cause) {
        return new DicomNetworkException(remote + " broke the protocol: " + how, cause);
    }
}
