package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.einthoven.dicom.network.RawPeer.join;
import static org.einthoven.dicom.network.ScriptedAcceptor.command;
import static org.einthoven.dicom.network.ScriptedAcceptor.dataSet;
import static org.einthoven.dicom.network.ScriptedAcceptor.end;
import static org.einthoven.dicom.network.ScriptedAcceptor.number;
import static org.einthoven.dicom.network.ScriptedAcceptor.numberIn;
import static org.einthoven.dicom.network.ScriptedAcceptor.response;
import static org.einthoven.dicom.network.ScriptedAcceptor.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.RawPeer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C-FIND, C-MOVE and C-GET of every engine, with a peer that is scripted byte for byte. */
public abstract class DicomQueryContract {

    private static final int FIND_RSP = 0x8020;
    private static final int MOVE_RSP = 0x8021;
    private static final int GET_RSP = 0x8010;
    private static final String TWELVE_LEAD = UID.TwelveLeadECGWaveformStorage;

    private final DicomNetwork network = network();
    private ScriptedAcceptor acceptor;

    @TempDir
    Path folder;

    /** The engine that is tested. */
    protected abstract DicomNetwork network();

    @BeforeEach
    void listen() throws IOException {
        acceptor = new ScriptedAcceptor();
    }

    @AfterEach
    void close() throws IOException {
        acceptor.close();
    }

    private DicomAssociation connect(List<PresentationContext> contexts) throws IOException {
        DicomClientSettings settings = DicomClientSettings.of("EINTHOVEN").withResponseTimeout(Duration.ofSeconds(2));
        return network.connect(acceptor.remote(), settings, contexts);
    }

    private DicomAssociation connectToFind() throws IOException {
        return connect(List.of(PresentationContext.query(QueryRetrieveModel.STUDY_ROOT.findUid())));
    }

    private static DicomDataset studies() {
        return new DicomDataset()
                .setString(Tag.QueryRetrieveLevel, "STUDY")
                .setString(Tag.Modality, "ECG")
                .setString(Tag.StudyInstanceUID);
    }

    private static FindResult find(DicomAssociation association, MatchListener listener) throws IOException {
        return association.find(QueryRetrieveModel.STUDY_ROOT.findUid(), studies(), listener);
    }

    /** Reads a request with its data set and tells its message id. */
    private static int request(RawPeer peer) throws IOException {
        int id = numberIn(peer.read(), 0x0110);
        peer.read();
        return id;
    }

    private static byte[] match(int id, String studyUid) {
        return join(response(1, FIND_RSP, id, true, 0xFF00), dataSet(1, text(0x0020, 0x000D, studyUid)));
    }

    @Test
    void handsOnEachMatch() throws Exception {
        acceptor.play(1, peer -> {
            int id = request(peer);
            peer.send(join(match(id, "1.2.1"), match(id, "1.2.2"), match(id, "1.2.3")));
            peer.send(response(1, FIND_RSP, id, false, 0));
            return end(peer);
        });
        List<String> studies = new ArrayList<>();
        try (DicomAssociation association = connectToFind()) {
            FindResult result = find(association, match -> studies.add(match.getString(Tag.StudyInstanceUID)));
            assertThat(result).isEqualTo(new FindResult(DimseStatus.SUCCESS, 3, true));
        }
        assertThat(studies).containsExactly("1.2.1", "1.2.2", "1.2.3");
    }

    @Test
    void cancelsWhenItHasEnough() throws Exception {
        Future<Integer> cancelled = acceptor.play(1, peer -> {
            int id = request(peer);
            peer.send(join(match(id, "1.2.1"), match(id, "1.2.2"), match(id, "1.2.3")));
            Answer cancel = peer.read();
            assertThat(numberIn(cancel, 0x0100)).isEqualTo(0x0FFF);
            peer.send(join(match(id, "1.2.4"), response(1, FIND_RSP, id, false, 0xFE00)));
            end(peer);
            return numberIn(cancel, 0x0120) - id;
        });
        List<String> studies = new ArrayList<>();
        try (DicomAssociation association = connectToFind()) {
            FindResult result = find(association, match -> {
                studies.add(match.getString(Tag.StudyInstanceUID));
                return studies.size() < 2;
            });
            assertThat(result.status().isCancelled()).isTrue();
            assertThat(result.matches()).isEqualTo(2);
            assertThat(result.isComplete()).isFalse();
        }
        assertThat(studies).containsExactly("1.2.1", "1.2.2");
        assertThat(cancelled.get()).as("the cancel names the request").isZero();
    }

    @Test
    void doesNotCallASearchCompleteWhoseCancelWasIgnored() throws Exception {
        acceptor.play(1, peer -> {
            int id = request(peer);
            peer.send(join(match(id, "1.2.1"), match(id, "1.2.2"), response(1, FIND_RSP, id, false, 0)));
            return end(peer);
        });
        try (DicomAssociation association = connectToFind()) {
            FindResult result = find(association, match -> false);
            assertThat(result).isEqualTo(new FindResult(DimseStatus.SUCCESS, 1, false));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xA700, 0xA900, 0xC001, 0x0122})
    void tellsThatASearchFailed(int status) throws Exception {
        acceptor.play(1, peer -> {
            int id = request(peer);
            peer.send(join(match(id, "1.2.1"), response(1, FIND_RSP, id, false, status)));
            return end(peer);
        });
        try (DicomAssociation association = connectToFind()) {
            FindResult result = find(association, match -> true);
            assertThat(result.status().code()).isEqualTo(status);
            assertThat(result.status().isFailure()).isTrue();
            assertThat(result.isComplete()).isFalse();
        }
    }

    static Stream<Arguments> brokenResponses() {
        return Stream.of(
                Arguments.of("a match without a data set", response(1, FIND_RSP, 1, false, 0xFF00)),
                Arguments.of("a response to another message", match(77, "1.2")),
                Arguments.of("a response of another kind", response(1, 0x8030, 1, false, 0)),
                Arguments.of(
                        "a match whose data set is cut off",
                        join(
                                response(1, FIND_RSP, 1, true, 0xFF00),
                                dataSet(1, new byte[] {0x20, 0, 0x0D, 0, 99, 0, 0, 0, '1'}))),
                Arguments.of(
                        "an object in place of a match",
                        command(1, number(0x0100, 1), number(0x0110, 9), number(0x0800, 0))),
                Arguments.of("a release", RawPeer.pdu(5, new byte[4])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenResponses")
    void abortsASearchThatBreaksTheProtocol(String name, byte[] broken) throws Exception {
        Future<Answer> heard = acceptor.play(1, peer -> {
            request(peer);
            return end(peer.send(broken));
        });
        try (DicomAssociation association = connectToFind()) {
            assertThatThrownBy(() -> find(association, match -> true))
                    .as(name)
                    .isInstanceOf(DicomNetworkException.class)
                    .hasMessageNotContaining("java.");
        }
        assertThat(heard.get().type()).as("abort").isEqualTo(7);
    }

    @Test
    void abortsWhenAMatchCannotBeTaken() throws Exception {
        Future<Answer> heard = acceptor.play(1, peer -> {
            int id = request(peer);
            return end(peer.send(match(id, "1.2.1")));
        });
        try (DicomAssociation association = connectToFind()) {
            assertThatThrownBy(() -> find(association, match -> {
                        throw new IOException("no room");
                    }))
                    .hasMessageContaining("no room");
        }
        assertThat(heard.get().type()).isEqualTo(7);
    }

    @Test
    void saysThatAPeerDoesNotAcceptTheSearch() throws Exception {
        acceptor.play(0, ScriptedAcceptor::end);
        try (DicomAssociation association = connectToFind()) {
            assertThatThrownBy(() -> find(association, match -> true)).hasMessageContaining("does not accept");
        }
    }

    @Test
    void tellsHowAMoveEnded() throws Exception {
        Future<Answer> command = acceptor.play(1, peer -> {
            Answer request = peer.read();
            peer.read();
            int id = numberIn(request, 0x0110);
            peer.send(response(1, MOVE_RSP, id, false, 0xFF00, number(0x1020, 2), number(0x1021, 1)));
            peer.send(join(
                    response(1, MOVE_RSP, id, true, 0xB000, number(0x1021, 1), number(0x1022, 2), number(0x1023, 1)),
                    dataSet(1, text(0x0008, 0x0058, "1.2.5\\1.2.6"))));
            end(peer);
            return request;
        });
        QueryRetrieveModel model = QueryRetrieveModel.STUDY_ROOT;
        try (DicomAssociation association = connect(List.of(PresentationContext.query(model.moveUid())))) {
            RetrieveResult result = association.move(model, studies(), "EINTHOVEN");
            assertThat(result.status().code()).isEqualTo(0xB000);
            assertThat(result.status().isWarning()).isTrue();
            assertThat(result).isEqualTo(new RetrieveResult(result.status(), 1, 2, 1, List.of("1.2.5", "1.2.6")));
        }
        assertThat(new String(command.get().body(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("EINTHOVEN");
    }

    @Test
    void takesObjectsThatComeWithinAGet() throws Exception {
        StoringHandler handler = new StoringHandler(Files.createDirectory(folder.resolve("stored")));
        Future<List<Integer>> statuses = acceptor.play(2, peer -> {
            int id = request(peer);
            List<Integer> heard = new ArrayList<>();
            for (String uid : List.of("1.2.3.1", "1.2.3.2")) {
                peer.send(store(uid));
                heard.add(RawPeer.status(peer.read()));
                peer.send(response(1, GET_RSP, id, false, 0xFF00, number(0x1021, heard.size())));
            }
            handler.refuse("no room");
            peer.send(store("1.2.3.3"));
            heard.add(RawPeer.status(peer.read()));
            peer.send(response(1, GET_RSP, id, false, 0xB000, number(0x1021, 2), number(0x1022, 1)));
            end(peer);
            return heard;
        });
        QueryRetrieveModel model = QueryRetrieveModel.STUDY_ROOT;
        Path spool = folder.resolve("spool");
        try (DicomAssociation association = connect(PresentationContext.get(model, List.of(TWELVE_LEAD)))) {
            RetrieveResult result = association.get(model, studies(), handler, spool);
            assertThat(result).isEqualTo(new RetrieveResult(result.status(), 2, 1, 0, List.of()));
        }
        assertThat(statuses.get()).containsExactly(0, 0, 0xA700);
        assertThat(handler.objects()).extracting(StoredObject::sopInstanceUid).containsExactly("1.2.3.1", "1.2.3.2");
        assertThat(handler.objects()).extracting(StoredObject::callingAeTitle).containsOnly("PEER");
        try (Stream<Path> left = Files.list(spool)) {
            assertThat(left).as("nothing is left in the spool folder").isEmpty();
        }
    }

    /** As Orthanc does. */
    @Test
    void readsWhatFailedAlsoOutOfTheCommand() throws Exception {
        acceptor.play(2, peer -> {
            int id = request(peer);
            peer.send(response(1, GET_RSP, id, false, 0xB000, number(0x1022, 1), text(0x0008, 0x0058, "1.2.3.4")));
            return end(peer);
        });
        QueryRetrieveModel model = QueryRetrieveModel.STUDY_ROOT;
        try (DicomAssociation association = connect(PresentationContext.get(model, List.of(TWELVE_LEAD)))) {
            RetrieveResult result =
                    association.get(model, studies(), object -> DimseStatus.SUCCESS, folder.resolve("spool"));
            assertThat(result).isEqualTo(new RetrieveResult(result.status(), 0, 1, 0, List.of("1.2.3.4")));
        }
    }

    private static byte[] store(String uid) {
        return join(
                command(
                        3,
                        text(0, 0x0002, TWELVE_LEAD),
                        number(0x0100, 1),
                        number(0x0110, 5),
                        number(0x0800, 0),
                        text(0, 0x1000, uid)),
                dataSet(3, text(0x0008, 0x0016, TWELVE_LEAD), text(0x0008, 0x0018, uid)));
    }

    @Test
    void endsAnAssociationWhoseObjectDripsWithinAGet() throws Exception {
        Future<Integer> drops = acceptor.play(2, peer -> {
            request(peer);
            peer.send(RawPeer.data(RawPeer.pdv(3, 3, RawPeer.storeCommand("1.2.3"))));
            int sent = 0;
            // The pause is what the peer does; 2 s are the requestor's patience.
            while (sent < 1_000 && drip(peer)) {
                sent++;
            }
            return sent;
        });
        QueryRetrieveModel model = QueryRetrieveModel.STUDY_ROOT;
        try (DicomAssociation association = connect(PresentationContext.get(model, List.of(TWELVE_LEAD)))) {
            assertThatThrownBy(() ->
                            association.get(model, studies(), object -> DimseStatus.SUCCESS, folder.resolve("spool")))
                    .isInstanceOf(IOException.class);
        }
        assertThat(drops.get()).isLessThan(1_000);
    }

    private static boolean drip(RawPeer peer) {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
            peer.send(RawPeer.data(RawPeer.pdv(3, 0, new byte[1])));
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void keepsNothingOfAnObjectThatIsCutOffWithinAGet() throws Exception {
        StoringHandler handler = new StoringHandler(Files.createDirectory(folder.resolve("stored")));
        acceptor.play(2, peer -> {
            request(peer);
            byte[] whole = store("1.2.3.1");
            peer.send(java.util.Arrays.copyOf(whole, whole.length - 3));
            return null;
        });
        QueryRetrieveModel model = QueryRetrieveModel.STUDY_ROOT;
        Path spool = folder.resolve("spool");
        try (DicomAssociation association = connect(PresentationContext.get(model, List.of(TWELVE_LEAD)))) {
            assertThatThrownBy(() -> association.get(model, studies(), handler, spool))
                    .isInstanceOf(DicomNetworkException.class);
        }
        assertThat(handler.objects()).isEmpty();
        try (Stream<Path> left = Files.list(spool)) {
            assertThat(left).isEmpty();
        }
    }
}
