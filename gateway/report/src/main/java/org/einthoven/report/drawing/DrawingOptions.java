package org.einthoven.report.drawing;

import org.einthoven.ecg.EcgReport;
import org.jspecify.annotations.Nullable;

/**
 * What is printed beside the curves.
 *
 * @param patientBanner whether the patient's identifier, name, birth date, sex and the recording's time and accession
 *     number stand on each page; without it a drawing holds no patient data at all
 * @param findings the report whose findings are printed, always with "Research use only"; null prints none
 * @param maximumPages where a long recording stops; the drawing says which part it shows
 */
public record DrawingOptions(
        boolean patientBanner, @Nullable EcgReport findings, int maximumPages) {
    private static final int DEFAULT_MAXIMUM_PAGES = 6;

    /** The curves only: no patient data, no findings, at most six pages. */
    public static final DrawingOptions PLAIN = new DrawingOptions(false, null, DEFAULT_MAXIMUM_PAGES);

    public DrawingOptions {
        if (maximumPages < 1) {
            throw new IllegalArgumentException("a drawing has at least one page, not " + maximumPages);
        }
    }

    public DrawingOptions withPatientBanner() {
        return new DrawingOptions(true, findings, maximumPages);
    }

    public DrawingOptions withFindings(EcgReport report) {
        return new DrawingOptions(patientBanner, report, maximumPages);
    }

    public DrawingOptions withMaximumPages(int pages) {
        return new DrawingOptions(patientBanner, findings, pages);
    }
}
