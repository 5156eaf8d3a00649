package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.peers.Dcmtk;
import org.einthoven.dicom.peers.PeerProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ECGs that name no order, and a worklist (dcmtk's) that may have it. */
class WorklistIT {
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    @TempDir
    Path folder;

    private final LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    private Path worklist = Path.of("");

    @BeforeEach
    void begin() throws IOException {
        worklist = Files.createDirectories(folder.resolve("worklists/WORKLIST"));
        Files.createFile(worklist.resolve("lockfile"));
    }

    private void schedule(String accession, String patient, String modality, LocalDateTime start) throws IOException {
        DicomDataset step = new DicomDataset()
                .setString(Tag.Modality, modality)
                .setString(Tag.ScheduledStationAETitle, "CART")
                .setString(Tag.ScheduledProcedureStepStartDate, DAY.format(start))
                .setString(Tag.ScheduledProcedureStepStartTime, start.format(DateTimeFormatter.ofPattern("HHmmss")))
                .setString(Tag.ScheduledProcedureStepID, "S" + accession)
                .setString(Tag.ScheduledProcedureStepDescription, "ECG");
        DicomDataset item = new DicomDataset()
                .setString(Tag.SOPClassUID, UID.ModalityWorklistInformationModelFind)
                .setString(Tag.SOPInstanceUID, UID.random())
                .setString(Tag.AccessionNumber, accession)
                .setString(Tag.PatientName, "Test^Worklist")
                .setString(Tag.PatientID, patient)
                .setString(Tag.PatientBirthDate, "19500101")
                .setString(Tag.PatientSex, "F")
                .setString(Tag.StudyInstanceUID, UID.random())
                .setString(Tag.RequestedProcedureDescription, "ECG")
                .setString(Tag.RequestedProcedureID, "R" + accession)
                .setItems(Tag.ScheduledProcedureStepSequence, step);
        Files.write(worklist.resolve(accession + ".wl"), bytes(item));
    }

    private static byte[] bytes(DicomDataset dataset) {
        DicomFile file = DicomFile.of(dataset);
        return DicomWriter.standard().toBytes(file, file.transferSyntax());
    }

    /** Recorded now. */
    private Path ecg(int number, String patient, String accession) throws Exception {
        DicomDataset dataset =
                DicomReader.standard().read(EcgFiles.small(number, number)).dataset();
        dataset.setString(Tag.PatientID, patient);
        dataset.setString(Tag.AcquisitionDateTime, now.format(DateTimeFormatter.ofPattern("yyyyMMddHHmmss")) + "+0000");
        if (!accession.isEmpty()) {
            dataset.setString(Tag.AccessionNumber, accession);
        } else {
            dataset.remove(Tag.AccessionNumber);
        }
        return Files.write(folder.resolve("ecg" + number + ".dcm"), bytes(dataset));
    }

    private Gateway start(int port) throws Exception {
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(
                configuration.resolve("einthoven.yaml"),
                TestGateways.SMALL_QUEUES + "timeZone: UTC\nworklist: {dicom: 'WORKLIST@127.0.0.1:" + port + "'}\n");
        return Gateway.start(
                GatewayConfiguration.read(configuration, TestGateways.environment(folder.resolve("data"))),
                settings -> new TestGateways.MeanEncoder());
    }

    /** The report of each ECG, in the order in which they were sent. */
    private List<String> reports(Gateway gateway, List<Path> files) throws Exception {
        TestGateways.send(gateway, files);
        List<LedgerEntry> entries = TestGateways.await(gateway, files.size(), LedgerEntry::settled);
        List<String> reports = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            reports.add(gateway.reportJson(String.valueOf(entry.reportId())).orElseThrow());
        }
        return reports;
    }

    @Test
    void findsTheOneOrderThatFitsAndGuessesNone() throws Exception {
        schedule("ONE", "P1", "ECG", now.plusHours(3));
        schedule("TOOLATE", "P1", "ECG", now.plusHours(30));
        schedule("OTHERKIND", "P1", "CT", now);
        schedule("FIRST", "P2", "ECG", now.minusHours(1));
        schedule("SECOND", "P2", "ECG", now.plusHours(1));
        schedule("OWN", "P3", "ECG", now);
        schedule("LONGER", "P44", "ECG", now);
        List<Path> files =
                List.of(ecg(1, "P1", ""), ecg(2, "P2", ""), ecg(3, "P3", "GIVEN"), ecg(4, "P4", ""), ecg(5, "P*", ""));
        int port = PeerProcess.freePort();
        try (PeerProcess provider = new Dcmtk(folder).wlmscpfs(port, worklist.getParent());
                Gateway gateway = start(port)) {
            List<String> reports = reports(gateway, files);
            assertThat(reports.get(0))
                    .as(provider.output())
                    .contains("\"ONE\"", "order-from-worklist")
                    .doesNotContain("TOOLATE", "OTHERKIND");
            assertThat(reports.get(1)).contains("order-ambiguous").doesNotContain("FIRST", "SECOND");
            assertThat(reports.get(2)).contains("GIVEN").doesNotContain("OWN", "worklist");
            assertThat(reports.get(3)).doesNotContain("LONGER", "worklist");
            assertThat(reports.get(4)).doesNotContain("order-ambiguous", "worklist");
        }
    }

    @Test
    void readsEcgsWithoutAWorklistThatDoesNotAnswer() throws Exception {
        try (Gateway gateway = start(PeerProcess.freePort())) {
            List<String> reports = reports(gateway, List.of(ecg(1, "P1", ""), ecg(2, "P2", "")));
            assertThat(reports).allSatisfy(report -> assertThat(report).contains("worklist-unreachable"));
        }
    }
}
