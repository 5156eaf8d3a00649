package org.einthoven.dicom.peers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;

/** An Orthanc server with a database of its own. AE title ORTHANC; it knows one peer, {@code gw}, by DIMSE and by DICOMweb. */
public final class Orthanc implements AutoCloseable {

    private static final Path DICOMWEB = Path.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so");

    private final PeerProcess process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int dicomPort;
    private final int httpPort;

    private Orthanc(PeerProcess process, int dicomPort, int httpPort) {
        this.process = process;
        this.dicomPort = dicomPort;
        this.httpPort = httpPort;
    }

    /**
     * Starts Orthanc.
     *
     * @param folder for configuration, database and log
     * @param gatewayPort where its peer {@code gw}, AE title EINTHOVEN, listens
     */
    public static Orthanc start(Path folder, int gatewayPort) throws IOException {
        return start(folder, gatewayPort, "");
    }

    /** @param options more of its configuration, as JSON members with a comma behind each */
    public static Orthanc start(Path folder, int gatewayPort, String options) throws IOException {
        return launch(folder, gatewayPort, options + "\"Plugins\": [],");
    }

    /**
     * Starts Orthanc with its DICOMweb plugin, under {@code /dicom-web/}; a test that needs the plugin where it is absent is skipped and says so.
     *
     * @param gatewayPort where its DICOMweb server {@code gw} listens, under {@code /dicom-web/} too
     */
    public static Orthanc startWithDicomWeb(Path folder, int gatewayPort) throws IOException {
        Assumptions.assumeTrue(
                Files.exists(DICOMWEB),
                () -> "skipped: Orthanc's DICOMweb plugin is not installed (Debian: apt-get install orthanc-dicomweb)");
        return launch(folder, gatewayPort, String.format(Locale.ROOT, """
                "Plugins": ["%s"],
                 "DicomWeb": {"Enable": true, "Root": "/dicom-web/",
                              "Servers": {"gw": {"Url": "http://127.0.0.1:%d/dicom-web/"}}},
                """, DICOMWEB, gatewayPort));
    }

    /**
     * Starts Orthanc with DICOM by TLS, for peers that show a certificate.
     *
     * @param key with {@code certificate} as PEM, which it shows as a server and as a client
     * @param trusted whose certificates it trusts, as PEM
     * @param options more of its configuration, as JSON members with a comma behind each
     */
    public static Orthanc startSecured(
            Path folder, int gatewayPort, Path key, Path certificate, Path trusted, String options) throws IOException {
        return start(folder, gatewayPort, options + String.format(Locale.ROOT, """
                "DicomTlsEnabled": true, "DicomTlsPrivateKey": "%s", "DicomTlsCertificate": "%s",
                 "DicomTlsTrustedCertificates": "%s", "DicomTlsRemoteCertificateRequired": true,
                """, key, certificate, trusted));
    }

    private static Orthanc launch(Path folder, int gatewayPort, String options) throws IOException {
        PeerProcess.require("Orthanc");
        int dicomPort = PeerProcess.freePort();
        int httpPort = PeerProcess.freePort();
        Path database = Files.createDirectories(folder.resolve("orthanc"));
        Path configuration = folder.resolve("orthanc.json");
        Files.writeString(configuration, configuration(database, dicomPort, httpPort, gatewayPort, options));
        String program = PeerProcess.find("Orthanc").orElseThrow().toString();
        PeerProcess process =
                PeerProcess.start(folder.resolve("orthanc.log"), httpPort, List.of(program, configuration.toString()));
        return new Orthanc(process, dicomPort, httpPort);
    }

    /** Without kept connections: Orthanc closes them after a second, and a POST on one that it just closed fails. */
    private static String configuration(Path database, int dicomPort, int httpPort, int gatewayPort, String options) {
        return String.format(Locale.ROOT, """
                {%5$s "StorageDirectory": "%1$s", "IndexDirectory": "%1$s",
                 "HttpPort": %2$d, "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "KeepAlive": false,
                 "DicomAet": "ORTHANC", "DicomPort": %3$d, "DicomCheckCalledAet": false,
                 "UnknownSopClassAccepted": true, "DicomAlwaysAllowEcho": true, "DicomAlwaysAllowStore": true,
                 "OverwriteInstances": true, "DicomThreadsCount": 32,
                 "DicomModalities": {"gw": ["EINTHOVEN", "127.0.0.1", %4$d]}}
                """, database, httpPort, dicomPort, gatewayPort, options);
    }

    public int dicomPort() {
        return dicomPort;
    }

    /** The address of the DICOMweb plugin. */
    public URI dicomWeb() {
        return URI.create("http://127.0.0.1:" + httpPort + "/dicom-web/");
    }

    /** The answer to a GET, which must be a success. */
    public String get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    public byte[] getBytes(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    /** The answer to a POST, which must be a success. */
    public String post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Tells Orthanc of a peer that is sent to by TLS. */
    public void addSecuredModality(String name, String aeTitle, int port) throws IOException, InterruptedException {
        String body = String.format(
                Locale.ROOT,
                "{\"AET\": \"%s\", \"Host\": \"127.0.0.1\", \"Port\": %d, \"UseDicomTls\": true}",
                aeTitle,
                port);
        send(request("/modalities/" + name).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("Orthanc answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /** The identifiers that Orthanc gave to the instances it holds. */
    public List<String> instances() throws IOException, InterruptedException {
        String list = get("/instances").replaceAll("[\\[\\]\"\\s]", "");
        return list.isEmpty() ? List.of() : List.of(list.split(","));
    }

    @Override
    public void close() {
        process.close();
    }
}
