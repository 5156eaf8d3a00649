package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine behind {@link DicomNetwork} does: its own requestor against its own acceptor, on loopback. */
public abstract class DicomNetworkContract {

    private static final long SEED = 20_261_122;

    @TempDir
    Path folder;

    private final DicomNetwork network = network();
    private final Random random = new Random(SEED);
    private Path spool;
    private Path sent;
    private StoringHandler handler;

    /** The engine that is tested. */
    protected abstract DicomNetwork network();

    @BeforeEach
    void prepare() throws IOException {
        spool = folder.resolve("spool");
        sent = Files.createDirectory(folder.resolve("sent"));
        handler = new StoringHandler(Files.createDirectory(folder.resolve("stored")));
    }

    static List<TransferSyntax> transferSyntaxes() {
        return List.of(
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_BIG_ENDIAN);
    }

    private DicomServerSettings settings() {
        return DicomServerSettings.of("EINTHOVEN", 0, spool).withAssociationTimeout(Duration.ofSeconds(5));
    }

    private DicomServer listen(DicomServerSettings settings) throws IOException {
        return network.listen(settings, handler);
    }

    private DicomAssociation connect(DicomServer server, List<PresentationContext> contexts) throws IOException {
        return network.connect(remote(server), DicomClientSettings.of("SENDER"), contexts);
    }

    private static RemoteAe remote(DicomServer server) {
        return new RemoteAe("EINTHOVEN", "127.0.0.1", server.port());
    }

    private Path ecg(TransferSyntax syntax, int samples) {
        return TestObjects.write(sent, TestObjects.ecg(UID.TwelveLeadECGWaveformStorage, samples, random), syntax);
    }

    private DimseStatus send(DicomServer server, Path file) throws IOException {
        try (DicomAssociation association = connect(server, PresentationContext.forFiles(List.of(file)))) {
            return association.store(file);
        }
    }

    private List<Path> spooledFiles() {
        try (Stream<Path> files = Files.walk(spool)) {
            return files.filter(file -> file.toString().endsWith(".dcm")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void answersVerification() throws IOException {
        try (DicomServer server = listen(settings());
                DicomAssociation association = connect(server, List.of(PresentationContext.verification()))) {
            association.echo();
            association.echo();
            assertThat(server.openAssociations()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("transferSyntaxes")
    void storesInEachTransferSyntaxWithoutChangingAByte(TransferSyntax syntax) throws Exception {
        Path file = ecg(syntax, 5000);
        try (DicomServer server = listen(settings())) {
            assertThat(send(server, file)).isEqualTo(DimseStatus.SUCCESS);
        }
        StoredObject object = handler.objects().get(0);
        assertThat(object.transferSyntaxUid()).isEqualTo(syntax.uid());
        assertThat(dataSetBytes(handler.files().get(0))).isEqualTo(dataSetBytes(file));
        assertThat(TestObjects.hash(handler.files().get(0))).isEqualTo(TestObjects.hash(file));
    }

    private static byte[] dataSetBytes(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        long groupLength = DicomReader.standard().read(file).fileMeta().getLong(Tag.FileMetaInformationGroupLength, 0);
        return java.util.Arrays.copyOfRange(bytes, (int) (144 + groupLength), bytes.length);
    }

    @ParameterizedTest
    @MethodSource("transferSyntaxes")
    void transcodesToWhatThePeerAccepts(TransferSyntax only) throws Exception {
        for (TransferSyntax own : transferSyntaxes()) {
            Path file = ecg(own, 300);
            try (DicomServer server = listen(settings().withTransferSyntaxes(List.of(only.uid())));
                    DicomAssociation association = connect(
                            server,
                            List.of(new PresentationContext(
                                    UID.TwelveLeadECGWaveformStorage, TransferSyntaxes.BY_PREFERENCE)))) {
                assertThat(association.store(file)).isEqualTo(DimseStatus.SUCCESS);
            }
            int last = handler.files().size() - 1;
            assertThat(handler.objects().get(last).transferSyntaxUid()).isEqualTo(only.uid());
            assertThat(TestObjects.hash(handler.files().get(last))).isEqualTo(TestObjects.hash(file));
        }
    }

    @Test
    void writesWhereTheObjectCameFromIntoTheFileMetaInformation() throws Exception {
        Path file = ecg(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, 10);
        try (DicomServer server = listen(settings())) {
            send(server, file);
        }
        DicomDataset meta = DicomReader.standard().read(handler.files().get(0)).fileMeta();
        StoredObject object = handler.objects().get(0);
        String instance = DicomReader.standard().read(file).dataset().getString(Tag.SOPInstanceUID);
        assertThat(meta.getString(Tag.SourceApplicationEntityTitle)).isEqualTo("SENDER");
        assertThat(meta.getString(Tag.ReceivingApplicationEntityTitle)).isEqualTo("EINTHOVEN");
        assertThat(meta.getString(Tag.MediaStorageSOPClassUID)).isEqualTo(UID.TwelveLeadECGWaveformStorage);
        assertThat(meta.getString(Tag.MediaStorageSOPInstanceUID)).isEqualTo(instance);
        assertThat(meta.getString(Tag.TransferSyntaxUID)).isEqualTo(TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid());
        assertThat(object.callingAeTitle()).isEqualTo("SENDER");
        assertThat(object.calledAeTitle()).isEqualTo("EINTHOVEN");
        assertThat(object.sopInstanceUid()).isEqualTo(instance);
        assertThat(object.size()).isEqualTo(Files.size(handler.files().get(0)));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x0000, 0x0110, 0x0111, 0x0117, 0x0122, 0x0124, 0xA700, 0xA900, 0xB000, 0xB007, 0xC000, 0xC123})
    void answersTheStatusOfTheHandlerAndRemovesWhatItLeaves(int code) throws IOException {
        Path file = ecg(TransferSyntax.IMPLICIT_LITTLE_ENDIAN, 100);
        List<Path> seen = new ArrayList<>();
        StorageHandler answers = object -> {
            assertThat(object.file()).exists();
            seen.add(object.file());
            return new DimseStatus(code, "a comment");
        };
        try (DicomServer server = network.listen(settings(), answers)) {
            DimseStatus status = send(server, file);
            assertThat(status.code()).isEqualTo(code);
            assertThat(status.comment()).isEqualTo(code == 0 ? "" : "a comment");
            assertThat(seen).hasSize(1);
            assertThat(seen.get(0)).doesNotExist();
        }
    }

    @Test
    void answersAFailingHandlerWithAStatusAndGoesOn() throws IOException {
        Path file = ecg(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, 100);
        List<RuntimeException> failures = new ArrayList<>(
                List.of(new UncheckedIOException(new IOException("disk")), new IllegalStateException("fault")));
        StorageHandler failing = object -> {
            if (failures.isEmpty()) {
                throw new IOException("no space left on device");
            }
            throw failures.remove(0);
        };
        try (DicomServer server = network.listen(settings(), failing);
                DicomAssociation association = connect(server, PresentationContext.forFiles(List.of(file)))) {
            assertThat(association.store(file).code()).isEqualTo(0x0110);
            assertThat(association.store(file).code()).isEqualTo(0x0110);
            assertThat(association.store(file).code()).isEqualTo(0xA700);
            assertThat(spooledFiles()).isEmpty();
        }
    }

    @Test
    void answersOnlyAfterTheHandlerHasReturned() throws Exception {
        Path file = ecg(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, 100);
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        StorageHandler slow = object -> {
            entered.countDown();
            await(proceed);
            done.set(true);
            return DimseStatus.SUCCESS;
        };
        try (DicomServer server = network.listen(settings(), slow)) {
            CompletableFuture<Boolean> doneWhenAnswered = CompletableFuture.supplyAsync(() -> {
                try {
                    return send(server, file).isSuccess() && done.get();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            entered.await();
            assertThat(doneWhenAnswered).isNotDone();
            proceed.countDown();
            assertThat(doneWhenAnswered.get()).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void letsAnObjectThatIsBeingStoredFinishWhenItCloses() throws Exception {
        Path file = ecg(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, 100);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        StorageHandler slow = object -> {
            entered.countDown();
            await(proceed);
            return handler.store(object);
        };
        DicomServer server = network.listen(settings().withDrainTimeout(Duration.ofSeconds(30)), slow);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<DimseStatus> stored = threads.submit(() -> send(server, file));
            entered.await();
            Future<?> closed = threads.submit(server::close);
            awaitRefusal(server);
            proceed.countDown();
            assertThat(stored.get()).isEqualTo(DimseStatus.SUCCESS);
            closed.get();
            assertThat(handler.files()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The listener is closed, so that closing is under way. */
    private void awaitRefusal(DicomServer server) {
        boolean refused = false;
        while (!refused) {
            try (DicomAssociation association = connect(server, List.of(PresentationContext.verification()))) {
                association.abort();
            } catch (IOException e) {
                refused = true;
            }
        }
    }

    @Test
    void abortsAnAssociationThatIsSilentWhenItCloses() throws IOException {
        DicomServer server = listen(settings().withDrainTimeout(Duration.ofMillis(1)));
        try (DicomAssociation association = connect(server, List.of(PresentationContext.verification()))) {
            association.echo();
            server.close();
            assertThatThrownBy(association::echo).isInstanceOf(DicomNetworkException.class);
            assertThat(server.openAssociations()).isZero();
        }
        assertThatThrownBy(() -> connect(server, List.of(PresentationContext.verification())))
                .isInstanceOf(DicomNetworkException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void rejectsAnotherCalledAeTitleWhereThatIsChecked() throws IOException {
        try (DicomServer server = listen(settings().withCalledAeTitleChecked(true))) {
            RemoteAe other = new RemoteAe("OTHER", "127.0.0.1", server.port());
            assertRejected(other, 1, 1, 7);
            network.connect(remote(server), DicomClientSettings.of("X"), List.of(PresentationContext.verification()))
                    .close();
        }
    }

    @Test
    void rejectsAssociationsForNowWhileTheHandlerTakesNothing() throws IOException {
        try (DicomServer server = listen(settings())) {
            handler.refuse("too many wait");
            assertRejected(remote(server), 2, 3, 1);
            handler.refuse(null);

            connect(server, List.of(PresentationContext.verification())).close();
        }
    }

    @Test
    void answersA700WithinAnOpenAssociationAndWritesNothingWhileTheHandlerTakesNothing() throws IOException {
        Path ecg = ecg(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, 500);
        try (DicomServer server = listen(settings());
                DicomAssociation association = connect(server, PresentationContext.forFiles(List.of(ecg)))) {
            handler.refuse("too many wait");
            DimseStatus refused = association.store(ecg);
            handler.refuse(null);
            DimseStatus taken = association.store(ecg);

            assertThat(refused).isEqualTo(DimseStatus.OUT_OF_RESOURCES.because("too many wait"));
            assertThat(taken).isEqualTo(DimseStatus.SUCCESS);
            assertThat(handler.files()).hasSize(1);
        }
    }

    private static Set<AllowedCaller> callers(String... texts) {
        return Stream.of(texts).map(AllowedCaller::parse).collect(java.util.stream.Collectors.toSet());
    }

    @Test
    void rejectsACallerFromAnotherAddress() throws IOException {
        for (String here : List.of("SENDER@127.0.0.1", "SENDER@127.0.0.0/8", "*@127.0.0.1/32")) {
            try (DicomServer server = listen(settings().withAllowedCallers(callers("CART1", here)))) {
                connect(server, List.of(PresentationContext.verification())).release();
            }
        }
        for (String elsewhere : List.of("SENDER@10.0.0.0/8", "*@127.0.0.2", "*@fd00::/8", "CART1@127.0.0.1")) {
            try (DicomServer server = listen(settings().withAllowedCallers(callers("OTHER@127.0.0.1", elsewhere)))) {
                assertRejected(remote(server), 1, 1, 3);
            }
        }
    }

    @Test
    void takesEachOfTheListedCalledAeTitles() throws IOException {
        try (DicomServer server = listen(settings().withCalledAeTitles(Set.of("ECG", "EINTHOVEN")))) {
            connect(server, List.of(PresentationContext.verification())).release();
            assertRejected(new RemoteAe("OTHER", "127.0.0.1", server.port()), 1, 1, 7);
        }
    }

    @Test
    void rejectsACallingAeTitleThatIsNotListed() throws IOException {
        try (DicomServer server = listen(settings().withAllowedCallers(callers("CART1", "SENDER")))) {
            connect(server, List.of(PresentationContext.verification())).close();
            AssociationRejectedException rejected = catchThrowableOfType(
                    AssociationRejectedException.class,
                    () -> network.connect(
                            remote(server),
                            DicomClientSettings.of("STRANGER"),
                            List.of(PresentationContext.verification())));
            assertThat(List.of(rejected.result(), rejected.source(), rejected.reason()))
                    .containsExactly(1, 1, 3);
            assertThat(rejected.isTransient()).isFalse();
        }
    }

    @Test
    void rejectsOneAssociationTooManyAsTransient() throws IOException {
        try (DicomServer server = listen(settings().withMaximumAssociations(2))) {
            List<PresentationContext> echo = List.of(PresentationContext.verification());
            try (DicomAssociation first = connect(server, echo);
                    DicomAssociation second = connect(server, echo)) {
                assertRejected(remote(server), 2, 3, 2);
                first.echo();
                second.echo();
            }
            awaitNoAssociation(server);
            connect(server, echo).close();
        }
    }

    private static void awaitNoAssociation(DicomServer server) {
        while (server.openAssociations() > 0) {
            Thread.onSpinWait();
        }
    }

    private void assertRejected(RemoteAe remote, int result, int source, int reason) {
        AssociationRejectedException rejected = catchThrowableOfType(
                AssociationRejectedException.class,
                () -> network.connect(
                        remote, DicomClientSettings.of("SENDER"), List.of(PresentationContext.verification())));
        assertThat(List.of(rejected.result(), rejected.source(), rejected.reason()))
                .containsExactly(result, source, reason);
    }

    @Test
    void refusesAnUnknownStorageClassUnlessEveryOneIsAccepted() throws IOException {
        String enhancedMr = "1.2.840.10008.5.1.4.1.1.4.1";
        Path file =
                TestObjects.write(sent, TestObjects.ecg(enhancedMr, 10, random), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        try (DicomServer server = listen(settings());
                DicomAssociation association = connect(server, PresentationContext.forFiles(List.of(file)))) {
            assertThat(association.accepts(enhancedMr)).isFalse();
            assertThat(association.store(file).code()).isEqualTo(0x0122);
        }
        try (DicomServer server = listen(settings().withEveryStorageClass(true))) {
            assertThat(send(server, file)).isEqualTo(DimseStatus.SUCCESS);
        }
        assertThat(handler.files()).hasSize(1);
    }

    /** Old carts know the retired classes only. */
    @ParameterizedTest
    @ValueSource(strings = {UID.WaveformStorageTrial, UID.StandaloneCurveStorage})
    void takesTheRetiredClasses(String sopClass) throws IOException {
        Path file =
                TestObjects.write(sent, TestObjects.ecg(sopClass, 10, random), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        try (DicomServer server = listen(settings())) {
            assertThat(send(server, file)).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    void takesAPrivateClassThatIsListed() throws IOException {
        String vendors = "1.2.826.0.1.3680043.9.7";
        Path file =
                TestObjects.write(sent, TestObjects.ecg(vendors, 10, random), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        try (DicomServer server = listen(settings());
                DicomAssociation association = connect(server, PresentationContext.forFiles(List.of(file)))) {
            assertThat(association.accepts(vendors)).isFalse();
        }
        try (DicomServer server = listen(settings().withStorageSopClasses(Set.of(vendors)))) {
            assertThat(send(server, file)).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    void refusesAnObjectBeyondTheSizeLimitAndTakesTheNext() throws IOException {
        Path large = ecg(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, 50_000);
        Path small = ecg(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, 100);
        try (DicomServer server = listen(settings().withMaximumObjectSize(1_000_000));
                DicomAssociation association = connect(server, PresentationContext.forFiles(List.of(large, small)))) {
            assertThat(association.store(large).code()).isEqualTo(0xA700);
            assertThat(spooledFiles()).isEmpty();
            assertThat(association.store(small)).isEqualTo(DimseStatus.SUCCESS);
        }
        assertThat(handler.files()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 4097, 16_384, 1_048_576})
    void fragmentsToTheLongestPduOfTheOtherSide(int maximum) throws IOException {
        Path file = ecg(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, 20_000);
        try (DicomServer server = listen(settings().withMaximumPduLength(maximum));
                DicomAssociation association = network.connect(
                        remote(server),
                        DicomClientSettings.of("SENDER").withMaximumPduLength(maximum),
                        PresentationContext.forFiles(List.of(file)))) {
            assertThat(association.store(file)).isEqualTo(DimseStatus.SUCCESS);
        }
        assertThat(TestObjects.hash(handler.files().get(0))).isEqualTo(TestObjects.hash(file));
    }

    @Test
    void holdsTwoHundredAssociationsOpen() throws IOException {
        Path file = ecg(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, 500);
        List<DicomAssociation> open = new ArrayList<>();
        try (DicomServer server = listen(settings().withMaximumAssociations(200))) {
            for (int i = 0; i < 200; i++) {
                open.add(connect(server, PresentationContext.forFiles(List.of(file))));
            }
            assertThat(server.openAssociations()).isEqualTo(200);
            for (DicomAssociation association : open) {
                assertThat(association.store(file)).isEqualTo(DimseStatus.SUCCESS);
            }
            for (DicomAssociation association : open) {
                association.release();
            }
        } finally {
            open.forEach(DicomAssociation::abort);
        }
        assertThat(handler.files()).hasSize(200);
    }

    @Test
    void keepsApartWhatManyAssociationsSendAtOnce() throws Exception {
        int associations = 8;
        int objects = 25;
        Map<String, String> expected = new ConcurrentHashMap<>();
        List<List<Path>> files = new ArrayList<>();
        for (int i = 0; i < associations; i++) {
            List<Path> own = new ArrayList<>();
            for (int j = 0; j < objects; j++) {
                Path file = ecg(transferSyntaxes().get((i + j) % 4), 50 + random.nextInt(3000));
                own.add(file);
                expected.put(instanceUid(file), TestObjects.hash(file));
            }
            files.add(own);
        }
        ExecutorService threads = Executors.newFixedThreadPool(associations);
        try (DicomServer server = listen(settings())) {
            List<Future<?>> senders = new ArrayList<>();
            for (List<Path> own : files) {
                senders.add(threads.submit(() -> sendAll(server, own)));
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
        } finally {
            threads.shutdownNow();
        }
        Map<String, String> received = new ConcurrentHashMap<>();
        for (Path file : handler.files()) {
            received.put(instanceUid(file), TestObjects.hash(file));
        }
        assertThat(handler.files()).hasSize(associations * objects);
        assertThat(received).isEqualTo(expected);
    }

    private Void sendAll(DicomServer server, List<Path> files) throws IOException {
        try (DicomAssociation association = connect(server, PresentationContext.forFiles(files))) {
            for (Path file : files) {
                assertThat(association.store(file)).isEqualTo(DimseStatus.SUCCESS);
            }
            association.release();
        }
        return null;
    }

    private static String instanceUid(Path file) throws Exception {
        return String.valueOf(DicomReader.standard().read(file).dataset().getString(Tag.SOPInstanceUID));
    }

    @Test
    void saysThatAPeerCannotBeReachedOrDoesNotAnswer() throws IOException {
        List<PresentationContext> echo = List.of(PresentationContext.verification());
        DicomClientSettings settings = DicomClientSettings.of("SENDER").withConnectTimeout(Duration.ofMillis(300));
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RemoteAe remote = new RemoteAe("SILENT", "127.0.0.1", silent.getLocalPort());
            assertThatThrownBy(() -> network.connect(remote, settings, echo))
                    .isInstanceOf(DicomNetworkException.class)
                    .hasMessageContaining("SILENT@127.0.0.1")
                    .hasMessageContaining("did not answer");
        }
        RemoteAe unknown = new RemoteAe("NOBODY", "host.invalid", 104);
        assertThatThrownBy(() -> network.connect(unknown, settings, echo))
                .isInstanceOf(DicomNetworkException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void saysWhyAFileCannotBeSentAndKeepsTheAssociation() throws IOException {
        Path text = Files.writeString(sent.resolve("note.txt"), "This is no DICOM object, but a note.".repeat(20));
        Path file = ecg(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, 10);
        try (DicomServer server = listen(settings());
                DicomAssociation association = connect(server, PresentationContext.forFiles(List.of(file)))) {
            assertThatThrownBy(() -> association.store(text))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("note.txt");
            assertThat(association.store(file)).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    void refusesASecondServerOnTheSamePort() throws IOException {
        try (DicomServer server = listen(settings())) {
            assertThatThrownBy(() -> listen(settings().withAddress(server.address())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen");
        }
    }

    @Test
    void sharesASpoolFolderAndClearsWhatAKilledServerLeft() throws IOException {
        Path abandoned = Files.createDirectories(spool.resolve("incoming-0"));
        Files.writeString(abandoned.resolve("half.dcm"), "half an object");
        Path file = ecg(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, 10);
        try (DicomServer first = listen(settings());
                DicomServer second = listen(settings())) {
            assertThat(abandoned).doesNotExist();
            assertThat(send(first, file)).isEqualTo(DimseStatus.SUCCESS);
            assertThat(send(second, file)).isEqualTo(DimseStatus.SUCCESS);
        }
        assertThat(spool).isEmptyDirectory();
    }
}
