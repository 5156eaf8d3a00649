package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.einthoven.dicom.network.RawPeer.associateRequest;
import static org.einthoven.dicom.network.RawPeer.bytes;
import static org.einthoven.dicom.network.RawPeer.command;
import static org.einthoven.dicom.network.RawPeer.context;
import static org.einthoven.dicom.network.RawPeer.data;
import static org.einthoven.dicom.network.RawPeer.dataSet;
import static org.einthoven.dicom.network.RawPeer.echoCommand;
import static org.einthoven.dicom.network.RawPeer.item;
import static org.einthoven.dicom.network.RawPeer.join;
import static org.einthoven.dicom.network.RawPeer.pdu;
import static org.einthoven.dicom.network.RawPeer.pdv;
import static org.einthoven.dicom.network.RawPeer.status;
import static org.einthoven.dicom.network.RawPeer.storeCommand;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.einthoven.dicom.network.RawPeer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every acceptor does with peers that break the protocol (PS3.8 table 9-10), and that it serves the next one. After
 * every case nothing has been handed on that was not complete, and no spool file is left.
 */
public abstract class DicomServerFaultContract {

    private static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";
    private static final String INSTANCE = "1.2.3.4";
    private static final byte[] GOOD_CONTEXT = context(1, RawPeer.TWELVE_LEAD, RawPeer.IMPLICIT);
    private static final Answer USER_ABORT = Answer.abort(0, 0);
    private static final Answer INVALID_PARAMETER = Answer.abort(2, 6);

    @TempDir
    Path folder;

    private final DicomNetwork network = network();
    private StoringHandler handler;
    private DicomServer server;

    /** The engine that is tested. */
    protected abstract DicomNetwork network();

    @BeforeEach
    void listen() throws IOException {
        handler = new StoringHandler(Files.createDirectory(folder.resolve("stored")));
        server = network.listen(settings(), handler);
    }

    private DicomServerSettings settings() {
        return DicomServerSettings.of("EINTHOVEN", 0, folder.resolve("spool"))
                .withAssociationTimeout(Duration.ofMillis(500))
                .withDrainTimeout(Duration.ofMillis(500));
    }

    @AfterEach
    void servesTheNextPeerAndLeavesNoFile() throws IOException {
        RemoteAe remote = new RemoteAe("EINTHOVEN", "127.0.0.1", server.port());
        List<PresentationContext> echo = List.of(PresentationContext.verification());
        try (DicomAssociation next = network.connect(remote, DicomClientSettings.of("NEXT"), echo)) {
            next.echo();
        }
        server.close();
        try (Stream<Path> files = Files.walk(folder.resolve("spool"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    static Stream<Arguments> faultsBeforeAssociation() {
        byte[] request = associateRequest();
        return Stream.of(
                fault("a wrong protocol version", versioned(2), Answer.reject(1, 2, 2)),
                fault(
                        "another application context",
                        associateRequest(1, "1.2.3", GOOD_CONTEXT),
                        Answer.reject(1, 1, 2)),
                fault("PDU type 0x00", pdu(0x00, new byte[4]), USER_ABORT),
                fault("PDU type 0x99", pdu(0x99, new byte[4]), USER_ABORT),
                fault("length 0xFFFFFFFF", pdu(0x01, 0xFFFFFFFF, request), USER_ABORT),
                fault("2 GB declared", pdu(0x01, 0x7FFFFFFF, request), USER_ABORT),
                fault("an empty association request", pdu(0x01, new byte[0]), USER_ABORT),
                fault(
                        "an item beyond the PDU",
                        pdu(0x01, Arrays.copyOfRange(request, 6, request.length - 3)),
                        USER_ABORT),
                fault("data before the association", data(pdv(1, 3, echoCommand())), USER_ABORT),
                fault("release before the association", pdu(0x05, new byte[4]), USER_ABORT),
                fault("an accept", pdu(0x02, new byte[68]), USER_ABORT),
                fault("a reject", pdu(0x03, new byte[4]), USER_ABORT),
                fault("a release of 5 bytes", pdu(0x05, new byte[5]), USER_ABORT),
                fault("an abort", pdu(0x07, new byte[4]), Answer.CLOSED),
                fault("an even context id", contexts(context(2, RawPeer.TWELVE_LEAD, RawPeer.IMPLICIT)), USER_ABORT),
                fault("a context id twice", contexts(join(GOOD_CONTEXT, GOOD_CONTEXT)), USER_ABORT),
                fault("no abstract syntax", contexts(item(0x20, bytes(1, 0, 0, 0))), USER_ABORT),
                fault(
                        "a maximum PDU length of 1",
                        associateRequest(1, APPLICATION_CONTEXT, GOOD_CONTEXT, item(0x51, bytes(0, 0, 0, 1))),
                        USER_ABORT),
                fault("HTTP", RawPeer.ascii("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"), USER_ABORT),
                fault("TLS", bytes(0x16, 3, 1, 0, 0x80, 1, 0, 0, 0x7C, 3, 3), USER_ABORT));
    }

    private static byte[] versioned(int version) {
        return associateRequest(version, APPLICATION_CONTEXT, GOOD_CONTEXT);
    }

    private static byte[] contexts(byte[] contexts) {
        return associateRequest(1, APPLICATION_CONTEXT, contexts);
    }

    private static Arguments fault(String name, byte[] bytes, Answer answer) {
        return Arguments.of(name, bytes, answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsBeforeAssociation")
    void answersBeforeTheAssociation(String name, byte[] bytes, Answer expected) throws IOException {
        try (RawPeer peer = new RawPeer(server.port())) {
            assertThat(peer.send(bytes).read()).as(name).isEqualTo(expected);
            assertThat(peer.read()).isEqualTo(Answer.CLOSED);
        }
    }

    static Stream<Arguments> faultsWithinAssociation() {
        byte[] store = pdv(1, 3, storeCommand(INSTANCE));
        byte[] set = dataSet(INSTANCE);
        return Stream.of(
                fault("another association request", associateRequest(), Answer.abort(2, 2)),
                fault("an accept", pdu(0x02, new byte[68]), Answer.abort(2, 2)),
                fault("a reject", pdu(0x03, new byte[4]), Answer.abort(2, 2)),
                fault("a release response", pdu(0x06, new byte[4]), Answer.abort(2, 2)),
                fault("an unknown PDU", pdu(0x08, new byte[4]), Answer.abort(2, 1)),
                fault("data of 0xFFFFFFFF bytes", pdu(0x04, 0xFFFFFFFF, set), INVALID_PARAMETER),
                fault("data of 2 GB", pdu(0x04, 0x7FFFFFFF, set), INVALID_PARAMETER),
                fault("data one byte beyond our maximum", pdu(0x04, 131_073, set), INVALID_PARAMETER),
                fault("an empty data PDU", pdu(0x04, new byte[0]), INVALID_PARAMETER),
                fault("a PDV that is longer than its PDU", data(bytes(0, 0, 0, 99, 1, 3, 0)), INVALID_PARAMETER),
                fault("a PDV of one byte", data(bytes(0, 0, 0, 1, 1)), INVALID_PARAMETER),
                fault("half a PDV length", data(bytes(0, 0)), INVALID_PARAMETER),
                fault("a context that was not accepted", data(pdv(5, 3, echoCommand())), INVALID_PARAMETER),
                fault(
                        "a command set of garbage",
                        data(pdv(
                                1,
                                3,
                                new Random(1)
                                        .ints(200, 0, 256)
                                        .collect(
                                                java.io.ByteArrayOutputStream::new,
                                                java.io.ByteArrayOutputStream::write,
                                                (a, b) -> {})
                                        .toByteArray())),
                        USER_ABORT),
                fault("an empty command set", data(pdv(1, 3, new byte[0])), USER_ABORT),
                fault(
                        "a command element of 2 GB",
                        data(pdv(1, 3, bytes(0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0x7F))),
                        USER_ABORT),
                fault("a command set of another group", data(pdv(1, 3, set)), USER_ABORT),
                fault("a data set without command", data(pdv(1, 2, set)), USER_ABORT),
                fault("a response that nobody asked for", data(pdv(1, 3, response())), USER_ABORT),
                fault("a command within a data set", data(store, pdv(1, 0, set), pdv(1, 3, echoCommand())), USER_ABORT),
                fault("a data set in another context", data(store, pdv(3, 2, set)), INVALID_PARAMETER),
                fault("a command that never ends", endlessCommand(), USER_ABORT),
                fault(
                        "an abort in the middle of the data",
                        join(data(store, pdv(1, 0, set)), pdu(0x07, new byte[4])),
                        Answer.CLOSED));
    }

    private static byte[] response() {
        return command(0x8001, 1, false, bytes(0, 0, 0x20, 1, 2, 0, 0, 0, 1, 0), bytes(0, 0, 0, 9, 2, 0, 0, 0, 0, 0));
    }

    private static byte[] endlessCommand() {
        byte[] part = data(pdv(1, 1, new byte[40_000]));
        return join(part, part);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsWithinAssociation")
    void answersWithinTheAssociation(String name, byte[] bytes, Answer expected) throws IOException {
        try (RawPeer peer = associated()) {
            assertThat(peer.send(bytes).read()).as(name).isEqualTo(expected);
            assertThat(peer.read()).isEqualTo(Answer.CLOSED);
        }
        assertThat(handler.objects()).isEmpty();
    }

    private RawPeer associated() throws IOException {
        RawPeer peer = new RawPeer(server.port());
        assertThat(peer.send(associateRequest()).read().type()).isEqualTo(2);
        return peer;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 6, 7, 100})
    void takesNothingFromAPeerThatClosesInTheMiddleOfAPdu(int length) throws IOException {
        try (RawPeer peer = associated()) {
            byte[] whole = data(pdv(1, 3, storeCommand(INSTANCE)), pdv(1, 2, dataSet(INSTANCE)));
            peer.send(Arrays.copyOf(whole, length)).shutdownOutput();
            assertThat(peer.read()).isEqualTo(Answer.CLOSED);
        }
        try (RawPeer peer = new RawPeer(server.port())) {
            peer.send(Arrays.copyOf(associateRequest(), length)).shutdownOutput();
            assertThat(peer.read()).isEqualTo(Answer.CLOSED);
        }
        assertThat(handler.objects()).isEmpty();
    }

    @Test
    void takesNothingFromAPeerThatReleasesInTheMiddleOfTheData() throws IOException {
        try (RawPeer peer = associated()) {
            peer.send(data(pdv(1, 3, storeCommand(INSTANCE)), pdv(1, 0, dataSet(INSTANCE))));
            assertThat(peer.send(pdu(5, new byte[4])).read()).isEqualTo(Answer.releaseResponse());
            assertThat(peer.read()).isEqualTo(Answer.CLOSED);
        }
        assertThat(handler.objects()).isEmpty();
    }

    @Test
    void closesAConnectionThatStaysSilent() throws IOException {
        try (RawPeer silent = new RawPeer(server.port());
                RawPeer half = new RawPeer(server.port())) {
            half.send(Arrays.copyOf(associateRequest(), 50));
            assertThat(silent.read()).isEqualTo(Answer.CLOSED);
            assertThat(half.read()).isEqualTo(Answer.CLOSED);
        }
    }

    @Test
    void abortsAnAssociationThatFallsSilent() throws IOException {
        server.close();
        server = network.listen(settings().withIdleTimeout(Duration.ofMillis(300)), handler);
        try (RawPeer peer = associated()) {
            peer.send(data(pdv(1, 3, storeCommand(INSTANCE)), pdv(1, 0, dataSet(INSTANCE))));
            assertThat(peer.read()).isEqualTo(USER_ABORT);
            assertThat(peer.read()).isEqualTo(Answer.CLOSED);
        }
        assertThat(handler.objects()).isEmpty();
    }

    @Test
    void abortsAPeerThatDripsAMessage() throws Exception {
        server.close();
        server = network.listen(settings().withIdleTimeout(Duration.ofMillis(300)), handler);
        ExecutorService listening = Executors.newSingleThreadExecutor();
        try (RawPeer peer = associated()) {
            Future<Answer> end = listening.submit(peer::read);
            peer.send(data(pdv(1, 3, storeCommand(INSTANCE)), pdv(1, 0, dataSet(INSTANCE))));
            for (int i = 0; i < 1000 && !isDone(end, 20); i++) {
                peer.send(data(pdv(1, 0, new byte[1])));
            }
            assertThat(end.get(RawPeer.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(USER_ABORT);
        } finally {
            listening.shutdownNow();
        }
        assertThat(handler.objects()).isEmpty();
    }

    /** Whether the server has answered, after so long: the pause is what the peer does. */
    private static boolean isDone(Future<?> end, int millis) throws Exception {
        try {
            end.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Every fault at once, peers that stall, and peers that vanish: one that keeps the rules is served meanwhile. */
    @Test
    void servesAGoodPeerBesideAllBadOnes() throws Exception {
        server.close();
        server = network.listen(
                settings().withMaximumAssociations(200).withAssociationTimeout(Duration.ofSeconds(20)), handler);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Stalled stalled = new Stalled(server.port(), 60);
                RawPeer good = associated()) {
            List<Future<?>> bad = new ArrayList<>();
            faultsBeforeAssociation().forEach(fault -> bad.add(threads.submit(() -> misbehave(fault, false))));
            faultsWithinAssociation().forEach(fault -> bad.add(threads.submit(() -> misbehave(fault, true))));
            for (int i = 0; i < 100; i++) {
                String instance = INSTANCE + "." + i;
                good.send(data(pdv(1, 3, storeCommand(instance)), pdv(1, 2, dataSet(instance))));
                assertThat(status(good.read())).isZero();
            }
            for (Future<?> one : bad) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(handler.objects()).hasSize(100);
    }

    /** More than there are places for, which they would keep until ARTIM expires. */
    private List<RawPeer> silentPeersFrom(String address) throws IOException {
        List<RawPeer> silent = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            silent.add(RawPeer.from(address, server.port()));
        }
        return silent;
    }

    private void listenForTwo(Set<AllowedCaller> callers) throws IOException {
        server.close();
        server = network.listen(
                settings()
                        .withMaximumAssociations(2)
                        .withAllowedCallers(callers)
                        .withAssociationTimeout(Duration.ofMinutes(1)),
                handler);
    }

    @Test
    void letsAGoodPeerInWhileAnotherAddressHoldsWhatItMay() throws IOException {
        listenForTwo(Set.of());
        List<RawPeer> silent = silentPeersFrom("127.0.0.2");
        try (RawPeer first = associated();
                RawPeer second = associated()) {
            assertThat(status(first.send(data(pdv(3, 3, echoCommand()))).read()))
                    .isZero();
            assertThat(status(second.send(data(pdv(3, 3, echoCommand()))).read()))
                    .isZero();
        }
        closeAll(silent);
    }

    @Test
    void letsAGoodPeerInWhenOthersOfItsAddressHaveBeenSilentForAWhile() throws IOException {
        listenForTwo(Set.of());
        List<RawPeer> silent = silentPeersFrom("127.0.0.1");
        boolean isIn = false;
        for (int i = 0; !isIn && i < 1_000_000; i++) {
            try (RawPeer peer = new RawPeer(server.port())) {
                isIn = isAssociated(peer);
            }
        }
        assertThat(isIn).isTrue();
        closeAll(silent);
    }

    private static boolean isAssociated(RawPeer peer) {
        try {
            return peer.send(associateRequest()).read().type() == 2;
        } catch (IOException e) {
            return false; // Closed while the request was sent.
        }
    }

    @Test
    void closesConnectionsFromWhereNoCallerIsAllowed() throws IOException {
        listenForTwo(Set.of(AllowedCaller.parse("*@127.0.0.1")));
        List<RawPeer> strangers = silentPeersFrom("127.0.0.2");
        for (RawPeer stranger : strangers) {
            assertThat(stranger.read()).isEqualTo(Answer.CLOSED);
        }
        closeAll(strangers);
        associated().close();
    }

    private static void closeAll(List<RawPeer> peers) throws IOException {
        for (RawPeer peer : peers) {
            peer.close();
        }
    }

    @Test
    void servesTwoHundredAssociationsOfOneAddress() throws IOException {
        server.close();
        server = network.listen(settings().withMaximumAssociations(200), handler);
        List<RawPeer> peers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            peers.add(associated());
        }
        for (RawPeer peer : peers) {
            assertThat(status(peer.send(data(pdv(3, 3, echoCommand()))).read())).isZero();
        }
        closeAll(peers);
    }

    private Void misbehave(Arguments fault, boolean isAssociated) throws IOException {
        try (RawPeer peer = isAssociated ? associated() : new RawPeer(server.port())) {
            peer.send((byte[]) fault.get()[1]).read();
        }
        return null;
    }

    /** Peers that connect and stop: before the request, within it, within a command, within an object. */
    private static final class Stalled implements Closeable {

        private final List<RawPeer> peers = new ArrayList<>();

        Stalled(int port, int count) throws IOException {
            byte[] request = associateRequest();
            byte[] store = data(pdv(1, 3, storeCommand(INSTANCE)), pdv(1, 0, dataSet(INSTANCE)));
            List<byte[]> openings = List.of(
                    new byte[0],
                    Arrays.copyOf(request, 50),
                    join(request, Arrays.copyOf(store, 20)),
                    join(request, store));
            for (int i = 0; i < count; i++) {
                RawPeer peer = new RawPeer(port);
                peers.add(peer);
                peer.send(openings.get(i % openings.size()));
            }
        }

        @Override
        public void close() throws IOException {
            for (RawPeer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void takesNothingFromAPeerThatDiesInTheMiddleOfAnObject() throws IOException {
        try (RawPeer peer = associated()) {
            peer.send(data(pdv(1, 3, storeCommand(INSTANCE)), pdv(1, 0, new byte[10_000])));
            peer.reset();
        }
        server.close();
        assertThat(handler.objects()).isEmpty();
        server = network.listen(settings(), handler);
    }

    @Test
    void putsAMessageOfManySmallFragmentsTogether() throws IOException {
        byte[] command = storeCommand(INSTANCE);
        byte[] set = dataSet(INSTANCE);
        try (RawPeer peer = associated()) {
            for (int i = 0; i < command.length; i++) {
                peer.send(data(pdv(1, i == command.length - 1 ? 3 : 1, bytes(command[i]))));
            }
            for (byte value : set) {
                peer.send(data(pdv(1, 0, bytes(value)), pdv(1, 0, new byte[0])));
            }
            assertThat(status(peer.send(data(pdv(1, 2, new byte[0]))).read())).isZero();
        }
        assertThat(handler.objects()).hasSize(1);
        assertThat(Files.readAllBytes(handler.files().get(0))).endsWith(set);
    }

    @Test
    void answersTwoMessagesInOnePdu() throws IOException {
        try (RawPeer peer = associated()) {
            peer.send(data(pdv(1, 3, storeCommand(INSTANCE)), pdv(1, 2, dataSet(INSTANCE)), pdv(3, 3, echoCommand())));
            assertThat(status(peer.read())).isZero();
            assertThat(status(peer.read())).isZero();
            assertThat(peer.send(pdu(5, new byte[4])).read()).isEqualTo(Answer.releaseResponse());
        }
        assertThat(handler.objects()).hasSize(1);
    }

    @Test
    void refusesWhatItDoesNotKnowWithAStatus() throws IOException {
        try (RawPeer peer = associated()) {
            byte[] find = command(0x0020, 3, true);
            assertThat(status(peer.send(data(pdv(1, 3, find), pdv(1, 2, dataSet(INSTANCE))))
                            .read()))
                    .isEqualTo(0x0211);
            assertThat(status(peer.send(data(pdv(1, 3, command(0x0140, 4, false))))
                            .read()))
                    .isEqualTo(0x0211);
            assertThat(status(peer.send(data(pdv(1, 3, echoCommand()))).read())).isEqualTo(0x0122);
            assertThat(status(peer.send(data(pdv(1, 3, storeCommand("not-a-uid")), pdv(1, 2, dataSet(INSTANCE))))
                            .read()))
                    .isEqualTo(0x0117);
            assertThat(status(peer.send(data(pdv(3, 3, storeCommand(INSTANCE)), pdv(3, 2, dataSet(INSTANCE))))
                            .read()))
                    .isEqualTo(0x0122);
            assertThat(status(peer.send(data(pdv(1, 3, command(0x0001, 5, false))))
                            .read()))
                    .isEqualTo(0xC000);
        }
        assertThat(handler.objects()).isEmpty();
    }

    @Test
    void ignoresACancel() throws IOException {
        byte[] cancel = command(0x0FFF, 1, false, bytes(0, 0, 0x20, 1, 2, 0, 0, 0, 1, 0));
        try (RawPeer peer = associated()) {
            peer.send(data(pdv(1, 3, cancel)));
            assertThat(status(peer.send(data(pdv(3, 3, echoCommand()))).read())).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840..113619.1", "1.2.3.", "01.002", "1"})
    void takesInstanceUidsAsRealSendersWriteThem(String uid) throws IOException {
        try (RawPeer peer = associated()) {
            assertThat(status(peer.send(data(pdv(1, 3, storeCommand(uid)), pdv(1, 2, dataSet(uid))))
                            .read()))
                    .isZero();
        }
        assertThat(handler.objects().get(0).sopInstanceUid()).isEqualTo(uid);
    }

    @Test
    void answersContextsRolesAndAsynchronousOperations() throws IOException {
        byte[] contexts = join(
                context(1, RawPeer.TWELVE_LEAD, "1.2.840.10008.1.2.4.50"),
                context(3, "1.2.3.4.5", RawPeer.IMPLICIT),
                context(255, RawPeer.TWELVE_LEAD, "1.2.840.10008.1.2.2", RawPeer.IMPLICIT));
        byte[] uid = RawPeer.ascii(RawPeer.TWELVE_LEAD);
        byte[] role = item(0x54, join(bytes(0, uid.length), uid, bytes(1, 1)));
        byte[] identity = item(0x58, join(bytes(1, 1, 0, 4), RawPeer.ascii("user"), bytes(0, 0)));
        byte[] request = associateRequest(
                1,
                APPLICATION_CONTEXT,
                contexts,
                item(0x53, bytes(0, 0, 0, 0)),
                role,
                identity,
                item(0x56, new byte[9]));
        try (RawPeer peer = new RawPeer(server.port())) {
            Answer answer = peer.send(request).read();
            assertThat(answer.type()).isEqualTo(2);
            String body = new String(answer.body(), java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(body)
                    .contains(text(0x21, 0, 0, 25, 1, 0, 4, 0))
                    .contains(text(0x21, 0, 0, 25, 3, 0, 3, 0))
                    .contains(text(0x21, 0, 0, 25, 255, 0, 0, 0) + text(0x40, 0, 0, 17) + RawPeer.IMPLICIT)
                    .contains(text(0x53, 0, 0, 4, 0, 1, 0, 1))
                    .contains(RawPeer.TWELVE_LEAD + text(1, 0))
                    .doesNotContain(text(0x59, 0));
        }
    }

    private static String text(int... values) {
        return new String(bytes(values), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Test
    void survivesMutatedSessions() throws IOException {
        long seed = 20_261_122;
        Random random = new Random(seed);
        byte[] session = join(
                associateRequest(),
                data(pdv(1, 3, storeCommand(INSTANCE))),
                data(pdv(1, 2, dataSet(INSTANCE))),
                data(pdv(3, 3, echoCommand())),
                pdu(5, new byte[4]));
        for (int round = 0; round < 150; round++) {
            byte[] mutated = session.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try (RawPeer peer = new RawPeer(server.port())) {
                peer.send(mutated).shutdownOutput();
                Answer last = peer.read();
                while (last != Answer.CLOSED) {
                    assertThat(last.type()).as("seed %d, round %d", seed, round).isIn(2, 3, 4, 6, 7);
                    last = peer.read();
                }
            }
        }
    }
}
