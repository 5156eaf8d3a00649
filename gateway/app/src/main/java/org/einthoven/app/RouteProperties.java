package org.einthoven.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.einthoven.app.configuration.DicomSettings;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.queue.QueueEngine;
import org.einthoven.dicom.network.AllowedCaller;

/** The placeholders of the routes: what the configuration says, under names that routes use. */
final class RouteProperties {
    /** How often an ECG is read before it is given up: with pauses of at most 5 min about two days. */
    static final String INTERPRET_TRIES = "interpret.tries";

    private RouteProperties() {}

    /** All placeholders; those under {@code properties:} in einthoven.yaml stand above the built-in ones. */
    static Map<String, String> of(GatewayConfiguration configuration) {
        Map<String, String> properties = new TreeMap<>();
        properties.putAll(QueueEngine.routeProperties(configuration.queue()));
        properties.put(INTERPRET_TRIES, "600");
        addDicom(properties, configuration.dicom(), configuration.data());
        properties.putAll(configuration.properties());
        return properties;
    }

    private static void addDicom(Map<String, String> properties, DicomSettings dicom, Path data) {
        properties.put("dicom.aeTitle", dicom.aeTitle());
        properties.put("dicom.bind", dicom.bind().getHostAddress());
        properties.put("dicom.port", String.valueOf(dicom.port()));
        properties.put(
                "dicom.allowedCallers",
                dicom.allowedCallers().stream().map(AllowedCaller::toString).collect(Collectors.joining(",")));
        properties.put("dicom.calledAeTitles", String.join(",", dicom.calledAeTitles()));
        properties.put("dicom.sopClasses", String.join(",", dicom.sopClasses()));
        properties.put("dicom.tls", String.valueOf(dicom.tls() != null));
        properties.put("dicom.maxAssociations", String.valueOf(dicom.maxAssociations()));
        properties.put("dicom.maxPduLength", String.valueOf(dicom.maxPduLength()));
        properties.put("dicom.idleTimeout", String.valueOf(dicom.idleTimeout().toMillis()));
        properties.put("dicom.maxObjectMegabytes", String.valueOf(dicom.maxObjectMegabytes()));
        properties.put(
                "dicom.spoolFolder", data.toAbsolutePath().resolve("spool").toString());
    }
}
