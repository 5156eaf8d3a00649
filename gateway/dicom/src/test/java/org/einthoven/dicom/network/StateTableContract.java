package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.einthoven.dicom.network.RawPeer.ascii;
import static org.einthoven.dicom.network.RawPeer.associateRequest;
import static org.einthoven.dicom.network.RawPeer.bytes;
import static org.einthoven.dicom.network.RawPeer.data;
import static org.einthoven.dicom.network.RawPeer.echoCommand;
import static org.einthoven.dicom.network.RawPeer.item;
import static org.einthoven.dicom.network.RawPeer.join;
import static org.einthoven.dicom.network.RawPeer.pdu;
import static org.einthoven.dicom.network.RawPeer.pdv;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.einthoven.dicom.network.RawPeer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The state table of the upper layer (PS3.8 table 9-10), each state in which a peer is awaited with each event that a peer
 * can bring about. States that only last while this side decides (3, 4, 8 to 12) take no event from outside.
 */
public abstract class StateTableContract {

    /** What a peer brings about; the number is that of the event in table 9-10. */
    private enum Event {
        ASSOCIATE_AC("event 3, A-ASSOCIATE-AC", accept()),
        ASSOCIATE_RJ("event 4, A-ASSOCIATE-RJ", pdu(3, bytes(0, 1, 1, 1))),
        ASSOCIATE_RQ("event 6, A-ASSOCIATE-RQ", associateRequest()),
        DATA("event 10, P-DATA-TF", data(pdv(3, 3, echoCommand()))),
        RELEASE_RQ("event 12, A-RELEASE-RQ", pdu(5, new byte[4])),
        RELEASE_RP("event 13, A-RELEASE-RP", pdu(6, new byte[4])),
        ABORT("event 16, A-ABORT", pdu(7, new byte[4])),
        CLOSED("event 17, transport connection closed", new byte[0]),
        INVALID("event 19, unrecognized or invalid PDU", pdu(0x55, new byte[4]));

        private final String title;
        private final byte[] bytes;

        Event(String title, byte[] bytes) {
            this.title = title;
            this.bytes = bytes;
        }
    }

    /** What is then heard from the engine. */
    private enum Action {
        /** Actions AA-1: A-ABORT by the service user, then the end. */
        USER_ABORT,
        /** Action AA-8: A-ABORT by the service provider, then the end. */
        PROVIDER_ABORT,
        /** Actions AA-2 to AA-6, AR-3, AR-5: nothing but the end. */
        END,
        /** Action AE-6: the association is accepted. */
        ACCEPT,
        /** Action DT-2: the data are taken, and here answered. */
        RESPONSE,
        /** Actions AR-2 and AR-4, AR-8 and AR-9: the release is confirmed. */
        RELEASE_RESPONSE
    }

    private final DicomNetwork network = network();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    Path folder;

    private DicomServer server;
    private ServerSocket listener;

    /** The engine that is tested. */
    protected abstract DicomNetwork network();

    @BeforeEach
    void listen() throws IOException {
        server = network.listen(
                DicomServerSettings.of("EINTHOVEN", 0, folder.resolve("spool"))
                        .withAssociationTimeout(Duration.ofMillis(800))
                        .withDrainTimeout(Duration.ofMillis(500)),
                object -> DimseStatus.SUCCESS);
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        listener.close();
        threads.shutdownNow();
    }

    private static byte[] accept() {
        byte[] context = item(0x21, join(bytes(1, 0, 0, 0), item(0x40, ascii(RawPeer.IMPLICIT))));
        return pdu(
                2,
                join(
                        bytes(0, 1, 0, 0),
                        new byte[64],
                        item(0x10, ascii("1.2.840.10008.3.1.1.1")),
                        context,
                        item(0x50, item(0x51, bytes(0, 0, 0x40, 0)))));
    }

    private static Arguments row(Event event, Action action) {
        return Arguments.of(event.title, event, action);
    }

    /** Awaiting the A-ASSOCIATE-RQ. */
    static Stream<Arguments> state2() {
        return Stream.of(
                row(Event.ASSOCIATE_AC, Action.USER_ABORT),
                row(Event.ASSOCIATE_RJ, Action.USER_ABORT),
                row(Event.ASSOCIATE_RQ, Action.ACCEPT),
                row(Event.DATA, Action.USER_ABORT),
                row(Event.RELEASE_RQ, Action.USER_ABORT),
                row(Event.RELEASE_RP, Action.USER_ABORT),
                row(Event.ABORT, Action.END),
                row(Event.CLOSED, Action.END),
                row(Event.INVALID, Action.USER_ABORT));
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @MethodSource("state2")
    void acceptorAwaitingTheRequest(String title, Event event, Action expected) throws IOException {
        try (RawPeer peer = new RawPeer(server.port())) {
            bringAbout(peer, event);
            assertHeard(peer, expected);
        }
    }

    /** The association is established; here as its acceptor. */
    static Stream<Arguments> state6() {
        return Stream.of(
                row(Event.ASSOCIATE_AC, Action.PROVIDER_ABORT),
                row(Event.ASSOCIATE_RJ, Action.PROVIDER_ABORT),
                row(Event.ASSOCIATE_RQ, Action.PROVIDER_ABORT),
                row(Event.DATA, Action.RESPONSE),
                row(Event.RELEASE_RQ, Action.RELEASE_RESPONSE),
                row(Event.RELEASE_RP, Action.PROVIDER_ABORT),
                row(Event.ABORT, Action.END),
                row(Event.CLOSED, Action.END),
                row(Event.INVALID, Action.PROVIDER_ABORT));
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @MethodSource("state6")
    void acceptorWithAnEstablishedAssociation(String title, Event event, Action expected) throws IOException {
        try (RawPeer peer = new RawPeer(server.port())) {
            assertThat(peer.send(associateRequest()).read().type()).isEqualTo(2);
            bringAbout(peer, event);
            assertHeard(peer, expected);
        }
    }

    static Stream<Arguments> everyEvent() {
        return Stream.of(Event.values()).map(event -> Arguments.of(event.title, event));
    }

    /**
     * Awaiting the end of the connection, after an abort. The engine has ended its half of it: what comes is ignored (AA-6),
     * also where the table has one more abort (AA-7), and the ARTIM timer ends it.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyEvent")
    void acceptorAwaitingTheEnd(String title, Event event) throws IOException {
        try (RawPeer peer = new RawPeer(server.port())) {
            assertThat(peer.send(Event.RELEASE_RP.bytes).read()).isEqualTo(Answer.abort(0, 0));
            bringAbout(peer, event);
            assertHeard(peer, Action.END);
        }
        try (RawPeer next = new RawPeer(server.port())) {
            assertThat(next.send(associateRequest()).read().type())
                    .as("the next peer")
                    .isEqualTo(2);
        }
    }

    /** Awaiting the answer to the own A-ASSOCIATE-RQ. */
    static Stream<Arguments> state5() {
        return Stream.of(
                row(Event.ASSOCIATE_AC, Action.ACCEPT),
                row(Event.ASSOCIATE_RJ, Action.END),
                row(Event.ASSOCIATE_RQ, Action.PROVIDER_ABORT),
                row(Event.DATA, Action.PROVIDER_ABORT),
                row(Event.RELEASE_RQ, Action.PROVIDER_ABORT),
                row(Event.RELEASE_RP, Action.PROVIDER_ABORT),
                row(Event.ABORT, Action.END),
                row(Event.CLOSED, Action.END),
                row(Event.INVALID, Action.PROVIDER_ABORT));
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @MethodSource("state5")
    void requestorAwaitingTheAnswer(String title, Event event, Action expected) throws Exception {
        Future<List<Answer>> heard = threads.submit(() -> {
            try (RawPeer peer = new RawPeer(listener.accept())) {
                peer.read();
                bringAbout(peer, event);
                return untilTheEnd(peer);
            }
        });
        boolean isEstablished = associate();
        assertThat(isEstablished).isEqualTo(expected == Action.ACCEPT);
        List<Answer> answers = heard.get();
        if (expected == Action.PROVIDER_ABORT) {
            assertAbortedByProvider(answers.get(0));
        } else if (expected == Action.END) {
            assertThat(answers).containsExactly(Answer.CLOSED);
        }
    }

    private boolean associate() {
        try (DicomAssociation association = connect()) {
            association.abort();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private DicomAssociation connect() throws IOException {
        DicomClientSettings settings = DicomClientSettings.of("SENDER")
                .withConnectTimeout(Duration.ofSeconds(3))
                .withReleaseTimeout(Duration.ofSeconds(3));
        return network.connect(
                new RemoteAe("PEER", "127.0.0.1", listener.getLocalPort()),
                settings,
                List.of(PresentationContext.verification()));
    }

    /** Awaiting the answer to the own A-RELEASE-RQ. */
    static Stream<Arguments> state7() {
        return Stream.of(
                row(Event.ASSOCIATE_AC, Action.PROVIDER_ABORT),
                row(Event.ASSOCIATE_RJ, Action.PROVIDER_ABORT),
                row(Event.ASSOCIATE_RQ, Action.PROVIDER_ABORT),
                row(Event.RELEASE_RQ, Action.RELEASE_RESPONSE),
                row(Event.RELEASE_RP, Action.END),
                row(Event.ABORT, Action.END),
                row(Event.CLOSED, Action.END),
                row(Event.INVALID, Action.PROVIDER_ABORT));
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @MethodSource("state7")
    void requestorAwaitingTheRelease(String title, Event event, Action expected) throws Exception {
        Future<List<Answer>> heard = threads.submit(() -> {
            try (RawPeer peer = new RawPeer(listener.accept())) {
                peer.read();
                assertThat(peer.send(accept()).read().type()).isEqualTo(5);
                bringAbout(peer, event);
                if (expected == Action.RELEASE_RESPONSE) {
                    Answer first = peer.read();
                    peer.send(Event.RELEASE_RP.bytes);
                    return List.of(first);
                }
                return untilTheEnd(peer);
            }
        });
        boolean isReleased = release();
        Answer first = heard.get().get(0);
        switch (expected) {
            case PROVIDER_ABORT -> assertAbortedByProvider(first);
            case RELEASE_RESPONSE -> assertThat(first).isEqualTo(Answer.releaseResponse());
            default -> assertThat(first).isEqualTo(Answer.CLOSED);
        }
        assertThat(isReleased).isEqualTo(event == Event.RELEASE_RP || event == Event.RELEASE_RQ);
    }

    private boolean release() throws IOException {
        try (DicomAssociation association = connect()) {
            association.release();
            return true;
        } catch (DicomNetworkException e) {
            return false;
        }
    }

    private static void bringAbout(RawPeer peer, Event event) throws IOException {
        if (event == Event.CLOSED) {
            peer.shutdownOutput();
        } else {
            peer.send(event.bytes);
        }
    }

    private static List<Answer> untilTheEnd(RawPeer peer) throws IOException {
        List<Answer> answers = new ArrayList<>();
        do {
            answers.add(peer.read());
        } while (!answers.get(answers.size() - 1).equals(Answer.CLOSED));
        return answers;
    }

    private static void assertHeard(RawPeer peer, Action expected) throws IOException {
        Answer answer = peer.read();
        switch (expected) {
            case USER_ABORT -> assertThat(answer).isEqualTo(Answer.abort(0, 0));
            case PROVIDER_ABORT -> assertAbortedByProvider(answer);
            case END -> assertThat(answer).isEqualTo(Answer.CLOSED);
            case ACCEPT -> assertThat(answer.type()).isEqualTo(2);
            case RESPONSE -> assertThat(RawPeer.status(answer)).isZero();
            case RELEASE_RESPONSE -> assertThat(answer).isEqualTo(Answer.releaseResponse());
        }
        if (expected != Action.ACCEPT && expected != Action.RESPONSE && expected != Action.END) {
            assertThat(peer.read()).as("the end").isEqualTo(Answer.CLOSED);
        }
    }

    private static void assertAbortedByProvider(Answer answer) {
        assertThat(answer.type()).as("A-ABORT").isEqualTo(7);
        assertThat(answer.body()[2]).as("source: service provider").isEqualTo((byte) 2);
    }
}
