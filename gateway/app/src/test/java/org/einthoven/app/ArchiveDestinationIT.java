package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.DicomServer;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.SopClasses;
import org.einthoven.dicom.network.StorageHandler;
import org.einthoven.dicom.peers.Dcmtk;
import org.einthoven.dicom.peers.Orthanc;
import org.einthoven.dicom.peers.PeerProcess;
import org.einthoven.ecg.Delivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports that go back into an archive, beside the ECG that they are about. */
class ArchiveDestinationIT {
    @TempDir
    Path folder;

    private Gateway start(String destination) throws Exception {
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(
                configuration.resolve("einthoven.yaml"),
                TestGateways.SMALL_QUEUES + "destinations:\n  - " + destination + "\n");
        return Gateway.start(
                GatewayConfiguration.read(configuration, TestGateways.environment(folder.resolve("data"))),
                settings -> new TestGateways.MeanEncoder());
    }

    private static String pacs(int port) {
        return "{name: pacs, type: dicom, dicom: 'ARCHIVE@127.0.0.1:" + port + "', tries: 5}";
    }

    @Test
    void storescpReceivesBothInTheStudyOfTheEcg() throws Exception {
        Path received = Files.createDirectory(folder.resolve("received"));
        List<Path> files = EcgFiles.write(folder.resolve("files"), 0, 3);
        int port = PeerProcess.freePort();
        Dcmtk dcmtk = new Dcmtk(folder);
        try (PeerProcess storescp = dcmtk.storescp(port, received);
                Gateway gateway = start(pacs(port))) {
            TestGateways.send(gateway, files);
            List<LedgerEntry> entries = TestGateways.await(gateway, 3, LedgerEntry::settled);
            assertThat(entries)
                    .as(storescp.output())
                    .extracting(LedgerEntry::state)
                    .containsOnly(LedgerEntry.State.DELIVERED);
        }
        List<DicomDataset> results = datasets(received);
        assertThat(results).hasSize(6);
        assertThat(results)
                .extracting(result -> result.getString(Tag.SOPClassUID))
                .containsOnly(UID.ComprehensiveSRStorage, UID.EncapsulatedPDFStorage);
        DicomDataset source = DicomReader.standard().read(files.get(0)).dataset();
        assertThat(results)
                .extracting(result -> result.getString(Tag.StudyInstanceUID))
                .containsOnly(source.getString(Tag.StudyInstanceUID));
        assertThat(results)
                .extracting(result -> result.getString(Tag.PatientID))
                .contains("PATIENT-0", "PATIENT-1", "PATIENT-2");
        try (var written = Files.list(received)) {
            for (Path file : written.toList()) {
                Dcmtk.Result dump = dcmtk.run("dcmdump", "-q", file.toString());
                assertThat(dump.status()).as(dump.output()).isZero();
            }
        }
    }

    private static List<DicomDataset> datasets(Path folder) throws Exception {
        List<DicomDataset> datasets = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                datasets.add(DicomReader.standard().read(file).dataset());
            }
        }
        return datasets;
    }

    @Test
    void orthancFilesThemInOneStudyAndARepeatAddsNothing() throws Exception {
        List<Path> files = EcgFiles.write(folder.resolve("files"), 0, 1);
        try (Orthanc orthanc = Orthanc.start(folder, 1);
                Gateway gateway = start("{name: pacs, type: dicom, dicom: 'ORTHANC@127.0.0.1:" + orthanc.dicomPort()
                        + "', objects: [sr]}")) {
            TestGateways.send(gateway, files);
            TestGateways.await(gateway, 1, LedgerEntry::settled);
            TestGateways.send(gateway, files);
            TestGateways.await(gateway, 1, LedgerEntry::settled);
            assertThat(orthanc.instances()).hasSize(1);
            assertThat(orthanc.get("/instances/" + orthanc.instances().get(0) + "/simplified-tags"))
                    .contains("\"Modality\" : \"SR\"", "\"VerificationFlag\" : \"UNVERIFIED\"");
        }
    }

    /** Refuses for now, then takes everything but SR. */
    private static final class Moody implements StorageHandler {
        private final List<String> taken = new ArrayList<>();
        private int refusals = 2;

        @Override
        public synchronized DimseStatus store(org.einthoven.dicom.network.StoredObject object) {
            if (refusals-- > 0) {
                return DimseStatus.OUT_OF_RESOURCES;
            }
            taken.add(object.sopClassUid() + " " + object.sopInstanceUid());
            return object.sopClassUid().equals(UID.EncapsulatedPDFStorage)
                    ? DimseStatus.COERCION_OF_DATA_ELEMENTS
                    : DimseStatus.SUCCESS;
        }
    }

    private DicomServer archive(StorageHandler handler, boolean takesSr) throws IOException {
        TreeSet<String> classes = new TreeSet<>(SopClasses.ECG_STORAGE);
        if (takesSr) {
            classes.add(UID.ComprehensiveSRStorage);
        }
        return new EinthovenDicomNetwork()
                .listen(
                        DicomServerSettings.of("ARCHIVE", 0, folder.resolve("archive"))
                                .withStorageSopClasses(classes),
                        handler);
    }

    @Test
    void whatIsRefusedForNowGoesAgainUnderTheSameUids() throws Exception {
        Moody moody = new Moody();
        try (DicomServer archive = archive(moody, true);
                Gateway gateway = start(pacs(archive.port()))) {
            TestGateways.send(gateway, EcgFiles.write(folder.resolve("files"), 0, 1));
            LedgerEntry entry =
                    TestGateways.await(gateway, 1, LedgerEntry::settled).get(0);
            Delivery delivery = toPacs(entry);
            assertThat(delivery.state()).isEqualTo(Delivery.State.DELIVERED);
            assertThat(delivery.tries()).isEqualTo(3);
            assertThat(delivery.warning()).contains("B000");
        }
        assertThat(moody.taken).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void anArchiveThatTakesNoSrIsGivenUpWithTheReason() throws Exception {
        try (DicomServer archive = archive(object -> DimseStatus.SUCCESS, false);
                Gateway gateway = start(pacs(archive.port()))) {
            TestGateways.send(gateway, EcgFiles.write(folder.resolve("files"), 0, 1));
            LedgerEntry entry =
                    TestGateways.await(gateway, 1, LedgerEntry::settled).get(0);
            assertThat(toPacs(entry).state()).isEqualTo(Delivery.State.FAILED);
            assertThat(toPacs(entry).reason()).contains("0122").doesNotContain("PATIENT");
        }
    }

    /** Statuses that a C-STORE cannot have: a report is not where an archive says no such thing. */
    @ParameterizedTest
    @ValueSource(ints = {0xFE00, 0xFF00, 0xA900, 0xC000})
    void whatIsNoSuccessIsNoDelivery(int status) throws Exception {
        try (DicomServer archive = archive(object -> new DimseStatus(status, "no Doe^Jane here"), true);
                Gateway gateway = start(pacs(archive.port()))) {
            TestGateways.send(gateway, EcgFiles.write(folder.resolve("files"), 0, 1));
            LedgerEntry entry =
                    TestGateways.await(gateway, 1, LedgerEntry::settled).get(0);
            assertThat(toPacs(entry).state()).isEqualTo(Delivery.State.FAILED);
            assertThat(toPacs(entry).reason())
                    .contains(String.format("%04X", status))
                    .doesNotContain("Doe");
        }
    }

    private static Delivery toPacs(LedgerEntry entry) {
        return entry.deliveries().stream()
                .filter(delivery -> delivery.destination().equals("pacs"))
                .findFirst()
                .orElseThrow();
    }
}
