package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.peers.Dcmtk;
import org.einthoven.dicom.peers.PeerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine against dcmtk, in both directions. */
public abstract class DcmtkContract {

    private static final String[] CLASSES = {
        UID.TwelveLeadECGWaveformStorage,
        UID.GeneralECGWaveformStorage,
        UID.AmbulatoryECGWaveformStorage,
        UID.HemodynamicWaveformStorage
    };

    @TempDir
    Path folder;

    private final Random random = new Random(20_261_122);
    private final DicomNetwork network = network();
    private Dcmtk dcmtk;
    private Path sent;
    private Path stored;
    private StoringHandler handler;
    private DicomServer server;

    /** The engine that is tested. */
    protected abstract DicomNetwork network();

    @BeforeEach
    void listen() throws IOException {
        dcmtk = new Dcmtk(folder);
        sent = Files.createDirectory(folder.resolve("sent"));
        stored = Files.createDirectory(folder.resolve("stored"));
        handler = new StoringHandler(stored);
        server = network.listen(
                DicomServerSettings.of("EINTHOVEN", 0, folder.resolve("spool")).withCalledAeTitleChecked(true),
                handler);
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private String port() {
        return Integer.toString(server.port());
    }

    private Path ecg(String sopClass, TransferSyntax syntax) {
        return TestObjects.write(sent, TestObjects.ecg(sopClass, 5000, random), syntax);
    }

    @Test
    void answersEchoscu() throws IOException {
        assertThat(dcmtk.run("echoscu", "-aec", "EINTHOVEN", "127.0.0.1", port())
                        .status())
                .isZero();
        Dcmtk.Result wrong = dcmtk.run("echoscu", "-aec", "OTHER", "127.0.0.1", port());
        assertThat(wrong.status()).isNotZero();
        assertThat(wrong.output()).contains("Called AE Title Not Recognized");
    }

    @ParameterizedTest
    @CsvSource({
        "-xe, 1.2.840.10008.1.2.1, 1.2.840.10008.1.2.1",
        "-xi, 1.2.840.10008.1.2, 1.2.840.10008.1.2",
        "-xi, 1.2.840.10008.1.2.1, 1.2.840.10008.1.2",
        "-xb, 1.2.840.10008.1.2.2, 1.2.840.10008.1.2.2",
        "-xd, 1.2.840.10008.1.2.1.99, 1.2.840.10008.1.2.1.99"
    })
    void receivesFromStorescuInEachTransferSyntax(String proposal, String own, String expected) throws IOException {
        server.close();
        // Whichever storescu offers besides, the one that is asked for wins.
        server = network.listen(
                DicomServerSettings.of("EINTHOVEN", 0, folder.resolve("spool")).withTransferSyntaxes(List.of(expected)),
                handler);
        Path file = ecg(UID.TwelveLeadECGWaveformStorage, TransferSyntax.of(own));
        Dcmtk.Result result =
                dcmtk.run("storescu", "-v", proposal, "-aec", "EINTHOVEN", "127.0.0.1", port(), file.toString());
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(handler.objects()).hasSize(1);
        assertThat(handler.objects().get(0).transferSyntaxUid()).isEqualTo(expected);
        assertThat(TestObjects.hash(handler.files().get(0))).isEqualTo(TestObjects.hash(file));
    }

    @Test
    void tellsStorescuTheStatusOfTheHandler() throws IOException {
        server.close();
        server = network.listen(
                DicomServerSettings.of("EINTHOVEN", 0, folder.resolve("spool")),
                object -> DimseStatus.OUT_OF_RESOURCES);
        Path file = ecg(UID.TwelveLeadECGWaveformStorage, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        Dcmtk.Result result = dcmtk.run("storescu", "-v", "127.0.0.1", port(), file.toString());
        assertThat(result.output()).contains("Refused: OutOfResources");
    }

    @Test
    void receivesFromFourDcmsendAtOnce() throws IOException {
        Map<String, Integer> expected = new HashMap<>();
        List<PeerProcess> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Path own = Files.createDirectory(sent.resolve("sender" + i));
                for (int j = 0; j < 25; j++) {
                    Path file = TestObjects.write(
                            own,
                            TestObjects.ecg(CLASSES[j % CLASSES.length], 1000, random),
                            TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
                    expected.merge(TestObjects.hash(file), 1, Integer::sum);
                }
            }
            for (int i = 0; i < 4; i++) {
                senders.add(dcmtk.start(
                        "dcmsend",
                        "-v",
                        "-aet",
                        "CART" + i,
                        "-aec",
                        "EINTHOVEN",
                        "127.0.0.1",
                        port(),
                        "+sd",
                        sent.resolve("sender" + i).toString()));
            }
            for (PeerProcess sender : senders) {
                assertThat(sender.await()).as(sender.output()).isZero();
            }
        } finally {
            senders.forEach(PeerProcess::close);
        }
        assertThat(counts(handler.files())).isEqualTo(expected);
    }

    private static Map<String, Integer> counts(List<Path> files) {
        Map<String, Integer> counts = new HashMap<>();
        files.forEach(file -> counts.merge(TestObjects.hash(file), 1, Integer::sum));
        return counts;
    }

    @Test
    void receivesGeneral32BitFromDcmsend() throws IOException {
        Path file = ecg(UID.General32bitECGWaveformStorage, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        Dcmtk.Result result =
                dcmtk.run("dcmsend", "-v", "-nuc", "-aec", "EINTHOVEN", "127.0.0.1", port(), file.toString());
        assertThat(handler.files()).as(result.output()).hasSize(1);
        assertThat(TestObjects.hash(handler.files().get(0))).isEqualTo(TestObjects.hash(file));
    }

    @ParameterizedTest
    @CsvSource({"+xe", "+xi", "+xb", "+xd"})
    void sendsToStorescpInEachTransferSyntax(String accepted) throws IOException {
        Path received = Files.createDirectory(folder.resolve("received"));
        List<Path> files = new ArrayList<>();
        for (String uid : TransferSyntaxes.BY_PREFERENCE) {
            files.add(ecg(UID.TwelveLeadECGWaveformStorage, TransferSyntax.of(uid)));
            files.add(ecg(UID.General32bitECGWaveformStorage, TransferSyntax.of(uid)));
        }
        int port = PeerProcess.freePort();
        try (PeerProcess storescp = dcmtk.storescp(port, received, accepted);
                DicomAssociation association = network.connect(
                        new RemoteAe("STORESCP", "127.0.0.1", port),
                        DicomClientSettings.of("EINTHOVEN"),
                        PresentationContext.forFiles(files))) {
            for (Path file : files) {
                assertThat(association.store(file)).as(storescp.output()).isEqualTo(DimseStatus.SUCCESS);
            }
            association.release();
        }
        try (Stream<Path> written = Files.list(received)) {
            assertThat(counts(written.toList())).isEqualTo(counts(files));
        }
    }

    @Test
    void verifiesStorescp() throws IOException {
        int port = PeerProcess.freePort();
        try (PeerProcess storescp = dcmtk.storescp(port, stored);
                DicomAssociation association = network.connect(
                        new RemoteAe("STORESCP", "127.0.0.1", port),
                        DicomClientSettings.of("EINTHOVEN"),
                        List.of(PresentationContext.verification()))) {
            association.echo();
            association.release();
            assertThat(storescp.output()).contains("Echo");
        }
    }
}
