package org.einthoven.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.einthoven.dicom.ConformancePage;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.StoredObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/conformance-dicom.md says of endpoints: limits and times without options, options, objects that are refused. */
class EndpointConformanceTest {
    private static final String ECG = UID.TwelveLeadECGWaveformStorage;

    @TempDir
    Path folder;

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

    @Test
    void anEndpointHasTheseOptions() throws IOException {
        String json;
        try (InputStream in =
                Objects.requireNonNull(getClass().getResourceAsStream("/META-INF/org/einthoven/camel/dicom.json"))) {
            json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<List<String>> rows = new ArrayList<>(List.of(List.of("Option", "Default", "For")));
        for (EndpointOptionModel option :
                JsonMapper.generateComponentModel(json).getEndpointParameterOptions()) {
            // Those of every endpoint of Camel are left out.
            if (!option.getLabel().contains("advanced")) {
                String value = String.valueOf(option.getDefaultValue());
                rows.add(List.of(option.getName(), value.equals("null") ? "" : value, purpose(option.getLabel())));
            }
        }

        assertThat(rows).hasSizeGreaterThan(15);
        ConformancePage.assertTable("endpoint-options", rows);
    }

    private static String purpose(String label) {
        if (label.contains("consumer")) {
            return "receiving";
        }
        return label.contains("producer") ? "asking" : "both";
    }

    @Test
    void aDataSetIsComparedWithItsRequest() throws IOException {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("The data set", "Status", "Error comment")));
        rows.add(checked("has the SOP Class UID and SOP Instance UID of the request", dataset(ECG, "1.2.3")));
        rows.add(checked("has another SOP Class UID", dataset("1.2.840.10008.5.1.4.1.1.9.1.2", "1.2.3")));
        rows.add(checked("has no SOP Class UID", dataset("", "1.2.3")));
        rows.add(checked("has another SOP Instance UID", dataset(ECG, "1.2.4")));
        rows.add(checked("has no SOP Instance UID", dataset(ECG, "")));
        byte[] whole = dataset(ECG, "1.2.3");
        assertThat(checked("", Arrays.copyOf(whole, whole.length - 3))).contains("C000");
        assertThat(checked("", "no DICOM object".getBytes(StandardCharsets.US_ASCII)))
                .contains("C000");

        ConformancePage.assertTable("data-set-checks", rows);
    }

    /** Without file meta information, which a reader does not need. */
    private static byte[] dataset(String sopClass, String sopInstance) {
        DicomDataset dataset = new DicomDataset()
                .setString(Tag.SOPClassUID, sopClass)
                .setString(Tag.SOPInstanceUID, sopInstance)
                .setString(Tag.PatientName, "Doe^Jane");
        return DicomWriter.standard().toBytes(dataset, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private List<String> checked(String what, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("object.dcm"), bytes);
        DimseStatus refusal = DataSetCheck.of(new StoredObject(
                        file,
                        ECG,
                        "1.2.3",
                        TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid(),
                        "CART1",
                        "EINTHOVEN",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 104),
                        bytes.length))
                .refusal();
        DimseStatus status = refusal == null ? DimseStatus.SUCCESS : refusal;
        return List.of(what, String.format(Locale.ROOT, "%04X", status.code()), status.errorComment());
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
