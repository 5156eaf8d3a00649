package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects of classes that the standard has retired, and of a vendor's own, through the routes that ship. */
class SopClassIT {
    private static final String VENDORS = "1.2.826.0.1.3680043.9.7";

    @TempDir
    Path folder;

    private Gateway start(String yaml) throws Exception {
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(configuration.resolve("einthoven.yaml"), TestGateways.SMALL_QUEUES + yaml);
        return Gateway.start(
                GatewayConfiguration.read(configuration, TestGateways.environment(folder.resolve("data"))),
                ignored -> new TestGateways.MeanEncoder());
    }

    private static byte[] object(DicomDataset dataset) {
        return DicomWriter.standard().toBytes(DicomFile.of(dataset), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    /** An ECG under another class. */
    private static byte[] ecg(int number, String sopClass) throws Exception {
        return object(
                DicomReader.standard().read(EcgFiles.ecg(number)).dataset().setString(Tag.SOPClassUID, sopClass));
    }

    private static byte[] curve() {
        return object(new DicomDataset()
                .setString(Tag.SOPClassUID, UID.StandaloneCurveStorage)
                .setString(Tag.SOPInstanceUID, "1.2.3.4"));
    }

    private static List<byte[]> objects() throws Exception {
        return List.of(ecg(0, UID.WaveformStorageTrial), ecg(1, VENDORS), curve());
    }

    /** Two ECGs, and a curve that is none. */
    private static void assertKept(Gateway gateway) throws Exception {
        List<LedgerEntry> entries = TestGateways.await(gateway, 3, LedgerEntry::settled);
        assertThat(entries)
                .extracting(LedgerEntry::state)
                .containsExactlyInAnyOrder(
                        LedgerEntry.State.DELIVERED, LedgerEntry.State.DELIVERED, LedgerEntry.State.QUARANTINED);
        assertThat(entries)
                .filteredOn(entry -> entry.state() == LedgerEntry.State.QUARANTINED)
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).contains("not a waveform", "Standalone Curve"));
    }

    @Test
    void cStoreTakesThem() throws Exception {
        Files.createDirectories(folder.resolve("sent"));
        int number = 0;
        for (byte[] object : objects()) {
            Files.write(folder.resolve("sent/" + number++ + ".dcm"), object);
        }
        List<Path> files =
                List.of(folder.resolve("sent/0.dcm"), folder.resolve("sent/1.dcm"), folder.resolve("sent/2.dcm"));
        try (Gateway gateway = start("dicom: {sopClasses: [" + VENDORS + "]}")) {
            TestGateways.store(gateway.dicomPort(), files);
            assertKept(gateway);
        }
    }

    @Test
    void stowTakesThem() throws Exception {
        try (Gateway gateway = start("dicom: {sopClasses: [" + VENDORS + "]}")) {
            assertThat(stow(gateway, objects()).statusCode()).isEqualTo(200);
            assertKept(gateway);
        }
    }

    @Test
    void aVendorsClassThatNobodyListedIsRefused() throws Exception {
        Path file = Files.write(folder.resolve("vendors.dcm"), ecg(1, VENDORS));
        try (Gateway gateway = start("dicom: {calledAeTitles: [ECG]}")) {
            assertThat(stow(gateway, List.of(ecg(1, VENDORS))).statusCode()).isEqualTo(409);
            assertThatThrownBy(() -> TestGateways.store(gateway.dicomPort(), List.of(file)))
                    .as("it calls ARCHIVE")
                    .hasMessageContaining("called AE title");
            assertThat(gateway.entries()).isEmpty();
        }
    }

    private static HttpResponse<String> stow(Gateway gateway, List<byte[]> objects) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] object : objects) {
            body.write("--b\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            body.write(object);
            body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.write("--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.httpPort() + "/dicom-web/studies"))
                .header("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
