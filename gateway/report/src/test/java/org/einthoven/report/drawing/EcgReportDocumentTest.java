package org.einthoven.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.report.ReportContent;
import org.einthoven.report.TestEcgs;
import org.einthoven.report.drawing.Shape.Text;
import org.junit.jupiter.api.Test;

class EcgReportDocumentTest {
    private static List<Text> texts(Page page) {
        return page.shapes().stream()
                .filter(Text.class::isInstance)
                .map(Text.class::cast)
                .toList();
    }

    private static EcgReport with(int issues) {
        EcgReport report = TestEcgs.analysed();
        List<QualityIssue> more = IntStream.range(0, issues)
                .mapToObj(i -> QualityIssue.note("n", "Note " + i + " " + "of many words ".repeat(30)))
                .toList();
        return new EcgReport(
                report.recording(),
                report.quality().with(more),
                report.model(),
                report.inference(),
                report.measurements(),
                report.issued());
    }

    private static String text(EcgReport report) throws Exception {
        try (PDDocument document = Loader.loadPDF(EcgReportDocument.pdf(ReportContent.of(report)))) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void saysWhatWasFoundAndMeasuredBehindTheDrawing() throws Exception {
        assertThat(text(TestEcgs.analysed()))
                .contains("Atrial fibrillation present 0.93 0.50")
                .contains("Premature atrial contraction uncertain 0.48 0.50")
                .contains("PR interval 160 ms (the recorder: 158 ms)")
                .contains("P wave axis not measured: no P wave in most beats")
                .contains("QRS axis -31°")
                .contains("Lead left out Lead V4: The lead is flat.")
                .contains("Name einthoven-ecg 0.1.0")
                .contains("25 mm/s");
    }

    @Test
    void saysWhyAnEcgWasNotAnalysed() throws Exception {
        assertThat(text(TestEcgs.notAnalysed(TestEcgs.recording())))
                .contains("Not analysed The recording is shorter than 2 s.")
                .doesNotContain("Probability");
    }

    @Test
    void namesTheDayWhereTheHourIsOpen() throws Exception {
        EcgRecording ecg = TestEcgs.recording();
        Acquisition day = new Acquisition(null, "20110427143012", false, null, null, null, null);

        assertThat(text(TestEcgs.analysed(new EcgRecording(
                        ecg.format(),
                        ecg.source(),
                        ecg.leads(),
                        ecg.patient(),
                        ecg.demographics(),
                        ecg.order(),
                        day,
                        List.of(),
                        List.of()))))
                .contains("Recorded on 2011-04-27 at an unknown time");
    }

    @Test
    void namesPatientAndResearchUseOnEachPage() {
        List<Page> pages = EcgReportDocument.pages(ReportContent.of(TestEcgs.analysed()));

        assertThat(pages).hasSize(2).allSatisfy(page -> assertThat(texts(page))
                .extracting(Text::text)
                .anyMatch(t -> t.contains("MRN-4711"))
                .anyMatch(t -> t.contains("Research use only")));
    }

    @Test
    void goesOnOverAsManyPagesAsItTakes() {
        List<Page> pages = EcgReportDocument.pages(ReportContent.of(with(60)));

        assertThat(pages).hasSizeGreaterThan(4);
        for (Page page : pages.subList(1, pages.size())) {
            assertThat(texts(page)).extracting(Text::text).anyMatch(t -> t.contains("Research use only"));
            assertThat(texts(page)).allSatisfy(t -> {
                assertThat(t.y()).isBetween(10.0, 202.0);
                double right = t.atEnd() ? t.x() : t.x() + OutlineFont.SANS.width(t.text(), t.size());
                assertThat(right).isLessThanOrEqualTo(PageComposer.RIGHT + 0.01);
            });
        }
        String whole = pages.stream()
                .flatMap(page -> texts(page).stream())
                .map(Text::text)
                .reduce("", (a, b) -> a + " " + b);
        assertThat(whole).contains("Note 0 of", "Note 59 of");
    }

    @Test
    void isTheSameBytesAgain() {
        ReportContent content = ReportContent.of(with(3));

        assertThat(EcgReportDocument.pdf(content)).isEqualTo(EcgReportDocument.pdf(content));
    }
}
