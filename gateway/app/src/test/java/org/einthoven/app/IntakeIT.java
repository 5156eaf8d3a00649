package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.fhir.FhirEcgWriter;
import org.einthoven.dicom.network.AssociationRejectedException;
import org.einthoven.dicom.network.DimseStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that has no room says so before it acknowledges anything, and takes ECGs again when it has. */
class IntakeIT {
    private static final int BLOCK = 1 << 16;
    private static final Duration LONG = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    @Test
    void aDiskThatIsNearlyFullRefusesAssociationsAndPosts() throws Exception {
        try (Gateway gateway =
                start(folder.resolve("data"), "intake: {minimumFreeMegabytes: 100000000, maxWaiting: 1000}")) {
            assertThatThrownBy(() -> TestGateways.send(gateway, List.of(ecg())))
                    .isInstanceOfSatisfying(AssociationRejectedException.class, rejected -> assertThat(
                                    List.of(rejected.result(), rejected.source(), rejected.reason()))
                            .containsExactly(2, 3, 1));
            HttpResponse<String> answer = post(gateway);
            assertThat(answer.statusCode()).isEqualTo(507);
            assertThat(answer.body()).contains("the disk of the gateway is nearly full");
            assertThat(gateway.entries()).isEmpty();
        }
    }

    @Test
    void whileTooManyWaitPostsAreToldToComeAgain() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        TestGateways.MeanEncoder slow = new TestGateways.HeldEncoder(go);
        try (Gateway gateway = start(folder.resolve("data"), "intake: {maxWaiting: 1}", slow)) {
            TestGateways.send(gateway, List.of(ecg()));
            HttpResponse<String> busy =
                    await().atMost(LONG).until(() -> post(gateway), answer -> answer.statusCode() == 429);
            assertThat(busy.headers().firstValue("Retry-After")).contains("30");
            assertThat(busy.body()).contains("too many ECGs wait");
            assertThatThrownBy(() -> TestGateways.send(gateway, List.of(ecg())))
                    .isInstanceOf(AssociationRejectedException.class);

            go.countDown();
            await().atMost(LONG).until(() -> post(gateway), answer -> answer.statusCode() < 300);
        }
    }

    /** The disk is a tmpfs of its own, and nothing but the writes themselves finds out that it is full. */
    @Test
    void aFullDiskIsAnsweredBeforeTheAcknowledgementAndRecovers() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", disk.toString()))
                .as("a tmpfs can be mounted (root)")
                .isZero();
        try (Gateway gateway = start(disk.resolve("data"), "intake: {minimumFreeMegabytes: 0, maxWaiting: 1000}")) {
            Path filler = disk.resolve("filler");
            fill(filler);
            assertThat(TestGateways.send(gateway, List.of(ecg())))
                    .extracting(DimseStatus::code)
                    .containsExactly(DimseStatus.OUT_OF_RESOURCES.code());
            assertThat(post(gateway).statusCode()).isEqualTo(507);
            assertThat(gateway.entries()).isEmpty();

            Files.delete(filler);
            assertThat(TestGateways.send(gateway, List.of(ecg()))).containsExactly(DimseStatus.SUCCESS);
            TestGateways.await(gateway, 1, entry -> entry.state() == LedgerEntry.State.DELIVERED);
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private Gateway start(Path data, String yaml) throws Exception {
        return start(data, yaml, new TestGateways.MeanEncoder());
    }

    private Gateway start(Path data, String yaml, TestGateways.MeanEncoder encoder) throws Exception {
        Path configuration = Files.createDirectory(folder.resolve("configuration"));
        Files.writeString(configuration.resolve("einthoven.yaml"), yaml + "\n");
        return Gateway.start(
                GatewayConfiguration.read(configuration, TestGateways.environment(data)), ignored -> encoder);
    }

    private static Path ecg() {
        return Samples.dicom("pydicom_waveform_ecg.dcm");
    }

    private static HttpResponse<String> post(Gateway gateway) throws Exception {
        String observation = new FhirEcgWriter().toJson(EcgDecoder.standard().decode(ecg(), DecodingOptions.DEFAULT));
        HttpRequest post = HttpRequest.newBuilder(gateway.httpAddress().resolve("/fhir/Observation"))
                .header("Content-Type", "application/fhir+json")
                .POST(HttpRequest.BodyPublishers.ofString(observation))
                .build();
        return HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString());
    }

    /** Writes until the disk takes nothing more. */
    private static void fill(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int block = BLOCK; block > 0; ) {
                try {
                    channel.write(ByteBuffer.allocate(block));
                } catch (IOException full) {
                    block /= 16;
                }
            }
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
