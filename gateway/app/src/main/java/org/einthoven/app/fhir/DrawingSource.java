package org.einthoven.app.fhir;

import java.io.IOException;
import java.util.Optional;

/** Draws the ECG of a report from the original that the gateway kept; the pipeline implements it. */
@FunctionalInterface
public interface DrawingSource {
    /**
     * The drawing of the ECG behind a report.
     *
     * @param reportId the logical id of a DiagnosticReport of this gateway
     * @return empty where no ECG of that report is kept
     * @throws IOException when it is kept but cannot be drawn; the message is one sentence without patient data
     */
    Optional<byte[]> draw(String reportId, Format format) throws IOException;

    /** What a drawing can be. */
    enum Format {
        SVG("svg", "image/svg+xml"),
        PNG("png", "image/png"),
        PDF("pdf", "application/pdf");

        private final String suffix;
        private final String contentType;

        Format(String suffix, String contentType) {
            this.suffix = suffix;
            this.contentType = contentType;
        }

        public String suffix() {
            return suffix;
        }

        public String contentType() {
            return contentType;
        }
    }
}
