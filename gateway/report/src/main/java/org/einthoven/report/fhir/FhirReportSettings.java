package org.einthoven.report.fhir;

import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a site may choose about its reports.
 *
 * @param drawingBase where drawings are served: a drawing's address is {@code <drawingBase>/<report id>.svg} or
 *     {@code .pdf}; null leaves the addresses out
 * @param inlineDrawing whether the PDF's bytes are put into the report too
 */
public record FhirReportSettings(@Nullable URI drawingBase, boolean inlineDrawing) {
    /** No address and nothing inline: the report without its drawing. */
    public static final FhirReportSettings WITHOUT_DRAWING = new FhirReportSettings(null, false);

    public FhirReportSettings {
        if (drawingBase != null && !drawingBase.isAbsolute()) {
            throw new IllegalArgumentException("the drawings' address " + drawingBase + " is not absolute");
        }
    }

    public static FhirReportSettings drawingsAt(URI drawingBase) {
        return new FhirReportSettings(drawingBase, false);
    }

    /** The address of a report's drawing, or null when drawings have none. */
    public @Nullable String drawingAddress(UUID report, String extension) {
        return drawingBase == null
                ? null
                : drawingBase.toString().replaceFirst("/+$", "") + "/" + report + "." + extension;
    }
}
