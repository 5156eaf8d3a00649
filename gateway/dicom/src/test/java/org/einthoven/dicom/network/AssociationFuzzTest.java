package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.einthoven.dicom.network.RawPeer.bytes;
import static org.einthoven.dicom.network.RawPeer.command;
import static org.einthoven.dicom.network.RawPeer.context;
import static org.einthoven.dicom.network.RawPeer.data;
import static org.einthoven.dicom.network.RawPeer.dataSet;
import static org.einthoven.dicom.network.RawPeer.join;
import static org.einthoven.dicom.network.RawPeer.pdu;
import static org.einthoven.dicom.network.RawPeer.pdv;
import static org.einthoven.dicom.network.ScriptedAcceptor.response;
import static org.einthoven.dicom.network.ScriptedAcceptor.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Peers that say what they like, as requestors and as acceptors: each association ends, nothing fails that was not
 * foreseen, what the engine says are whole PDUs, what it stores are whole data sets as they were sent, and neither files
 * nor memory are left. More cases: {@code -Deinthoven.fuzz=1000000}.
 */
class AssociationFuzzTest {

    private static final int CASES = Integer.getInteger("einthoven.fuzz", 3_000);
    private static final long SEED = Long.getLong("einthoven.seed", 20_261_128L);
    private static final int MEBIBYTE = 1 << 20;
    private static final String COMMITMENT = "1.2.840.10008.1.20.1";
    private static final String STUDY_FIND = "1.2.840.10008.5.1.4.1.2.2.1";
    private static final byte[] RELEASE = pdu(5, new byte[4]);

    @TempDir
    Path folder;

    private final Logger engine = Logger.getLogger("org.einthoven.dicom.network");
    private final Failures failures = new Failures();
    private final Random random = new Random(SEED);
    private final Mutation mutation = new Mutation(random);
    private final List<byte[]> stored = new ArrayList<>();
    private int objects;
    private int aborts;

    /** What the engine calls a fault of its own. */
    private static final class Failures extends Handler {

        private final List<String> messages = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel() == Level.SEVERE) {
                messages.add(entry.getMessage() + " " + entry.getThrown());
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @BeforeEach
    void listenToTheEngine() {
        engine.setUseParentHandlers(false);
        engine.setLevel(Level.SEVERE);
        engine.addHandler(failures);
        System.out.println("AssociationFuzzTest seed " + SEED + " (-Deinthoven.seed=…), " + CASES + " cases each");
    }

    @AfterEach
    void leaveTheEngine() {
        engine.removeHandler(failures);
        engine.setLevel(null);
        engine.setUseParentHandlers(true);
    }

    /** One case; what is thrown fails the test. */
    @FunctionalInterface
    private interface Case {
        void run() throws IOException;
    }

    /** Runs all cases and sees that memory does not grow with their number. */
    private void all(Case one) throws IOException {
        long begin = 0;
        for (int i = 0; i < CASES; i++) {
            if (i == CASES / 10) {
                begin = usedMemory();
            }
            try {
                one.run();
                assertThat(failures.messages).isEmpty();
            } catch (RuntimeException | Error e) {
                throw new AssertionError("case " + i + " of seed " + SEED, e);
            }
        }
        assertThat(usedMemory() - begin).as("growth of the heap").isLessThan(8 * MEBIBYTE);
        System.out.println("AssociationFuzzTest: " + objects + " objects stored, " + aborts + " associations aborted");
        assertThat(objects).isGreaterThan(CASES / 20);
        assertThat(aborts).isGreaterThan(CASES / 20);
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private DimseStatus keep(StoredObject object) throws IOException {
        byte[] file = Files.readAllBytes(object.file());
        int group = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(140);
        stored.add(Arrays.copyOfRange(file, 144 + group, file.length));
        objects++;
        return DimseStatus.SUCCESS;
    }

    private void assertStoredAsSent(byte[] said) {
        List<byte[]> whole = wholeDataSets(said);
        int from = 0;
        for (byte[] object : stored) {
            while (from < whole.size() && !Arrays.equals(whole.get(from), object)) {
                from++;
            }
            assertThat(from).as("stored is what was sent whole").isLessThan(whole.size());
            from++;
        }
        stored.clear();
    }

    /** The data sets among these PDUs of which the last fragment came; read by other code than the engine's. */
    private static List<byte[]> wholeDataSets(byte[] said) {
        List<byte[]> whole = new ArrayList<>();
        ByteArrayOutputStream current = new ByteArrayOutputStream();
        ByteBuffer rest = ByteBuffer.wrap(said);
        while (rest.remaining() >= 6) {
            int type = rest.get();
            rest.get();
            int length = rest.getInt();
            if (length < 0 || length > rest.remaining()) {
                return whole;
            }
            ByteBuffer body = rest.slice(rest.position(), length);
            rest.position(rest.position() + length);
            while (type == 4 && body.remaining() >= 6) {
                int size = body.getInt() - 2;
                body.get();
                int control = body.get();
                if (size < 0 || size > body.remaining()) {
                    return whole;
                }
                byte[] content = new byte[size];
                body.get(content);
                if ((control & 1) == 0) {
                    current.writeBytes(content);
                }
                if ((control & 3) == 2) {
                    whole.add(current.toByteArray());
                    current.reset();
                }
            }
        }
        return whole;
    }

    /** What the engine says are whole PDUs, and none after an abort. */
    private void assertWellSpoken(byte[] heard) {
        ByteBuffer rest = ByteBuffer.wrap(heard);
        int type = 0;
        while (rest.hasRemaining()) {
            assertThat(type).as("nothing follows an abort or a rejection").isNotIn(3, 7);
            assertThat(rest.remaining()).isGreaterThanOrEqualTo(6);
            type = rest.get();
            assertThat(rest.get()).isZero();
            int length = rest.getInt();
            assertThat(type).isBetween(1, 7);
            assertThat(length).isBetween(4, rest.remaining());
            rest.position(rest.position() + length);
        }
        aborts += type == 7 ? 1 : 0;
    }

    @Test
    void endsEveryAssociationThatItAccepts() throws IOException {
        Path spool = folder.resolve("spool");
        DicomServerSettings settings = DicomServerSettings.of("EINTHOVEN", 0, spool)
                .withMaximumObjectSize(2_000)
                .withAssociationTimeout(Duration.ofSeconds(60));
        DicomServices services = DicomServices.storage(this::keep)
                .withCommitmentProvider(new Commitments())
                .withCommitmentUser((result, from) -> DimseStatus.SUCCESS);
        try (EinthovenDicomServer server = new EinthovenDicomServer(settings, services)) {
            server.start();
            all(() -> {
                byte[] said = mutation.of(requestorsWords());
                ScriptedSocket socket = new ScriptedSocket(said);
                server.accept(socket).serve();
                assertThat(socket.isClosed()).isTrue();
                assertThat(server.openAssociations()).isZero();
                assertWellSpoken(socket.heard());
                assertStoredAsSent(said);
            });
            assertThat(spooled(spool)).isEmpty();
        }
    }

    private static List<Path> spooled(Path spool) throws IOException {
        try (Stream<Path> files = Files.walk(spool)) {
            return files.filter(file -> file.toString().endsWith(".dcm")).toList();
        }
    }

    /** Says at once that all is kept, or nothing. */
    private static final class Commitments implements StorageCommitmentProvider {

        @Override
        public DimseStatus request(CommitmentRequest request, String callingAeTitle) {
            return DimseStatus.SUCCESS;
        }

        @Override
        public CommitmentResult resultNow(CommitmentRequest request, String callingAeTitle) {
            return new CommitmentResult(request.transactionUid(), request.instances(), List.of());
        }

        @Override
        public void confirmed(CommitmentResult result, String callingAeTitle) {
            // Nothing is reported again.
        }
    }

    /** An association as a requestor may have it, with objects, a search, a commitment and its end. */
    private List<byte[]> requestorsWords() {
        List<byte[]> words = new ArrayList<>();
        words.add(RawPeer.associateRequest(
                1,
                "1.2.840.10008.3.1.1.1",
                join(
                        context(1, RawPeer.TWELVE_LEAD, RawPeer.IMPLICIT, "1.2.840.10008.1.2.1"),
                        context(3, RawPeer.VERIFICATION, RawPeer.IMPLICIT),
                        context(5, COMMITMENT, RawPeer.IMPLICIT))));
        int messages = 1 + random.nextInt(4);
        for (int i = 0; i < messages; i++) {
            words.addAll(
                    switch (random.nextInt(6)) {
                        case 0 -> List.of(data(pdv(3, 3, RawPeer.echoCommand())));
                        case 1 -> List.of(data(pdv(1, 3, command(0x0020, 3, true)), pdv(1, 2, dataSet("1.2"))));
                        case 2 -> List.of(data(pdv(5, 3, commitmentCommand()), pdv(5, 2, commitment())));
                        default -> object(1, RawPeer.storeCommand("1.2.3." + (1 + random.nextInt(1000))));
                    });
        }
        words.add(random.nextInt(4) == 0 ? pdu(7, new byte[4]) : RELEASE);
        return words;
    }

    private static byte[] commitmentCommand() {
        return command(
                0x0130,
                9,
                true,
                text(0, 0x0003, COMMITMENT),
                text(0, 0x1001, "1.2.840.10008.1.20.1.1"),
                bytes(0, 0, 0x08, 0x10, 2, 0, 0, 0, 1, 0));
    }

    private static byte[] commitment() {
        byte[] item = join(text(0x0008, 0x1150, RawPeer.TWELVE_LEAD), text(0x0008, 0x1155, "1.2.3"));
        ByteBuffer sequence = ByteBuffer.allocate(16 + item.length).order(ByteOrder.LITTLE_ENDIAN);
        sequence.putShort((short) 0x0008).putShort((short) 0x1199).putInt(8 + item.length);
        sequence.putShort((short) 0xFFFE)
                .putShort((short) 0xE000)
                .putInt(item.length)
                .put(item);
        return join(text(0x0008, 0x1195, "1.2.3.9"), sequence.array());
    }

    /** A C-STORE in one PDU or in many, of one or more values each. */
    private List<byte[]> object(int context, byte[] command) {
        byte[] set = new byte[random.nextInt(50) == 0 ? 3_000 : random.nextInt(300)];
        random.nextBytes(set);
        List<byte[]> values = new ArrayList<>(List.of(pdv(context, 3, command)));
        int from = 0;
        while (from < set.length && random.nextInt(4) > 0) {
            int to = Math.min(set.length, from + random.nextInt(200));
            values.add(pdv(context, 0, Arrays.copyOfRange(set, from, to)));
            from = to;
        }
        values.add(pdv(context, 2, Arrays.copyOfRange(set, from, set.length)));
        if (random.nextBoolean()) {
            return List.of(data(values.toArray(byte[][]::new)));
        }
        return values.stream().map(RawPeer::data).toList();
    }

    @Test
    void endsEveryAssociationThatItRequests() throws IOException {
        Path spool = folder.resolve("spool");
        DicomClientSettings settings = DicomClientSettings.of("EINTHOVEN");
        Map<Integer, AcceptedContext> contexts = Map.of(
                1, new AcceptedContext(1, RawPeer.TWELVE_LEAD, RawPeer.IMPLICIT),
                3, new AcceptedContext(3, RawPeer.VERIFICATION, RawPeer.IMPLICIT),
                5, new AcceptedContext(5, COMMITMENT, RawPeer.IMPLICIT),
                7, new AcceptedContext(7, STUDY_FIND, RawPeer.IMPLICIT),
                9, new AcceptedContext(9, QueryRetrieveModel.STUDY_ROOT.getUid(), RawPeer.IMPLICIT));
        all(() -> {
            int kind = random.nextInt(4);
            byte[] said = mutation.of(acceptorsWords(kind));
            ScriptedSocket socket = new ScriptedSocket(said);
            Connection connection = new Connection(socket, 16_384, Duration.ofSeconds(60));
            try (ClientAssociation association = new ClientAssociation(
                    new RemoteAe("PEER", "127.0.0.1", 104), settings, connection, contexts, 16_384)) {
                ask(association, kind, spool);
            }
            assertThat(socket.isClosed()).isTrue();
            assertWellSpoken(socket.heard());
            assertStoredAsSent(said);
        });
        assertThat(spooled(spool)).isEmpty();
    }

    private void ask(ClientAssociation association, int kind, Path spool) {
        try {
            switch (kind) {
                case 0 -> association.find(STUDY_FIND, new DicomDataset(), match -> random.nextInt(3) > 0);
                case 1 ->
                    association.requestCommitment(
                            new CommitmentRequest("1.2.3.9", List.of(new SopReference(RawPeer.TWELVE_LEAD, "1.2.3"))),
                            Duration.ofSeconds(60));
                default ->
                    association.get(
                            QueryRetrieveModel.STUDY_ROOT,
                            new DicomDataset().setString(Tag.StudyInstanceUID, "1.2.3"),
                            this::keep,
                            spool);
            }
            association.echo();
            association.release();
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private List<byte[]> acceptorsWords(int kind) {
        List<byte[]> words = new ArrayList<>();
        int parts = random.nextInt(4);
        switch (kind) {
            case 0 -> {
                for (int i = 0; i < parts; i++) {
                    words.add(response(7, 0x8020, 1, true, 0xFF00));
                    words.add(data(pdv(7, 2, text(0x0020, 0x000D, "1.2.3"))));
                }
                words.add(response(7, 0x8020, 1, false, 0));
            }
            case 1 -> {
                words.add(response(5, 0x8130, 1, false, 0));
                words.add(data(
                        pdv(
                                5,
                                3,
                                command(
                                        0x0100,
                                        4,
                                        true,
                                        text(0, 0x1000, "1.2.840.10008.1.20.1.1"),
                                        bytes(0, 0, 2, 0x10, 2, 0, 0, 0, 1, 0))),
                        pdv(5, 2, commitment())));
            }
            default -> {
                for (int i = 0; i < parts; i++) {
                    words.add(response(9, 0x8010, 1, false, 0xFF00));
                    words.addAll(object(1, RawPeer.storeCommand("1.2.3." + i)));
                }
                words.add(response(9, 0x8010, 1, false, 0));
            }
        }
        words.add(response(3, 0x8030, 2, false, 0));
        words.add(pdu(6, new byte[4]));
        return words;
    }

    @Test
    void refusesEveryAnswerToARequestThatIsNone() {
        byte[] request = RawPeer.associateRequest();
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] damaged = mutation.of(List.of(Arrays.copyOfRange(request, 6, request.length)));
            try {
                AssociateCodec.decodeAccept(ByteBuffer.wrap(damaged));
                AssociateCodec.decodeRequest(ByteBuffer.wrap(damaged));
            } catch (ProtocolViolationException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("case " + i + " of seed " + SEED, e);
            }
        }
        assertThat(refused).isBetween(CASES / 20, CASES - 1);
    }
}
