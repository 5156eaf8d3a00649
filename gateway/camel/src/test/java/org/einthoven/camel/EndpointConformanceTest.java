package org.einthoven.camel;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.einthoven.dicom.ConformancePage;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomServerSettings;
import org.junit.jupiter.api.Test;

/** The limits and times of associations in docs/conformance-dicom.md are those of an endpoint without options. */
class EndpointConformanceTest {
    private final DicomEndpoint endpoint = new DicomEndpoint("dicom:store", new DicomComponent());

    @Test
    void anAcceptorHasTheseLimits() throws IOException {
        DicomServerSettings settings = endpoint.serverSettings();

        ConformancePage.assertTable(
                "acceptor-limits",
                List.of(
                        List.of("As the acceptor", ""),
                        List.of("Associations at once", String.valueOf(settings.maximumAssociations())),
                        List.of("Maximum PDU length", settings.maximumPduLength() + " bytes"),
                        List.of("Largest object", mebibytes(settings.maximumObjectSize())),
                        List.of("ARTIM timer", seconds(settings.associationTimeout())),
                        List.of("Silence within an association", seconds(settings.idleTimeout())),
                        List.of("Time to finish when the gateway stops", seconds(settings.drainTimeout()))));
    }

    @Test
    void aRequestorHasTheseLimits() throws IOException {
        DicomClientSettings settings = endpoint.clientSettings();

        ConformancePage.assertTable(
                "requestor-limits",
                List.of(
                        List.of("As the requestor", ""),
                        List.of("Maximum PDU length", settings.maximumPduLength() + " bytes"),
                        List.of("Largest object by C-GET", mebibytes(settings.maximumObjectSize())),
                        List.of(
                                "Connection, and answer to the association request",
                                seconds(settings.connectTimeout())),
                        List.of("Response", seconds(settings.responseTimeout())),
                        List.of("Release", seconds(settings.releaseTimeout()))));
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
