package org.einthoven.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.einthoven.dicom.peers.Dcmtk;
import org.einthoven.dicom.peers.Orthanc;
import org.einthoven.dicom.peers.PeerProcess;
import org.einthoven.tests.fhirserver.FhirServerProcess;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * From real senders to a real receiver: dcmtk's tools and Orthanc send into the gateway, and the reports are read back by
 * search from a HAPI JPA FHIR server and from the gateway's own endpoint.
 */
@ExtendWith(SharedFhirServer.class)
class PeersIT {
    private static final String AE_TITLE = "EINTHOVEN";

    @TempDir
    static Path folder;

    private static FhirServerProcess hospital;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start(FhirServerProcess server) throws Exception {
        hospital = server;
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("einthoven.yaml"), """
                destinations:
                  - name: hospital
                    type: fhir
                    url: %s
                """.formatted(hospital.address()));
        gateway = new GatewayProcess(folder).start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            assertThat(gateway.terminate()).as("status after SIGTERM").isZero();
        }
    }

    @Test
    void echoscuIsAnswered() throws Exception {
        PeerProcess.require("echoscu");
        assertThat(dcmtk("echoscu", "-aec", AE_TITLE, "127.0.0.1", port()).status())
                .isZero();
    }

    @Test
    void storescuSendsAndTheReportIsFoundInBothServers() throws Exception {
        PeerProcess.require("storescu");
        EcgVariant ecg = EcgVariant.next(folder);
        Dcmtk.Result sent = dcmtk(
                "storescu", "-aec", AE_TITLE, "127.0.0.1", port(), ecg.file().toString());
        assertThat(sent.status()).as(sent.output()).isZero();
        assertReported(Set.of(ecg.sopInstanceUid()));
    }

    @Test
    void theSameObjectSentTwiceHasOneReport() throws Exception {
        PeerProcess.require("storescu");
        EcgVariant ecg = EcgVariant.next(folder);
        // Explicit, then Implicit VR Little Endian: other bytes, the same ECG.
        for (String syntax : List.of("-xe", "-xi", "-xe")) {
            Dcmtk.Result sent = dcmtk(
                    "storescu",
                    syntax,
                    "-aec",
                    AE_TITLE,
                    "127.0.0.1",
                    port(),
                    ecg.file().toString());
            assertThat(sent.status()).as(sent.output()).isZero();
        }
        EcgVariant after = EcgVariant.next(folder);
        dcmtk("storescu", "-aec", AE_TITLE, "127.0.0.1", port(), after.file().toString());
        assertReported(Set.of(ecg.sopInstanceUid(), after.sopInstanceUid()));
    }

    @Test
    void fourDcmsendsAtOnce() throws Exception {
        PeerProcess.require("dcmsend");
        Set<String> uids = new HashSet<>();
        List<PeerProcess> senders = new ArrayList<>();
        Dcmtk dcmtk = new Dcmtk(folder);
        for (int i = 0; i < 4; i++) {
            List<String> arguments = new ArrayList<>(List.of("-aec", AE_TITLE, "127.0.0.1", port()));
            for (int j = 0; j < 5; j++) {
                EcgVariant ecg = EcgVariant.next(folder);
                uids.add(ecg.sopInstanceUid());
                arguments.add(ecg.file().toString());
            }
            senders.add(dcmtk.start("dcmsend", arguments.toArray(String[]::new)));
        }
        for (PeerProcess sender : senders) {
            assertThat(sender.await()).isZero();
        }
        assertReported(uids);
    }

    @Test
    void orthancForwards() throws Exception {
        PeerProcess.require("Orthanc");
        try (Orthanc orthanc = Orthanc.start(Files.createTempDirectory(folder, "orthanc"), gateway.dicomPort)) {
            EcgVariant ecg = EcgVariant.next(folder);
            Dcmtk.Result sent = dcmtk(
                    "storescu",
                    "127.0.0.1",
                    Integer.toString(orthanc.dicomPort()),
                    ecg.file().toString());
            assertThat(sent.status()).as(sent.output()).isZero();
            orthanc.post("/modalities/gw/store", orthanc.instances().get(0));
            assertReported(Set.of(ecg.sopInstanceUid()));
        }
    }

    private static void assertReported(Set<String> sopInstanceUids) throws Exception {
        for (FhirReader server : List.of(new FhirReader(gateway.fhir()), new FhirReader(hospital.address()))) {
            for (String uid : sopInstanceUids) {
                await(uid).atMost(Duration.ofMinutes(2)).until(() -> !server.reportsOfDicomObject(uid)
                        .isEmpty());
                List<DiagnosticReport> reports = server.reportsOfDicomObject(uid);
                assertThat(reports).as(uid).hasSize(1);
                assertThat(reports.get(0).getStatus()).isEqualTo(DiagnosticReport.DiagnosticReportStatus.PRELIMINARY);
                assertThat(reports.get(0).getConclusion()).contains("Research use only");
            }
        }
    }

    private static Dcmtk.Result dcmtk(String tool, String... arguments) throws IOException {
        return new Dcmtk(folder).run(tool, arguments);
    }

    private static String port() {
        return Integer.toString(gateway.dicomPort);
    }
}
