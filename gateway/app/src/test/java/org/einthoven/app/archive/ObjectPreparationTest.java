package org.einthoven.app.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.einthoven.app.configuration.ResultKind;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.deidentify.DeidentificationSettings;
import org.einthoven.dicom.deidentify.Deidentifier;
import org.einthoven.dicom.deidentify.DicomPseudonyms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectPreparationTest {
    private static final String BUNDLE = """
            {"resourceType": "Bundle", "type": "transaction", "entry": [{
              "resource": {"resourceType": "DiagnosticReport", "id": "r1", "status": "preliminary",
                           "code": {"text": "ECG"}},
              "request": {"method": "PUT", "url": "DiagnosticReport/r1"}}]}
            """;

    @TempDir
    Path scratch;

    private ObjectPreparation deidentifying() {
        Deidentifier deidentifier = new Deidentifier(
                DeidentificationSettings.BASIC,
                new DicomPseudonyms("only for tests, and 32 bytes of it".getBytes(StandardCharsets.UTF_8)));
        return new ObjectPreparation(Set.of(ResultKind.SR), deidentifier, scratch);
    }

    private static ReportDelivery delivery(byte[] sr) {
        byte[] packed = ResultObjects.pack(Map.of(ResultKind.SR, sr));
        return ReportDelivery.ofJson(BUNDLE, null).withResults(() -> Optional.of(packed));
    }

    private static DicomDataset named(String sopClass) {
        return new DicomDataset()
                .setString(Tag.SOPClassUID, sopClass)
                .setString(Tag.SOPInstanceUID, "1.2.826.0.1.3680043.8.498.99")
                .setString(Tag.PatientName, "Plantagenet^Maud")
                .setString(Tag.PatientID, "PLANTED-1");
    }

    private static byte[] bytes(DicomDataset dataset) {
        return DicomWriter.standard().toBytes(DicomFile.of(dataset), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    @Test
    void whatLeavesIsDeidentified() throws Exception {
        DicomDataset report = named(UID.ComprehensiveSRStorage);
        report.setItems(
                Tag.ContentSequence,
                java.util.List.of(new DicomDataset()
                        .setString(Tag.ValueType, "TEXT")
                        .setString(Tag.TextValue, "Maud Plantagenet was seen")));
        try (PreparedObjects objects = deidentifying().prepare(delivery(bytes(report)))) {
            assertThat(objects.files()).hasSize(1);
            String all = Files.readString(objects.files().get(0), StandardCharsets.ISO_8859_1);
            assertThat(all).doesNotContain("Plantagenet", "Maud", "PLANTED-1", "1.2.826.0.1.3680043.8.498.99");
            DicomDataset sent =
                    DicomReader.standard().read(objects.files().get(0)).dataset();
            assertThat(sent.getString(Tag.PatientIdentityRemoved)).isEqualTo("YES");
            assertThat(sent.getString(Tag.PatientID)).hasSize(32);
        }
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void whatCannotBeDeidentifiedDoesNotLeave() throws Exception {
        DicomDataset pdf = named(UID.EncapsulatedPDFStorage);
        pdf.setBytes(Tag.EncapsulatedDocument, org.einthoven.dicom.VR.OB, new byte[] {'%', 'P', 'D', 'F'});
        ArchiveDestination destination = new ArchiveDestination("research", deidentifying(), (files, report) -> {
            throw new AssertionError("something was sent");
        });
        for (byte[] object : new byte[][] {bytes(pdf), "Plantagenet".getBytes(StandardCharsets.UTF_8)}) {
            DeliveryResult result = destination.deliver(delivery(object));
            assertThat(result)
                    .isInstanceOfSatisfying(DeliveryResult.Refused.class, refused -> assertThat(refused.reason())
                            .startsWith("nothing was sent, as an object cannot be de-identified: ")
                            .doesNotContain("Plantagenet", "PLANTED", "3680043"));
        }
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void aReportWithoutTheObjectIsToBeReadAgain() {
        ReportDelivery none = ReportDelivery.ofJson(BUNDLE, null);
        NotSendableException refused = catchThrowableOfType(
                NotSendableException.class, () -> deidentifying().prepare(none));
        assertThat(refused).hasMessageContaining("the ECG must be read again");
        byte[] packed = ResultObjects.pack(Map.of(ResultKind.PDF, new byte[] {1}));
        ReportDelivery other = ReportDelivery.ofJson(BUNDLE, null).withResults(() -> Optional.of(packed));
        refused = catchThrowableOfType(
                NotSendableException.class, () -> deidentifying().prepare(other));
        assertThat(refused).hasMessageContaining("the ECG must be read again");
    }
}
