package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.fhir.FhirEcgWriter;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.NormalisedEcg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ECG files by POST /api/files, over real sockets. */
class FileIntakeIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void aFileOfAnyFormatIsTakenOnceAndReportedOnce() throws Exception {
        EcgRecording recording =
                EcgDecoder.standard().decode(Samples.dicom("pydicom_waveform_ecg.dcm"), DecodingOptions.DEFAULT);
        byte[] fhir = new FhirEcgWriter().toJson(recording).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (Gateway gateway = TestGateways.start(folder.resolve("data"))) {
            assertThat(post(gateway, EcgFiles.ecg(1)).statusCode()).isEqualTo(202);
            assertThat(post(gateway, fhir).statusCode()).isEqualTo(202);
            assertThat(post(gateway, EcgFiles.ecg(1)))
                    .returns(200, HttpResponse::statusCode)
                    .satisfies(answer -> assertThat(answer.body()).contains("known"));

            List<LedgerEntry> entries = TestGateways.await(gateway, 2, LedgerEntry::settled);
            assertThat(entries).extracting(LedgerEntry::state).containsOnly(LedgerEntry.State.DELIVERED);
            assertThat(entries).extracting(LedgerEntry::lane).containsOnly(Lane.BACKFILL);
            assertThat(entries).extracting(LedgerEntry::channel).containsOnly("file");
        }
    }

    @Test
    void whatIsNoEcgIsRefusedWithTheReasonAndNotKept() throws Exception {
        String header = "100 12 500 5000\n100.dat 16 1000/mV 16 0 0 0 0 I\n";
        try (Gateway gateway = TestGateways.start(folder.resolve("data"))) {
            assertThat(post(gateway, "Dear colleague".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .returns(422, HttpResponse::statusCode)
                    .satisfies(answer ->
                            assertThat(answer.body()).contains("not an ECG").doesNotContain("colleague"));
            assertThat(post(gateway, new byte[0]).statusCode()).isEqualTo(422);
            assertThat(post(gateway, header.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .returns(422, HttpResponse::statusCode)
                    .satisfies(answer -> assertThat(answer.body()).contains("a header and signal files"));
            assertThat(gateway.entries()).isEmpty();
        }
    }

    @Test
    void withoutATokenNothingIsTaken() throws Exception {
        var environment = TestGateways.environment(folder.resolve("data"));
        environment.remove("EINTHOVEN_SECURITY");
        try (Gateway gateway = Gateway.start(
                GatewayConfiguration.read(TestGateways.SMALL, environment),
                configuration -> new TestGateways.MeanEncoder())) {
            assertThat(post(gateway, EcgFiles.ecg(1)).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void asManyAsMayWaitThenComeBackLater() throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("einthoven.yaml"), TestGateways.SMALL_QUEUES + "backfill: {maxWaiting: 3}\n");
        CountDownLatch release = new CountDownLatch(1);
        try (Gateway gateway = Gateway.start(
                GatewayConfiguration.read(config, TestGateways.environment(folder.resolve("data"))),
                configuration -> new HeldEncoder(release))) {
            List<Integer> statuses = new ArrayList<>();
            for (int number = 0; number < 4; number++) {
                statuses.add(post(gateway, EcgFiles.ecg(number)).statusCode());
            }
            assertThat(statuses).containsExactly(202, 202, 202, 429);
            assertThat(post(gateway, EcgFiles.ecg(9)).headers().firstValue("Retry-After"))
                    .contains("2");
            assertThat(post(gateway, EcgFiles.ecg(0)).statusCode()).isEqualTo(200);

            release.countDown();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> post(gateway, EcgFiles.ecg(3)).statusCode() == 202);
            TestGateways.await(gateway, 4, LedgerEntry::settled);
        }
    }

    @Test
    void aBackfillDelaysNoEcgThatComesIn() throws Exception {
        int archive = 200;
        int live = 5;
        List<Path> carts = EcgFiles.write(folder.resolve("live"), 1_000, 1_000 + live);
        try (Gateway gateway = TestGateways.start(folder.resolve("data"))) {
            long alone =
                    millisUntilReported(gateway, EcgFiles.write(folder.resolve("alone"), 2_000, 2_000 + live), live);
            ExecutorService senders = Executors.newFixedThreadPool(4);
            for (int number = 0; number < archive; number++) {
                byte[] ecg = EcgFiles.ecg(number);
                senders.submit(() -> post(gateway, ecg));
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> gateway.entries().size() >= live + 20);
            long amid = millisUntilReported(gateway, carts, 2 * live);
            long before = gateway.entries().stream()
                    .filter(entry -> entry.lane() == Lane.BACKFILL && entry.settled())
                    .count();
            System.out.printf(
                    "%d live ECGs were reported after %d ms alone, %d ms amid a backfill, while %d of %d of it were%n",
                    live, alone, amid, before, archive);
            assertThat(before).isLessThan(archive / 2);

            senders.shutdown();
            assertThat(senders.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
            TestGateways.await(gateway, archive + 2 * live, LedgerEntry::settled);
        }
    }

    @Test
    void anArchiveAtASlowDestinationDelaysNoReportOfToday() throws Exception {
        int archive = 60;
        int today = 20;
        Path config = Files.createDirectories(folder.resolve("config"));
        try (Gateway ehr = TestGateways.start(folder.resolve("ehr"));
                HeldFront slow = new HeldFront(ehr.httpAddress())) {
            Files.writeString(
                    config.resolve("einthoven.yaml"),
                    TestGateways.SMALL_QUEUES + "destinations:\n  - name: ehr\n    url: " + slow.address() + "/fhir\n");
            try (Gateway gateway = Gateway.start(
                    GatewayConfiguration.read(config, TestGateways.environment(folder.resolve("data"))),
                    configuration -> new TestGateways.MeanEncoder())) {
                for (int number = 0; number < archive; number++) {
                    post(gateway, EcgFiles.ecg(number));
                }
                TestGateways.await(gateway, archive, entry -> entry.reportId() != null);
                List<Path> files = new ArrayList<>();
                for (int patient = archive - today; patient < archive; patient++) {
                    files.add(Files.write(
                            folder.resolve("live" + patient + ".dcm"), EcgFiles.ecg(1_000 + patient, patient)));
                }
                TestGateways.send(gateway, files);
                List<String> live =
                        TestGateways.await(gateway, archive + today, entry -> entry.reportId() != null).stream()
                                .filter(entry -> entry.lane() == Lane.LIVE)
                                .map(LedgerEntry::reportId)
                                .toList();
                assertThat(live).hasSize(today);

                slow.release();

                TestGateways.await(gateway, archive + today, LedgerEntry::settled);
                assertThat(slow.posted()).hasSize(archive + today);
                assertThat(slow.posted().stream()
                                .takeWhile(body -> live.stream().noneMatch(body::contains))
                                .count())
                        .as("reports of the archive before the first of today")
                        .isLessThan(archive / 2);
                long last = lastIndex(slow.posted(), live);
                assertThat(last - (today - 1))
                        .as("reports of the archive before the last of today, though it has others of their patients")
                        .isLessThan(archive / 2);
            }
        }
    }

    private static long lastIndex(List<String> posted, List<String> reports) {
        long last = -1;
        for (int i = 0; i < posted.size(); i++) {
            String body = posted.get(i);
            last = reports.stream().anyMatch(body::contains) ? i : last;
        }
        return last;
    }

    /** @param count how many ECGs that are no backfill are then reported, earlier ones included */
    private static long millisUntilReported(Gateway gateway, List<Path> files, int count) throws Exception {
        long begin = System.nanoTime();
        TestGateways.send(gateway, files);
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> gateway.entries().stream()
                                .filter(entry -> entry.lane() == Lane.LIVE && entry.settled())
                                .count()
                        == count);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private static HttpResponse<String> post(Gateway gateway, byte[] body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(gateway.httpAddress().resolve("/api/files?channel=file&name=x"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Reads nothing before it is let. */
    private static final class HeldEncoder extends TestGateways.MeanEncoder {
        private final CountDownLatch release;

        HeldEncoder(CountDownLatch release) {
            this.release = release;
        }

        @Override
        public Inference infer(List<NormalisedEcg> windows) throws EncoderException {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EncoderException("interrupted");
            }
            return super.infer(windows);
        }
    }
}
