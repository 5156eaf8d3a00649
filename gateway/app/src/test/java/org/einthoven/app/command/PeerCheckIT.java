package org.einthoven.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.dicom.network.DicomServer;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.DicomServices;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.peers.Dcmtk;
import org.einthoven.dicom.peers.Orthanc;
import org.einthoven.dicom.peers.PeerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerCheckIT {
    @TempDir
    Path folder;

    private final StringWriter printed = new StringWriter();

    private int check(String yaml) throws Exception {
        Files.writeString(folder.resolve("einthoven.yaml"), yaml);
        return new PeerCheck(GatewayConfiguration.read(folder, Map.of()), new PrintWriter(printed)).run();
    }

    @Test
    void tellsThatAnArchiveAnswers() throws Exception {
        int port = PeerProcess.freePort();
        Path storage = Files.createDirectory(folder.resolve("archive"));
        try (PeerProcess archive = new Dcmtk(folder).dcmqrscp(port, storage, "EINTHOVEN", 1)) {
            assertThat(check("pull: [{name: pacs, dicom: ARCHIVE@127.0.0.1:%d, retrieve: move}]".formatted(port)))
                    .as(archive.output())
                    .isZero();
        }
        assertThat(printed)
                .asString()
                .isEqualToIgnoringNewLines(
                        "pull pacs (ARCHIVE@127.0.0.1:" + port + "): answers C-ECHO, and takes C-FIND and C-MOVE");
    }

    @Test
    void tellsWhetherAPeerHearsOfStorageCommitments() throws Exception {
        DicomServices hears = DicomServices.storage(object -> DimseStatus.OUT_OF_RESOURCES)
                .withCommitmentUser((result, title) -> DimseStatus.SUCCESS);
        try (DicomServer deaf = receiver();
                DicomServer cart = new EinthovenDicomNetwork()
                        .listen(DicomServerSettings.of("CART", 0, folder.resolve("cart")), hears)) {
            assertThat(check("dicom: {commitment: {peers: ['CART@127.0.0.1:%d', 'DEAF@127.0.0.1:%d']}}"
                            .formatted(cart.port(), deaf.port())))
                    .isEqualTo(1);
        }
        assertThat(printed.toString().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("commitment CART@")
                        .endsWith("answers C-ECHO, and takes storage commitment results"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("commitment DEAF@")
                        .endsWith("answers C-ECHO, but takes no storage commitment results"));
    }

    @Test
    void tellsWhatIsWrongWithEach() throws Exception {
        try (DicomServer receiver = receiver()) {
            int faults = check("""
                    pull:
                      - {name: nobody, dicom: 'NOBODY@127.0.0.1:%d'}
                      - {name: receiver, dicom: 'EINTHOVEN@127.0.0.1:%d'}
                    destinations:
                      - {name: ehr, url: 'http://127.0.0.1:%1$d/fhir', token: 0123456789abcdef0123}
                      - {name: pacs, type: dicom, dicom: 'EINTHOVEN@127.0.0.1:%2$d'}
                    """.formatted(PeerProcess.freePort(), receiver.port()));
            assertThat(faults).isEqualTo(4);
        }
        assertThat(printed.toString().lines())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).startsWith("pull nobody").contains("cannot be reached"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("pull receiver")
                        .endsWith("answers C-ECHO, but takes no C-FIND and no C-GET"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("destination ehr").doesNotContain("0123456789abcdef"));
    }

    @Test
    void dicomWebServersAreAskedByASearch() throws Exception {
        HttpServer fussy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        fussy.createContext("/", exchange -> {
            boolean known = "Bearer right".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(known ? 405 : 401, -1);
            exchange.close();
        });
        fussy.start();
        try (Orthanc orthanc = Orthanc.startWithDicomWeb(folder, 1)) {
            int faults = check("""
                    pull:
                      - {name: web, dicomweb: '%1$s'}
                      - {name: away, dicomweb: 'http://127.0.0.1:%2$d/dicom-web'}
                      - {name: stores-only, dicomweb: '%3$s', token: right}
                    destinations:
                      - {name: orthanc, type: dicomweb, url: '%1$s'}
                      - {name: stow, type: dicomweb, url: '%3$s', token: right}
                      - {name: wrong, type: dicomweb, url: '%3$s', token: wrong-token}
                    """.formatted(
                            orthanc.dicomWeb(),
                            PeerProcess.freePort(),
                            "http://127.0.0.1:" + fussy.getAddress().getPort() + "/dicom-web"));
            assertThat(faults).as(printed.toString()).isEqualTo(3);
        } finally {
            fussy.stop(0);
        }
        assertThat(printed.toString().lines())
                .hasSize(6)
                .anySatisfy(
                        line -> assertThat(line).startsWith("pull web (http").endsWith("): answers QIDO-RS"))
                .anySatisfy(line -> assertThat(line).startsWith("pull away").contains("cannot be reached"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("pull stores-only").contains("answered 405"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("destination orthanc").endsWith("answers QIDO-RS"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("destination stow").contains("does not search"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("destination wrong")
                        .contains("check user, password or token")
                        .doesNotContain("wrong-token"));
    }

    private DicomServer receiver() throws IOException {
        return new EinthovenDicomNetwork()
                .listen(
                        DicomServerSettings.of("EINTHOVEN", 0, folder.resolve("spool")),
                        object -> DimseStatus.OUT_OF_RESOURCES);
    }
}
