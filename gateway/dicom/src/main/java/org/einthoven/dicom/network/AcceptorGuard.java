package org.einthoven.dicom.network;

import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Guards an association that the peer requests: the states 2, 3, 6 and 8 of PS3.8 table 9-10. */
final class AcceptorGuard extends AssociationGuard {

    private static final System.Logger LOGGER = System.getLogger(AcceptorGuard.class.getName());

    private final DicomServerSettings settings;
    /** The peer has closed the connection, or will not: nothing is to be awaited. */
    private volatile boolean isLost;

    AcceptorGuard(Connection connection, DicomServerSettings settings) {
        super(connection, settings.idleTimeout());
        this.settings = settings;
    }

    @Override
    Pdu read() throws IOException {
        try {
            return connection.read(
                    isEstablished()
                            ? Deadline.in(settings.idleTimeout(), "message")
                            : Deadline.in(settings.associationTimeout(), "association request"));
        } catch (ProtocolViolationException e) {
            throw e;
        } catch (IOException e) {
            isLost = true;
            throw e;
        }
    }

    @Override
    Checked negotiation(Pdu pdu) throws IOException {
        if (request != null) {
            throw new EOFException("the association was rejected");
        }
        switch (pdu.type()) {
            case ASSOCIATE_RQ -> {
                request = AssociateCodec.decodeRequest(pdu.body().duplicate());
                return whole(pdu);
            }
            case ABORT -> throw new EOFException("the peer aborted before it associated");
            default -> throw ProtocolViolationException.unexpected(pdu.type(), "came before an association request");
        }
    }

    @Override
    @Nullable
    Checked release(Pdu pdu) throws IOException {
        if (pdu.type() == PduType.RELEASE_RP) {
            throw ProtocolViolationException.unexpected(pdu.type(), "came within the association");
        }
        if (isInMessage()) {
            end();
            connection.send(Pdu.fixed(PduType.RELEASE_RP, 0, 0, 0));
            throw new EOFException("the peer released the association in the middle of a message");
        }
        return whole(pdu);
    }

    /** Actions AA-1 and AA-8: before the association the standard has the service user abort, within it the provider. */
    @Override
    IOException refuse(ProtocolViolationException violation) throws IOException {
        LOGGER.log(Level.WARNING, "association aborted: {0}", violation.getMessage());
        if (isEstablished()) {
            connection.sendAbortSoon(violation.source(), violation.reason().code);
        } else {
            connection.sendAbortSoon(AbortReason.SERVICE_USER, AbortReason.NOT_SPECIFIED.code);
        }
        return violation;
    }

    @Override
    void timedOut() throws IOException {
        if (isEstablished()) {
            connection.sendAbortSoon(AbortReason.SERVICE_USER, AbortReason.NOT_SPECIFIED.code);
        }
    }

    /** One operation at a time is said to a peer that asked (PS3.7 D.3.3.3), which not every engine does. */
    @Override
    byte[] sending(byte[] pdu) throws IOException {
        byte[] sent = super.sending(pdu);
        AssociateRequest requested = request;
        if (pdu[0] != PduType.ASSOCIATE_AC.code || requested == null) {
            return sent;
        }
        AssociateAccept accept = AssociateCodec.decodeAccept(body(pdu));
        establish(requested, accept);
        UserInformation said = accept.userInformation();
        if (!requested.userInformation().asynchronous() || said.asynchronous()) {
            return sent;
        }
        UserInformation complete = new UserInformation(said.maximumPduLength(), true, said.roles());
        return AssociateCodec.encode(
                new AssociateAccept(accept.calledAeTitle(), accept.callingAeTitle(), accept.contexts(), complete));
    }

    /** State 13: the peer is to close the connection; what it still sends is read over until the ARTIM timer expires. */
    void awaitClose() throws IOException {
        if (isLost) {
            return;
        }
        connection.shutdownOutput();
        try {
            connection.discardUntilClosed(Deadline.in(settings.associationTimeout(), "end of the connection"));
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "connection closed by this side: " + e.getMessage());
        }
    }
}
