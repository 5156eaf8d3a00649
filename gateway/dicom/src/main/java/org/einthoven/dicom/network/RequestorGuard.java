package org.einthoven.dicom.network;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Guards an association that this side requests: the states 5, 6, 7, 9 and 11 of PS3.8 table 9-10. */
final class RequestorGuard extends AssociationGuard {

    /** How long an association may be open between two requests: the requestor itself waits for its responses. */
    private static final Duration LONG = Duration.ofDays(1);

    private final RemoteAe remote;
    private final DicomClientSettings settings;
    private volatile @Nullable AssociationAbortedException peerAbort;
    private volatile boolean isReleaseConfirmed;

    RequestorGuard(Connection connection, RemoteAe remote, DicomClientSettings settings) {
        super(connection, settings.responseTimeout());
        this.remote = remote;
        this.settings = settings;
    }

    @Override
    Pdu read() throws IOException {
        Pdu pdu = connection.read(deadline());
        if (pdu.type() == PduType.ABORT) {
            peerAbort = pdu.toAbortedException();
        }
        return pdu;
    }

    private Deadline deadline() {
        if (!isEstablished()) {
            return Deadline.in(settings.connectTimeout(), "answer to the association request");
        }
        return isInMessage() ? Deadline.in(settings.responseTimeout(), "response") : Deadline.in(LONG, "message");
    }

    @Override
    Checked negotiation(Pdu pdu) throws IOException {
        AssociateRequest requested = request;
        if (requested != null && pdu.type() == PduType.ASSOCIATE_AC) {
            establish(requested, AssociateCodec.decodeAccept(pdu.body().duplicate()));
            return whole(pdu);
        }
        if (pdu.type() == PduType.ASSOCIATE_RJ || pdu.type() == PduType.ABORT) {
            return last(pdu);
        }
        throw ProtocolViolationException.unexpected(pdu.type(), "came in answer to the association request");
    }

    /** A release by the peer while this side waits for its own is confirmed by the engine; any other is none. */
    @Override
    Checked release(Pdu pdu) throws IOException {
        if (!isReleasing) {
            throw ProtocolViolationException.unexpected(pdu.type(), "came in place of a response");
        }
        if (pdu.type() == PduType.RELEASE_RQ) {
            return whole(pdu);
        }
        isReleaseConfirmed = true;
        return last(pdu);
    }

    @Override
    IOException refuse(ProtocolViolationException violation) throws IOException {
        connection.sendAbortSoon(violation.source(), violation.reason().code);
        return new DicomNetworkException(remote + " broke the protocol: " + violation.getMessage(), violation);
    }

    @Override
    void timedOut() throws IOException {
        if (isEstablished()) {
            connection.sendAbortSoon(AbortReason.SERVICE_USER, AbortReason.NOT_SPECIFIED.code);
        }
    }

    @Override
    byte[] sending(byte[] pdu) throws IOException {
        if (pdu[0] == PduType.ASSOCIATE_RQ.code) {
            request = AssociateCodec.decodeRequest(body(pdu));
        }
        return super.sending(pdu);
    }

    @Nullable
    AssociationAbortedException peerAbort() {
        return peerAbort;
    }

    boolean isReleaseConfirmed() {
        return isReleaseConfirmed;
    }
}
