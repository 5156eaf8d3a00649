package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.einthoven.dicom.network.RawPeer.ascii;
import static org.einthoven.dicom.network.RawPeer.bytes;
import static org.einthoven.dicom.network.RawPeer.command;
import static org.einthoven.dicom.network.RawPeer.data;
import static org.einthoven.dicom.network.RawPeer.item;
import static org.einthoven.dicom.network.RawPeer.join;
import static org.einthoven.dicom.network.RawPeer.pdu;
import static org.einthoven.dicom.network.RawPeer.pdv;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.einthoven.dicom.network.RawPeer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every requestor does with a peer that refuses, breaks the protocol or falls silent: a sentence, never a hang. */
public abstract class DicomClientFaultContract {

    private static final byte[] RELEASE_REQUEST = pdu(5, new byte[4]);
    private static final byte[] RELEASE_RESPONSE = pdu(6, new byte[4]);

    private final DicomNetwork network = network();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private ServerSocket listener;

    /** The engine that is tested. */
    protected abstract DicomNetwork network();

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    /** What the peer does on the one connection that it accepts. */
    @FunctionalInterface
    private interface Script {
        Answer play(RawPeer peer) throws IOException;
    }

    private Future<Answer> play(Script script) {
        return threads.submit(() -> {
            try (RawPeer peer = new RawPeer(listener.accept())) {
                return script.play(peer);
            }
        });
    }

    private DicomAssociation connect() throws IOException {
        DicomClientSettings settings = DicomClientSettings.of("SENDER")
                .withResponseTimeout(Duration.ofMillis(400))
                .withReleaseTimeout(Duration.ofMillis(400));
        RemoteAe remote = new RemoteAe("PEER", "127.0.0.1", listener.getLocalPort());
        return network.connect(remote, settings, List.of(PresentationContext.verification()));
    }

    private static byte[] accept(int contextId, String transferSyntax) {
        byte[] context = item(0x21, join(bytes(contextId, 0, 0, 0), item(0x40, ascii(transferSyntax))));
        return pdu(
                2,
                join(
                        bytes(0, 1, 0, 0),
                        new byte[64],
                        item(0x10, ascii("1.2.840.10008.3.1.1.1")),
                        context,
                        item(0x50, item(0x51, bytes(0, 0, 0x40, 0)))));
    }

    private static byte[] accept() {
        return accept(1, RawPeer.IMPLICIT);
    }

    private static byte[] echoResponse(int messageId, int status) {
        return data(pdv(
                1,
                3,
                command(
                        0x8030,
                        1,
                        false,
                        bytes(0, 0, 0x20, 1, 2, 0, 0, 0, messageId, 0),
                        bytes(0, 0, 0, 9, 2, 0, 0, 0, status, status >>> 8))));
    }

    static Stream<Arguments> answersToTheRequest() {
        return Stream.of(
                Arguments.of("unknown PDU", pdu(0x99, new byte[4]), Answer.abort(2, 1)),
                Arguments.of("2 GB", pdu(2, 0x7FFFFFFF, new byte[9]), Answer.abort(2, 6)),
                Arguments.of("data", echoResponse(1, 0), Answer.abort(2, 2)),
                Arguments.of("a release", RELEASE_REQUEST, Answer.abort(2, 2)),
                Arguments.of("a context that was not proposed", accept(9, RawPeer.IMPLICIT), Answer.abort(2, 6)),
                Arguments.of("a transfer syntax that was not proposed", accept(1, "1.2.3"), Answer.abort(2, 6)),
                Arguments.of("an accept that is cut off", pdu(2, new byte[30]), Answer.abort(2, 6)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersToTheRequest")
    void abortsAnAnswerThatIsNone(String name, byte[] answer, Answer expected) throws Exception {
        Future<Answer> heard = play(peer -> {
            peer.read();
            return peer.send(answer).read();
        });
        assertThatThrownBy(this::connect)
                .as(name)
                .isInstanceOf(DicomNetworkException.class)
                .hasMessageContaining("PEER@127.0.0.1")
                .hasMessageContaining("broke the protocol");
        assertThat(heard.get()).isEqualTo(expected);
    }

    @Test
    void tellsARejectionAndAnAbort() throws Exception {
        play(peer -> {
            peer.read();
            return peer.send(pdu(3, bytes(0, 2, 3, 1))).read();
        });
        AssociationRejectedException rejected = catchThrowableOfType(AssociationRejectedException.class, this::connect);
        assertThat(rejected).hasMessageContaining("temporary congestion");
        assertThat(rejected.isTransient()).isTrue();
        play(peer -> {
            peer.read();
            return peer.send(pdu(7, bytes(0, 0, 2, 1))).read();
        });
        AssociationAbortedException aborted = catchThrowableOfType(AssociationAbortedException.class, this::connect);
        assertThat(aborted).hasMessageContaining("unrecognized PDU");
    }

    static Stream<Arguments> answersToTheEcho() {
        return Stream.of(
                Arguments.of("another message's response", echoResponse(77, 0), Answer.abort(0, 0)),
                Arguments.of("garbage", data(pdv(1, 3, new byte[20])), Answer.abort(0, 0)),
                Arguments.of("a context that was not accepted", data(pdv(3, 3, new byte[20])), Answer.abort(2, 6)),
                Arguments.of("a second accept", accept(), Answer.abort(2, 2)),
                Arguments.of("a release", RELEASE_REQUEST, Answer.abort(2, 2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersToTheEcho")
    void abortsAResponseThatIsNone(String name, byte[] response, Answer expected) throws Exception {
        Future<Answer> heard = play(peer -> {
            peer.read();
            peer.send(accept()).read();
            return peer.send(response).read();
        });
        try (DicomAssociation association = connect()) {
            assertThatThrownBy(association::echo).as(name).isInstanceOf(DicomNetworkException.class);
            assertThat(heard.get()).isEqualTo(expected);
            assertThatThrownBy(association::echo).hasMessageContaining("is over");
        }
    }

    @Test
    void tellsAStatusOtherThanSuccess() throws Exception {
        play(peer -> {
            peer.read();
            peer.send(accept()).read();
            return peer.send(echoResponse(1, 0x0122)).read();
        });
        try (DicomAssociation association = connect()) {
            assertThatThrownBy(association::echo).hasMessageContaining("0122");
        }
    }

    @Test
    void givesUpOnAPeerThatDoesNotRespond() throws Exception {
        Future<Answer> heard = play(peer -> {
            peer.read();
            peer.send(accept()).read();
            return peer.read();
        });
        try (DicomAssociation association = connect()) {
            assertThatThrownBy(association::echo).hasMessageContaining("no response in time");
        }
        assertThat(heard.get()).isEqualTo(Answer.abort(0, 0));
    }

    @Test
    void tellsThatThePeerAbortedInPlaceOfAResponse() throws Exception {
        play(peer -> {
            peer.read();
            peer.send(accept()).read();
            return peer.send(pdu(7, bytes(0, 0, 0, 0))).read();
        });
        try (DicomAssociation association = connect()) {
            assertThatThrownBy(association::echo).isInstanceOf(AssociationAbortedException.class);
        }
    }

    @Test
    void confirmsAReleaseThatCollidesWithItsOwn() throws Exception {
        Future<Answer> heard = play(peer -> {
            peer.read();
            assertThat(peer.send(accept()).read().type()).isEqualTo(5);
            Answer confirmation = peer.send(RELEASE_REQUEST).read();
            peer.send(RELEASE_RESPONSE).read();
            return confirmation;
        });
        try (DicomAssociation association = connect()) {
            association.release();
        }
        assertThat(heard.get()).isEqualTo(Answer.releaseResponse());
    }

    /** Some archives close the connection instead: what was said before holds all the same. */
    @Test
    void closesWithoutAFaultWhereTheReleaseIsNotConfirmed() throws Exception {
        Future<Answer> heard = play(peer -> {
            peer.read();
            peer.send(accept()).read();
            peer.send(echoResponse(1, 0));
            return peer.read();
        });
        try (DicomAssociation association = connect()) {
            association.echo();
        }
        assertThat(heard.get().type()).isEqualTo(5);
    }

    @Test
    void tellsThatAReleaseIsNotConfirmed() throws Exception {
        play(peer -> {
            peer.read();
            peer.send(accept()).read();
            return peer.read();
        });
        try (DicomAssociation association = connect()) {
            assertThatThrownBy(association::release).hasMessageContaining("did not confirm the release");
        }
    }
}
