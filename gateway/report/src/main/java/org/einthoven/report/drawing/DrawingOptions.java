package org.einthoven.report.drawing;

import java.util.List;
import java.util.Objects;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.delineation.Beat;
import org.jspecify.annotations.Nullable;

/**
 * How an ECG is drawn, and what is printed beside the curves.
 *
 * @param layout how the twelve leads stand on a page
 * @param patientBanner whether the patient's identifier, name, birth date, sex and the recording's time and accession
 *     number stand on each page; without it a drawing holds no patient data at all
 * @param findings the report whose findings are printed, always with "Research use only"; null prints none
 * @param beats whose QRS complexes are marked by ticks and whose waves by bars below the rhythm strip, always with "Research
 *     use only"; an empty list has the drawing say that none was found, null marks none
 * @param quality which leads were not read, drawn in grey, and what is noted of others; null takes what the findings say
 * @param maximumPages where a long recording stops; the drawing says which part it shows
 */
public record DrawingOptions(
        Layout layout,
        boolean patientBanner,
        @Nullable EcgReport findings,
        @Nullable List<Beat> beats,
        @Nullable QualityReport quality,
        int maximumPages) {
    private static final int DEFAULT_MAXIMUM_PAGES = 6;

    /** The curves only: no patient data, no findings, no marks, at most six pages. */
    public static final DrawingOptions PLAIN =
            new DrawingOptions(Layout.AUTOMATIC, false, null, null, null, DEFAULT_MAXIMUM_PAGES);

    public DrawingOptions {
        Objects.requireNonNull(layout);
        beats = beats == null ? null : List.copyOf(beats);
        if (maximumPages < 1) {
            throw new IllegalArgumentException("a drawing has at least one page, not " + maximumPages);
        }
    }

    public DrawingOptions withLayout(Layout other) {
        return new DrawingOptions(other, patientBanner, findings, beats, quality, maximumPages);
    }

    public DrawingOptions withPatientBanner() {
        return new DrawingOptions(layout, true, findings, beats, quality, maximumPages);
    }

    public DrawingOptions withFindings(EcgReport report) {
        return new DrawingOptions(layout, patientBanner, report, beats, quality, maximumPages);
    }

    public DrawingOptions withBeats(List<Beat> found) {
        return new DrawingOptions(layout, patientBanner, findings, found, quality, maximumPages);
    }

    public DrawingOptions withQuality(QualityReport report) {
        return new DrawingOptions(layout, patientBanner, findings, beats, report, maximumPages);
    }

    public DrawingOptions withMaximumPages(int pages) {
        return new DrawingOptions(layout, patientBanner, findings, beats, quality, pages);
    }

    /** What limits the leads, by what was given. */
    QualityReport limits() {
        if (quality != null) {
            return quality;
        }
        return findings == null ? QualityReport.CLEAN : findings.quality();
    }
}
