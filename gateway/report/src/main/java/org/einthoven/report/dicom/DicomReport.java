package org.einthoven.report.dicom;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.UUID;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomSequence;
import org.einthoven.dicom.DicomValue;
import org.einthoven.dicom.Tag;
import org.einthoven.ecg.EcgReport;
import org.einthoven.report.ReportContent;
import org.einthoven.report.ReportIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Reports as DICOM objects in the study of their source: a Comprehensive SR of TID 3700 and an Encapsulated PDF. The same
 * report, source and settings give the same bytes: all UIDs follow from the report's id, all times from the report. Texts
 * are ASCII or else UTF-8 (ISO_IR 192). Nothing that a source has wrong is written on. Safe for use by many threads.
 */
public final class DicomReport {
    private final DicomReportSettings settings;

    public DicomReport(DicomReportSettings settings) {
        this.settings = Objects.requireNonNull(settings);
    }

    /**
     * The report as a Structured Report.
     *
     * @param source the DICOM object that was read; null where the source is none
     * @param supersedes the id of the report that an older model made of the same source; null for none
     */
    public DicomFile structuredReport(EcgReport report, @Nullable SourceObject source, @Nullable UUID supersedes) {
        ReportContent content = ReportContent.of(report);
        return file(
                StructuredReport.of(content, new ReportHeader(content, source(report, source), settings), supersedes));
    }

    /** The report as an Encapsulated PDF: the drawing, and what was found and measured in words. */
    public DicomFile encapsulatedPdf(EcgReport report, @Nullable SourceObject source) {
        ReportContent content = ReportContent.of(report);
        return file(EncapsulatedPdf.of(content, new ReportHeader(content, source(report, source), settings)));
    }

    /** The SOP Instance UID that a report's Structured Report has; the id is {@link ReportIdentity#report()}. */
    public static String structuredReportUid(UUID report) {
        return ReportHeader.uid(report, StructuredReport.PART);
    }

    /** The SOP Instance UID that a report's Encapsulated PDF has. */
    public static String encapsulatedPdfUid(UUID report) {
        return ReportHeader.uid(report, EncapsulatedPdf.PART);
    }

    /** Says UTF-8 only where there is more than ASCII: older archives know no ISO_IR 192. */
    private static DicomFile file(DicomDataset dataset) {
        if (isAscii(dataset)) {
            dataset.remove(Tag.SpecificCharacterSet);
        }
        return DicomFile.of(dataset);
    }

    private static boolean isAscii(DicomDataset dataset) {
        for (DicomElement element : dataset) {
            boolean ascii = element instanceof DicomSequence sequence
                    ? sequence.items().stream().allMatch(DicomReport::isAscii)
                    : !(element instanceof DicomValue value && value.vr().followsCharacterSet()) || isAscii(value);
            if (!ascii) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(DicomValue value) {
        ByteBuffer bytes = value.buffer();
        while (bytes.hasRemaining()) {
            if (bytes.get() < 0) {
                return false;
            }
        }
        return true;
    }

    private SourceObject source(EcgReport report, @Nullable SourceObject source) {
        return source == null
                ? SourceObject.of(report.recording(), settings.zone())
                : source.fitting(report.recording(), settings.zone());
    }
}
