package org.einthoven.report.dicom;

import java.time.ZoneId;
import java.util.Objects;

/**
 * What reports as DICOM objects say that neither the ECG nor the model tells.
 *
 * @param zone of dates and times, as the site's archives have them; a source that states its offset from UTC keeps to that
 * @param softwareVersion the gateway's: "0.1.0"
 */
public record DicomReportSettings(ZoneId zone, String softwareVersion) {
    public DicomReportSettings {
        Objects.requireNonNull(zone);
        Objects.requireNonNull(softwareVersion);
    }
}
