package org.einthoven.report.drawing;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.ecg.EcgReport;
import org.einthoven.report.ReportContent;

/** A report to be read on paper: the drawing, then findings, measurements, limits and model in words. */
public final class EcgReportDocument {
    private EcgReportDocument() {}

    /** A vector PDF, A4 landscape, that names the patient on each page. The same report gives the same bytes. */
    public static byte[] pdf(ReportContent content) {
        return new PdfWriter().write(pages(content));
    }

    static List<Page> pages(ReportContent content) {
        EcgReport report = content.report();
        DrawingOptions options =
                DrawingOptions.PLAIN.withPatientBanner().withFindings(report).withQuality(content.quality());
        List<Page> pages =
                new ArrayList<>(EcgDrawing.of(report.recording(), options).pages());
        pages.addAll(ReportPages.of(content));
        return pages;
    }
}
