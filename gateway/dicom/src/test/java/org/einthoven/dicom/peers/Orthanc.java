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

/** An Orthanc server with a database of its own. AE title ORTHANC; it knows one peer, {@code gw}. */
public final class Orthanc implements AutoCloseable {

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
                {%5$s "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "Plugins": [],
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
