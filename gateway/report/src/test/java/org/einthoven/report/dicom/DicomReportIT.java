package org.einthoven.report.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.einthoven.dicom.ContentHash;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;
import org.einthoven.dicom.peers.Dcmtk;
import org.einthoven.dicom.peers.Orthanc;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.report.TestEcgs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports as DICOM objects, read by those who read DICOM for a living. */
class DicomReportIT {
    private static final Path SAMPLES = Path.of("../../tests/samples/dicom");
    private static final UUID OLDER = new UUID(7, 7);

    @TempDir
    Path folder;

    /** A report and the header of its source; null where the source is no DICOM object. */
    record Given(String name, EcgReport report, @Nullable DicomDataset header) {
        @Override
        public String toString() {
            return name;
        }

        DicomFile structuredReport() {
            return TestSources.REPORTS.structuredReport(report, source(), OLDER);
        }

        DicomFile encapsulatedPdf() {
            return TestSources.REPORTS.encapsulatedPdf(report, source());
        }

        private @Nullable SourceObject source() {
            return header == null ? null : SourceObject.of(header);
        }
    }

    static Stream<Given> all() throws Exception {
        EcgRecording ecg = TestEcgs.recording();
        EcgRecording elsewhere =
                ecg.withPatient(new PatientRef("OTHER-1", null), QualityIssue.note("patient-assigned", "Assigned"));
        return Stream.of(
                new Given("a report", TestEcgs.analysed(TestSources.withOrder(ecg)), TestSources.header()),
                new Given("not analysed", TestEcgs.notAnalysed(ecg), TestSources.header()),
                new Given("no DICOM source", TestEcgs.analysed(), null),
                new Given("an empty header", TestEcgs.analysed(), new DicomDataset()),
                new Given("another patient's", TestEcgs.analysed(elsewhere), TestSources.header()),
                new Given("a private class", TestEcgs.analysed(), classed("1.2.840.113619.4.27")),
                new Given("32-bit ECG", TestEcgs.analysed(), classed(UID.General32bitECGWaveformStorage)),
                new Given("invalid UIDs", ofSample("ecgtoolkit_Example.dcm"), sample("ecgtoolkit_Example.dcm")),
                new Given("Mortara", ofSample("pydicom_waveform_ecg.dcm"), sample("pydicom_waveform_ecg.dcm")),
                new Given("Hemodynamic", ofSample(GE), sample(GE)),
                new Given("a name in GB18030", TestEcgs.analysed(), chinese()));
    }

    private static final String GE = "ecg-dicom-web-viewer_test_ecg.dcm";

    private static DicomDataset classed(String sopClass) {
        return TestSources.header().setString(Tag.SOPClassUID, sopClass);
    }

    private static DicomDataset chinese() {
        return TestSources.header()
                .setString(Tag.SpecificCharacterSet, "GB18030")
                .setBytes(Tag.PatientName, VR.PN, "王^小東".getBytes(Charset.forName("GB18030")));
    }

    private static DicomDataset sample(String name) throws Exception {
        return DicomReader.standard().read(SAMPLES.resolve(name)).dataset();
    }

    private static EcgReport ofSample(String name) throws Exception {
        String patient = Objects.requireNonNull(sample(name).getString(Tag.PatientID));
        EcgRecording ecg = TestEcgs.recording(
                TestEcgs.twelveLeads(500, 10),
                new PatientRef(patient, null),
                TestEcgs.recording().order());
        return TestEcgs.analysed(ecg);
    }

    private Path written(String name, DicomFile file) throws IOException {
        Path path = folder.resolve(name);
        Files.write(path, DicomWriter.standard().toBytes(file, file.transferSyntax()));
        return path;
    }

    @ParameterizedTest
    @MethodSource("all")
    void dcmtkReadsTheStructuredReportWithoutComplaint(Given given) throws IOException {
        Path sr = written("sr.dcm", given.structuredReport());
        Dcmtk dcmtk = new Dcmtk(folder);

        Dcmtk.Result dumped = dcmtk.run("dsrdump", "+Pt", "+Pl", sr.toString());
        Dcmtk.Result html =
                dcmtk.run("dsr2html", sr.toString(), folder.resolve("sr.html").toString());

        assertThat(dumped.status()).isZero();
        assertThat(complaints(dumped)).isEmpty();
        assertThat(dumped.output())
                .contains("Comprehensive SR Document", "UNVERIFIED", "TID 3700", "Research use only");
        assertThat(html.status()).isZero();
        assertThat(complaints(html)).isEmpty();
        assertThat(Files.readString(folder.resolve("sr.html")))
                .contains("ECG Report", "Myocardial infarction", "Research use only");
    }

    /** dcmtk's checks of values know no UTF-8, and say so; that is the one line that may stand there. */
    private static List<String> complaints(Dcmtk.Result result) {
        return result.output()
                .lines()
                .filter(line -> line.matches("[WEF]: .*"))
                .filter(line ->
                        !line.equals("W: The VR checker does not support this Specific Character Set: ISO_IR 192"))
                .toList();
    }

    @Test
    void dcmtkGivesTheSamePdfBack() throws IOException {
        Dcmtk dcmtk = new Dcmtk(folder);
        for (EcgReport report : List.of(TestEcgs.analysed(), TestEcgs.notAnalysed(TestEcgs.recording()))) {
            DicomFile file = TestSources.REPORTS.encapsulatedPdf(report, TestSources.source());
            Path pdf = folder.resolve("back.pdf");

            Dcmtk.Result result = dcmtk.run("dcm2pdf", written("pdf.dcm", file).toString(), pdf.toString());

            assertThat(result.status()).isZero();
            assertThat(result.output()).isBlank();
            assertThat(Files.readAllBytes(pdf)).isEqualTo(file.dataset().getBytes(Tag.EncapsulatedDocument));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void dciodvfyFindsNoError(Given given) throws IOException {
        Dicom3Tools tools = new Dicom3Tools(folder);

        List<String> ofSr = tools.validate(written("sr.dcm", given.structuredReport()));
        List<String> ofPdf = tools.validate(written("pdf.dcm", given.encapsulatedPdf()));

        assertThat(unexplained(ofSr)).isEmpty();
        assertThat(ofSr).contains("ComprehensiveSR");
        assertThat(unexplained(ofPdf)).isEmpty();
        assertThat(ofPdf).contains("EncapsulatedPDF");
    }

    /**
     * All but the names of the IODs, and warnings of what cannot be otherwise: that our codes are private, that a source's
     * name is one word, that a source has no Study ID.
     */
    private static List<String> unexplained(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.equals("ComprehensiveSR") && !line.equals("EncapsulatedPDF"))
                .filter(line ->
                        !line.equals("Warning - Unrecognized defined term <99EINTHOVEN> for value 1 of attribute"
                                + " <Coding Scheme Designator>"))
                .filter(line -> !line.matches("Warning - .*Retired Person Name form"))
                .filter(line -> !line.equals(
                        "Warning - Missing attribute or value that would be needed to build DICOMDIR" + " - Study ID"))
                .toList();
    }

    @Test
    void orthancFilesBothWithTheirSourceAndReturnsThem() throws Exception {
        Given given = new Given("Mortara", ofSample("pydicom_waveform_ecg.dcm"), sample("pydicom_waveform_ecg.dcm"));
        Path sr = written("sr.dcm", given.structuredReport());
        Path pdf = written("pdf.dcm", given.encapsulatedPdf());
        Dcmtk dcmtk = new Dcmtk(folder);
        try (Orthanc orthanc = Orthanc.start(folder, 4242)) {
            for (Path file : List.of(SAMPLES.resolve("pydicom_waveform_ecg.dcm"), sr, pdf)) {
                Dcmtk.Result stored =
                        dcmtk.run("storescu", "127.0.0.1", Integer.toString(orthanc.dicomPort()), file.toString());
                assertThat(stored.status()).as(stored.output()).isZero();
            }
            assertThat(orthanc.get("/statistics"))
                    .containsPattern("\"CountPatients\" : 1\\b")
                    .containsPattern("\"CountStudies\" : 1\\b")
                    .containsPattern("\"CountSeries\" : 3\\b")
                    .containsPattern("\"CountInstances\" : 3\\b");
            Set<String> returned = new HashSet<>();
            for (String instance : orthanc.instances()) {
                byte[] bytes = orthanc.getBytes("/instances/" + instance + "/file");
                DicomDataset dataset = DicomReader.standard().read(bytes).dataset();
                returned.add(ContentHash.of(dataset));
                if (UID.EncapsulatedPDFStorage.equals(dataset.getString(Tag.SOPClassUID))) {
                    assertThat(orthanc.getBytes("/instances/" + instance + "/pdf"))
                            .isEqualTo(given.encapsulatedPdf().dataset().getBytes(Tag.EncapsulatedDocument));
                }
            }
            assertThat(returned)
                    .contains(
                            ContentHash.of(given.structuredReport().dataset()),
                            ContentHash.of(given.encapsulatedPdf().dataset()));
        }
    }

    @Test
    void namesReadTheSameInDcmtk() throws IOException {
        Path sr = written("sr.dcm", new Given("", TestEcgs.analysed(), chinese()).structuredReport());

        Dcmtk.Result dumped = new Dcmtk(folder).run("dcmdump", "+P", "PatientName", sr.toString());

        byte[] output = dumped.output().getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(output, StandardCharsets.UTF_8)).contains("[王^小東]");
    }
}
