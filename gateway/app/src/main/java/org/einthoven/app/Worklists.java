package org.einthoven.app;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import org.einthoven.app.configuration.DicomSettings;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.configuration.WorklistSettings;
import org.einthoven.app.order.Worklist;
import org.einthoven.dicom.network.DicomClientSettings;
import org.jspecify.annotations.Nullable;

/** The worklist that is asked for orders, as the configuration names it. */
final class Worklists {
    /** An ECG waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Worklists() {}

    static @Nullable Worklist of(GatewayConfiguration configuration) {
        WorklistSettings worklist = configuration.worklist();
        if (worklist == null) {
            return null;
        }
        DicomSettings dicom = configuration.dicom();
        ZoneId zone = configuration.timeZoneOf(worklist.remote().aeTitle());
        return new Worklist(
                worklist,
                Routes.dicomNetwork(dicom.engine()),
                DicomClientSettings.of(dicom.aeTitle())
                        .withConnectTimeout(PATIENCE)
                        .withResponseTimeout(PATIENCE)
                        .withTls(worklist.tls() ? dicom.tls() : null),
                Objects.requireNonNullElse(zone, ZoneId.systemDefault()));
    }
}
