package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.peers.Orthanc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that go into Orthanc by STOW-RS, as they are and de-identified. */
class WebArchiveIT {
    @TempDir
    Path folder;

    private Gateway start(Orthanc orthanc) throws Exception {
        Path secret = Files.write(folder.resolve("secret"), new byte[32]);
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(
                configuration.resolve("einthoven.yaml"),
                TestGateways.SMALL_QUEUES + """
                destinations:
                  - {name: web, type: dicomweb, url: '%1$s', user: gateway, password: not-asked-for}
                  - {name: research, type: dicomweb, url: '%1$s', deidentify: {secretFile: '%2$s'}}
                """.formatted(orthanc.dicomWeb(), secret));
        return Gateway.start(
                GatewayConfiguration.read(configuration, TestGateways.environment(folder.resolve("data"))),
                settings -> new TestGateways.MeanEncoder());
    }

    @Test
    void orthancFilesThemAndARepeatAddsNothing() throws Exception {
        List<Path> files = EcgFiles.write(folder.resolve("files"), 0, 1);
        try (Orthanc orthanc = Orthanc.startWithDicomWeb(folder, 1);
                Gateway gateway = start(orthanc)) {
            TestGateways.send(gateway, files);
            LedgerEntry entry =
                    TestGateways.await(gateway, 1, LedgerEntry::settled).get(0);
            assertThat(entry.state()).as(entry.toString()).isEqualTo(LedgerEntry.State.DELIVERED);
            TestGateways.send(gateway, files);
            TestGateways.await(gateway, 1, LedgerEntry::settled);

            String study = DicomReader.standard().read(files.get(0)).dataset().getString(Tag.StudyInstanceUID);
            assertThat(orthanc.instances()).hasSize(3);
            int known = 0;
            for (String instance : orthanc.instances()) {
                DicomDataset result = DicomReader.standard()
                        .read(orthanc.getBytes("/instances/" + instance + "/file"))
                        .dataset();
                if (result.getString(Tag.PatientIdentityRemoved, "").equals("YES")) {
                    assertThat(result.getString(Tag.SOPClassUID)).isEqualTo(UID.ComprehensiveSRStorage);
                    assertThat(result.getString(Tag.StudyInstanceUID)).isNotEqualTo(study);
                    assertThat(result.getString(Tag.PatientID)).hasSize(32);
                } else {
                    assertThat(result.getString(Tag.StudyInstanceUID)).isEqualTo(study);
                    assertThat(result.getString(Tag.PatientID)).isEqualTo("PATIENT-0");
                    known++;
                }
            }
            assertThat(known).as("the SR and the PDF").isEqualTo(2);
        }
    }
}
