package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.peers.Dcmtk;
import org.einthoven.dicom.peers.PeerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One archive of the house and one of research: what the one knows of the patient the other does not. */
class DeidentifiedDestinationIT {
    private static final List<String> PLANTED = List.of(
            "Plantagenet",
            "Maud",
            "PLANTED-ID",
            "19410203",
            "ACC-PLANTED",
            "Beckett",
            "Canterbury Infirmary",
            "STUDY-PLANTED",
            "PLANTED-ORDER",
            "1.2.826.0.1.3680043.8.498.4711",
            "1.2.826.0.1.3680043.8.498.4712",
            "1.2.826.0.1.3680043.8.498.4713",
            "1.2.826.0.1.3680043.8.498.4714");

    @TempDir
    Path folder;

    private Path ecg(int number) throws Exception {
        DicomDataset dataset = DicomReader.standard().read(EcgFiles.ecg(number)).dataset();
        dataset.setString(Tag.PatientName, "Plantagenet^Maud")
                .setString(Tag.PatientID, "PLANTED-ID")
                .setString(Tag.PatientBirthDate, "19410203")
                .setString(Tag.AccessionNumber, "ACC-PLANTED")
                .setString(Tag.ReferringPhysicianName, "Beckett^Thomas")
                .setString(Tag.InstitutionName, "Canterbury Infirmary")
                .setString(Tag.StudyID, "STUDY-PLANTED")
                .setString(Tag.PlacerOrderNumberImagingServiceRequest, "PLANTED-ORDER")
                .setString(Tag.SOPInstanceUID, "1.2.826.0.1.3680043.8.498." + (4711 + number))
                .setString(Tag.SeriesInstanceUID, "1.2.826.0.1.3680043.8.498.4713")
                .setString(Tag.StudyInstanceUID, "1.2.826.0.1.3680043.8.498.4714");
        return Files.write(
                folder.resolve("ecg" + number + ".dcm"),
                DicomWriter.standard().toBytes(DicomFile.of(dataset), TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
    }

    private Gateway start(int house, int research) throws Exception {
        Path secret = Files.write(folder.resolve("secret"), new byte[32]);
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(
                configuration.resolve("einthoven.yaml"),
                TestGateways.SMALL_QUEUES + """
                destinations:
                  - {name: house, type: dicom, dicom: 'HOUSE@127.0.0.1:%d'}
                  - name: research
                    type: dicom
                    dicom: RESEARCH@127.0.0.1:%d
                    deidentify: {secretFile: '%s', patientCharacteristics: true}
                """.formatted(house, research, secret));
        return Gateway.start(
                GatewayConfiguration.read(configuration, TestGateways.environment(folder.resolve("data"))),
                settings -> new TestGateways.MeanEncoder());
    }

    @Test
    void researchReceivesNoneOfThePlantedNamesAndUids() throws Exception {
        Path house = Files.createDirectory(folder.resolve("house"));
        Path research = Files.createDirectory(folder.resolve("research"));
        int housePort = PeerProcess.freePort();
        int researchPort = PeerProcess.freePort();
        Dcmtk dcmtk = new Dcmtk(folder);
        List<LedgerEntry> entries;
        try (PeerProcess one = dcmtk.storescp(housePort, house);
                PeerProcess other = dcmtk.storescp(researchPort, research);
                Gateway gateway = start(housePort, researchPort)) {
            TestGateways.send(gateway, List.of(ecg(0), ecg(1)));
            entries = TestGateways.await(gateway, 2, LedgerEntry::settled);
            assertThat(entries)
                    .as(one.output() + other.output())
                    .extracting(LedgerEntry::state)
                    .containsOnly(LedgerEntry.State.DELIVERED);
        }

        List<Path> known = files(house);
        List<Path> unknown = files(research);
        assertThat(known).hasSize(4);
        assertThat(unknown).hasSize(2);
        assertThat(planted(known)).as("what the search finds").hasSizeGreaterThan(6);
        assertThat(planted(unknown)).isEmpty();
        assertThat(entries)
                .extracting(LedgerEntry::sourceIdentifier)
                .as("the ledger knows the ECG by the name that its sender gave it")
                .containsExactlyInAnyOrder("1.2.826.0.1.3680043.8.498.4711", "1.2.826.0.1.3680043.8.498.4712");

        Set<String> patients = new HashSet<>();
        for (Path file : unknown) {
            DicomDataset sent = DicomReader.standard().read(file).dataset();
            assertThat(sent.getString(Tag.SOPClassUID)).isEqualTo(UID.ComprehensiveSRStorage);
            assertThat(sent.getString(Tag.PatientIdentityRemoved)).isEqualTo("YES");
            patients.add(sent.getString(Tag.PatientID));
            assertThat(uids(known)).doesNotContain(sent.getString(Tag.SOPInstanceUID));
            Dcmtk.Result dump = dcmtk.run("dsrdump", "-q", file.toString());
            assertThat(dump.status()).as(dump.output()).isZero();
        }
        assertThat(patients).as("one patient stays one").hasSize(1);
    }

    private static List<Path> files(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static Set<String> planted(List<Path> files) throws Exception {
        Set<String> found = new HashSet<>();
        for (Path file : files) {
            // The names of files too: storescp makes them of UIDs.
            String all = file.getFileName() + Files.readString(file, StandardCharsets.ISO_8859_1);
            PLANTED.stream().filter(all::contains).forEach(found::add);
        }
        return found;
    }

    private static List<String> uids(List<Path> files) throws Exception {
        List<String> uids = new ArrayList<>();
        for (Path file : files) {
            uids.add(DicomReader.standard().read(file).dataset().getString(Tag.SOPInstanceUID));
        }
        return uids;
    }
}
