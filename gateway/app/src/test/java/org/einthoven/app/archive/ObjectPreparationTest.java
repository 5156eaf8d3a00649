package org.einthoven.app.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.einthoven.app.EcgFiles;
import org.einthoven.app.configuration.ResultKind;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
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

    @TempDir
    Path store;

    private ObjectStore originals;

    @BeforeEach
    void open() throws Exception {
        originals = ObjectStore.open(store);
    }

    private ObjectPreparation deidentifying() {
        return new ObjectPreparation(Set.of(ResultKind.SR), deidentifier(), scratch, originals);
    }

    private ObjectPreparation ofOriginals(@Nullable Deidentifier deidentifier) {
        return new ObjectPreparation(Set.of(ResultKind.ORIGINAL), deidentifier, scratch, originals);
    }

    private static Deidentifier deidentifier() {
        return new Deidentifier(
                DeidentificationSettings.BASIC,
                new DicomPseudonyms("only for tests, and 32 bytes of it".getBytes(StandardCharsets.UTF_8)));
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

    private static ReportDelivery about(ObjectHash original) {
        return ReportDelivery.ofJson(BUNDLE, null).withOriginal(original);
    }

    @Test
    void theOriginalLeavesAsItCameIn() throws Exception {
        byte[] ecg = EcgFiles.small(1, 1);
        ObjectHash original = originals.put(ecg);
        try (PreparedObjects objects = ofOriginals(null).prepare(about(original))) {
            assertThat(objects.files()).singleElement().satisfies(file -> assertThat(file)
                    .hasBinaryContent(ecg));
        }
        assertThat(originals.find(original)).as("it stays").hasBinaryContent(ecg);
    }

    @Test
    void anOriginalWithoutFileMetaBecomesAFile() throws Exception {
        DicomDataset ecg = DicomReader.standard().read(EcgFiles.small(1, 1)).dataset();
        byte[] bare = DicomWriter.standard().toBytes(ecg, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        try (PreparedObjects objects = ofOriginals(null).prepare(about(originals.put(bare)))) {
            DicomFile file = DicomReader.standard().read(objects.files().get(0));
            assertThat(file.fileMeta().isEmpty()).isFalse();
            assertThat(file.dataset().getString(Tag.SOPInstanceUID)).isEqualTo(ecg.getString(Tag.SOPInstanceUID));
        }
    }

    @Test
    void theOriginalIsDeidentified() throws Exception {
        byte[] ecg = EcgFiles.small(1, 1);
        String uid = DicomReader.standard().read(ecg).dataset().getString(Tag.SOPInstanceUID);
        ObjectHash original = originals.put(ecg);
        try (PreparedObjects objects = ofOriginals(deidentifier()).prepare(about(original))) {
            byte[] leaves = Files.readAllBytes(objects.files().get(0));
            assertThat(new String(leaves, StandardCharsets.ISO_8859_1)).doesNotContain("PATIENT-1", uid);
        }
        assertThat(originals.find(original)).as("it stays").hasBinaryContent(ecg);
    }

    @Test
    void anEcgThatIsNoDicomObjectHasNoneToSend() throws Exception {
        ObjectHash observation = originals.put("{\"resourceType\": \"Observation\"}".getBytes(StandardCharsets.UTF_8));
        try (PreparedObjects objects = ofOriginals(null).prepare(about(observation))) {
            assertThat(objects.files()).isEmpty();
        }
    }

    @Test
    void anOriginalThatIsGoneIsNotSent() {
        ObjectHash gone = new ObjectHash("0".repeat(64));
        assertThatThrownBy(() -> ofOriginals(null).prepare(about(gone)))
                .isInstanceOf(NotSendableException.class)
                .hasMessage("the original is not in the object store any more");
    }
}
