package org.einthoven.report.dicom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.einthoven.dicom.ConformancePage;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomDictionary;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomSequence;
import org.einthoven.dicom.DicomValue;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityReport;
import org.einthoven.report.TestEcgs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The attributes of created objects in docs/conformance-dicom.md are those of objects of very different sources. */
class ObjectsConformanceTest {
    private static final DicomReport OTHER = new DicomReport(new DicomReportSettings(ZoneId.of("Asia/Tokyo"), "9.9"));
    private static final int LONGEST_CONSTANT = 64;
    private static final Pattern OWN_CODE = Pattern.compile("([\\w-]+) " + CodedConcept.OWN + " \"([^\"]*)\"");

    /** A report as one of the two kinds of object. */
    private interface Writer {
        DicomFile write(DicomReport reports, EcgReport report, @Nullable SourceObject source, @Nullable UUID older);
    }

    @Test
    void theStructuredReport() throws IOException {
        assertAttributes("structured-report", DicomReport::structuredReport);
    }

    @Test
    void theEncapsulatedPdf() throws IOException {
        assertAttributes(
                "encapsulated-pdf", (reports, report, source, older) -> reports.encapsulatedPdf(report, source));
    }

    @Test
    void theOwnCodes() throws IOException {
        Map<String, String> codes = new TreeMap<>();
        for (QualityIssue.Severity severity : QualityIssue.Severity.values()) {
            EcgReport report = TestEcgs.analysed();
            EcgReport other = new EcgReport(
                    report.recording(),
                    new QualityReport(List.of(new QualityIssue(severity, "any", null, "Any."))),
                    report.model(),
                    severity == QualityIssue.Severity.DO_NOT_ANALYSE ? null : report.inference(),
                    report.measurements(),
                    report.issued());
            Matcher matcher = OWN_CODE.matcher(ContentTree.of(TestSources.REPORTS
                    .structuredReport(other, TestSources.source(), null)
                    .dataset()));
            while (matcher.find()) {
                codes.put(matcher.group(1), matcher.group(2));
            }
        }
        List<List<String>> rows = new ArrayList<>(List.of(List.of("Code value", "Code meaning")));
        codes.forEach((code, meaning) -> rows.add(List.of(code, meaning)));

        ConformancePage.assertTable("own-codes", rows);
    }

    private static void assertAttributes(String table, Writer writer) throws IOException {
        EcgReport analysed = TestEcgs.analysed();
        EcgReport ordered = later(TestEcgs.analysed(TestSources.withOrder(TestEcgs.recording())));
        EcgReport reassigned = TestEcgs.analysed(
                TestEcgs.recording(TestEcgs.twelveLeads(500, 10), new PatientRef("other", "elsewhere"), OrderRef.NONE));
        EcgReport unknown = TestSources.byModel(TestEcgs.notAnalysed(unknown()), "77");
        List<DicomDataset> objects = Stream.of(
                        writer.write(TestSources.REPORTS, analysed, TestSources.source(), null),
                        writer.write(TestSources.REPORTS, ordered, full("1", "+0200", "UUID"), new UUID(1, 2)),
                        writer.write(TestSources.REPORTS, ordered, full("2", "-0300", "ISO"), new UUID(1, 3)),
                        writer.write(TestSources.REPORTS, reassigned, full("3", "-0300", "ISO"), null),
                        writer.write(TestSources.REPORTS, reassigned, full("4", "-0300", "ISO"), null),
                        writer.write(TestSources.REPORTS, unknown, null, null),
                        writer.write(OTHER, unknown, SourceObject.of(new DicomDataset()), null),
                        writer.write(OTHER, analysed, null, null))
                .map(DicomFile::dataset)
                .toList();
        List<List<String>> rows = new ArrayList<>(List.of(List.of("Attribute", "Tag", "VR", "Presence", "Value")));
        add(rows, "", objects);

        ConformancePage.assertTable(table, rows);
    }

    private static EcgRecording unknown() {
        EcgRecording known = TestEcgs.recording();
        return new EcgRecording(
                known.format(),
                known.source(),
                known.leads(),
                null,
                Demographics.UNKNOWN,
                new OrderRef(null, "P-2"),
                Acquisition.UNKNOWN,
                List.of(),
                List.of());
    }

    /** A source that says all that results take over, each of another number otherwise. */
    private static SourceObject full(String number, String offset, String issuerType) {
        DicomDataset header = TestSources.header();
        header.setString(Tag.PatientName, "Müller^Änne " + number);
        header.setString(Tag.PatientBirthDate, "1940010" + number);
        header.setString(Tag.PatientSex, "M");
        header.setString(Tag.StudyDate, "2011042" + number);
        header.setString(Tag.StudyTime, "01020" + number);
        header.setString(Tag.StudyID, "T" + number);
        header.setString(Tag.ReferringPhysicianName, "Roth^Eva " + number);
        header.setString(Tag.StudyDescription, "Stress ECG " + number);
        header.setString(Tag.IssuerOfPatientID, "Ward 3" + number);
        header.setString(Tag.TimezoneOffsetFromUTC, offset);
        header.setString(Tag.StudyInstanceUID, "1.2.840.113619.2.2." + number);
        header.setString(Tag.SeriesInstanceUID, "1.2.840.113619.2.3." + number);
        header.setString(Tag.SOPInstanceUID, "1.2.840.113619.2.4." + number);
        header.setString(
                Tag.SOPClassUID,
                "13".contains(number) ? UID.GeneralECGWaveformStorage : UID.TwelveLeadECGWaveformStorage);
        header.setString(Tag.AccessionNumber, "A-7" + number);
        header.setItems(
                Tag.IssuerOfPatientIDQualifiersSequence,
                new DicomDataset()
                        .setBytes(Tag.UniversalEntityID, VR.UT, ("1.2." + number).getBytes(StandardCharsets.UTF_8))
                        .setString(Tag.UniversalEntityIDType, issuerType));
        return SourceObject.of(header);
    }

    private static EcgReport later(EcgReport report) {
        return new EcgReport(
                report.recording(),
                report.quality(),
                report.model(),
                report.inference(),
                report.measurements(),
                report.issued().plusSeconds(100_000));
    }

    private static void add(List<List<String>> rows, String nesting, List<DicomDataset> datasets) {
        Map<Long, List<DicomElement>> byTag = new TreeMap<>();
        for (DicomDataset dataset : datasets) {
            for (DicomElement element : dataset) {
                byTag.computeIfAbsent(element.tag() & 0xFFFF_FFFFL, any -> new ArrayList<>())
                        .add(element);
            }
        }
        byTag.values().forEach(elements -> {
            DicomElement first = elements.get(0);
            rows.add(List.of(
                    nesting + DicomDictionary.keywordOf(first.tag()),
                    String.format("(%04X,%04X)", Tag.group(first.tag()), Tag.element(first.tag())),
                    first.vr().name(),
                    presence(elements, datasets.size()),
                    constant(first.tag(), datasets)));
            if (first.tag() != Tag.ContentSequence) {
                List<DicomDataset> items = elements.stream()
                        .filter(DicomSequence.class::isInstance)
                        .flatMap(element -> ((DicomSequence) element).items().stream())
                        .toList();
                add(rows, nesting + ">", items);
            }
        });
    }

    /** The abbreviations of PS3.2 A.9.1.1. */
    private static String presence(List<DicomElement> elements, int datasets) {
        long empty = elements.stream().filter(ObjectsConformanceTest::isEmpty).count();
        if (elements.size() < datasets) {
            return "ANAP";
        }
        return empty == 0 ? "ALWAYS" : empty == datasets ? "EMPTY" : "VNAP";
    }

    private static boolean isEmpty(DicomElement element) {
        return element instanceof DicomSequence sequence
                ? sequence.items().isEmpty()
                : element instanceof DicomValue value && value.length() == 0;
    }

    /** The value where it is the same in each object, as long as it is a text or number. */
    private static String constant(int tag, List<DicomDataset> datasets) {
        Set<String> values = new LinkedHashSet<>();
        for (DicomDataset dataset : datasets) {
            if (dataset.get(tag) instanceof DicomValue value && value.vr() != VR.OB) {
                values.add(String.join("\\", dataset.getStrings(tag)));
            }
        }
        String value = values.size() == 1 ? values.iterator().next() : "";
        return value.length() > LONGEST_CONSTANT ? "" : value;
    }
}
