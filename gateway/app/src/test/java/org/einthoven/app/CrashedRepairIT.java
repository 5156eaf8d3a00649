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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.einthoven.app.command.TestCommands;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@link CrashPointsIT} does with the way of an ECG, done with what a person orders and with the rebuilding of a lost
 * ledger: a gateway that starts on what lay on the disk before or after any of the commits has done it or has not, and one
 * report at most.
 */
class CrashedRepairIT {
    private static final Pattern VERSION = Pattern.compile("\"versionId\":\"([^\"]*)\"");

    /** The commit of what was ordered. */
    private static final String ORDER = "Replays.makeDue";

    /** From there on an ECG's way is that of any other. */
    private static final String IN_THE_QUEUE = "after ClientProducerImpl.doSend";

    @TempDir
    Path folder;

    @BeforeAll
    static void weave() {
        CrashPoints.install();
    }

    @Test
    void sentAgain() throws Exception {
        try (Gateway gateway = start(data(), new TestGateways.MeanEncoder())) {
            take(gateway, LedgerEntry.State.DELIVERED);
            watch();
            order(gateway, "replay", "--resend", "--state", "DELIVERED");
            TestGateways.await(gateway, 1, entry -> entry.deliveries().get(0).tries() == 1 && entry.settled());
        }
        everyCopyEndsAs(untilQueued(ORDER), "RESENT", LedgerEntry.State.DELIVERED, LedgerEntry.State.DELIVERED);
    }

    @Test
    void readAgain() throws Exception {
        try (Gateway gateway = start(data(), new TestGateways.MeanEncoder())) {
            take(gateway, LedgerEntry.State.DELIVERED);
            watch();
            order(gateway, "replay", "--rerun", "--state", "DELIVERED");
            awaitPoint("after Ledger.repeated");
        }
        everyCopyEndsAs(untilQueued(ORDER), "RERUN", LedgerEntry.State.DELIVERED, LedgerEntry.State.DELIVERED);
    }

    @Test
    void readAgainByANewerModel() throws Exception {
        try (Gateway gateway = start(data(), new TestGateways.MeanEncoder())) {
            take(gateway, LedgerEntry.State.DELIVERED);
        }
        try (Gateway gateway = start(data(), new NewerEncoder())) {
            watch();
            order(gateway, "replay", "--rerun", "--state", "DELIVERED");
            TestGateways.await(gateway, 1, entry -> entry.settled() && "mean 2".equals(entry.model()));
        }
        List<CrashPoints.Copy> copies =
                taken(new String[] {ORDER}, "Ledger.interpreted", "FhirStore.write", "Ledger.delivery");
        List<String> faults = CrashPoints.faults(copies, copy -> {
            boolean noted = !copy.point().equals("before " + ORDER);
            String model = noted ? "mean 2" : "mean 1";
            try (Gateway gateway = start(copy.folder().resolve("data"), new NewerEncoder())) {
                List<LedgerEntry> entries =
                        TestGateways.await(gateway, 1, entry -> entry.settled() && model.equals(entry.model()));
                boolean asWanted = entries.size() == 1 && hasReports(gateway, noted ? 2 : 1);
                return asWanted ? null : copy.point() + ": " + entries;
            }
        });
        assertThat(copies).hasSizeGreaterThanOrEqualTo(8);
        assertThat(faults).isEmpty();
    }

    @Test
    void released() throws Exception {
        try (Gateway gateway = start(data(), new BrokenEncoder())) {
            take(gateway, LedgerEntry.State.FAILED);
        }
        try (Gateway gateway = start(data(), new TestGateways.MeanEncoder())) {
            watch();
            order(gateway, "quarantine", "release", "--state", "FAILED", "--by", "night");
            TestGateways.await(gateway, 1, entry -> entry.state() == LedgerEntry.State.DELIVERED);
        }
        everyCopyEndsAs(untilQueued(ORDER), "RELEASED", LedgerEntry.State.FAILED, LedgerEntry.State.DELIVERED);
    }

    @Test
    void dismissed() throws Exception {
        try (Gateway gateway = start(data(), new BrokenEncoder())) {
            take(gateway, LedgerEntry.State.FAILED);
            watch();
            String id = gateway.entries().get(0).object().hex();
            order(gateway, "quarantine", "dismiss", id, "--by", "night");
            TestGateways.await(gateway, 1, entry -> entry.state() == LedgerEntry.State.DISMISSED);
        }
        everyCopyEndsAs(
                taken(new String[] {ORDER}), "DISMISSED", LedgerEntry.State.FAILED, LedgerEntry.State.DISMISSED);
    }

    @Test
    void rebuilt() throws Exception {
        try (Gateway gateway = start(data(), new TestGateways.MeanEncoder())) {
            take(gateway, LedgerEntry.State.DELIVERED);
        }
        for (String file : List.of("ledger.db", "ledger.db-wal", "ledger.db-shm")) {
            Files.deleteIfExists(data().resolve(file));
        }
        watch();
        try (Gateway gateway = start(data(), new TestGateways.MeanEncoder())) {
            TestGateways.await(gateway, 1, entry -> entry.state() == LedgerEntry.State.DELIVERED);
        }
        List<CrashPoints.Copy> copies = untilQueued("JobRuns.begin", "Rebuilding.received");
        assertThat(copies)
                .extracting(CrashPoints.Copy::point)
                .contains("after JobRuns.begin", "before Rebuilding.received", "after Rebuilding.received");
        everyCopyEndsAs(copies, "REBUILT", LedgerEntry.State.DELIVERED, LedgerEntry.State.DELIVERED);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void watch() throws Exception {
        CrashPoints.watch(Files.createDirectories(folder.resolve("copies")), data());
    }

    private static void take(Gateway gateway, LedgerEntry.State state) throws Exception {
        TestGateways.send(gateway, List.of(Samples.dicom("pydicom_waveform_ecg.dcm")));
        TestGateways.await(gateway, 1, entry -> entry.state() == state);
    }

    private static void order(Gateway gateway, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", gateway.httpAddress().toString()));
        TestCommands.Result result = TestCommands.run(all.toArray(String[]::new));
        assertThat(result.status()).as(result.err()).isZero();
    }

    private static void awaitPoint(String point) {
        await().atMost(Duration.ofMinutes(2)).until(() -> CrashPoints.isTaken(point));
    }

    private static List<CrashPoints.Copy> untilQueued(String... commits) {
        List<CrashPoints.Copy> copies = taken(commits, "QueueSender.sent", "ClientProducerImpl.doSend");
        List<String> points = copies.stream().map(CrashPoints.Copy::point).toList();
        assertThat(points).contains(IN_THE_QUEUE);
        return copies.subList(0, points.indexOf(IN_THE_QUEUE) + 1);
    }

    /** What else goes on beside these commits, as the end of the delivery before them, is left out. */
    private static List<CrashPoints.Copy> taken(String[] commits, String... more) {
        Set<String> meant = new HashSet<>(List.of(commits));
        meant.addAll(List.of(more));
        return CrashPoints.stop().stream()
                .filter(copy -> meant.contains(copy.point().replaceFirst("(before|after) ", "")))
                .toList();
    }

    /**
     * @param step what the ECG's way tells of what was ordered
     * @param without the state where it was not noted yet
     * @param with the state where it was
     */
    private void everyCopyEndsAs(
            List<CrashPoints.Copy> copies, String step, LedgerEntry.State without, LedgerEntry.State with)
            throws Exception {
        List<String> faults = CrashPoints.faults(copies, copy -> {
            // The first commit is that of the order; a lost ledger is rebuilt whatever was noted.
            boolean noted = !copy.point().equals("before " + ORDER);
            LedgerEntry.State wanted = noted ? with : without;
            try (Gateway gateway = start(copy.folder().resolve("data"), new TestGateways.MeanEncoder())) {
                List<LedgerEntry> entries = TestGateways.await(gateway, 1, entry -> entry.state() == wanted);
                boolean told = gateway.way(entries.get(0).object()).stream()
                        .anyMatch(taken -> taken.outcome().equals(step));
                boolean asWanted = entries.size() == 1
                        && told == noted
                        && hasReports(gateway, wanted == LedgerEntry.State.DELIVERED ? 1 : 0);
                return asWanted ? null : copy.point() + ": " + entries;
            }
        });
        System.out.println("CrashedRepairIT: " + step + ", " + copies.size() + " points, " + faults.size() + " faults");
        assertThat(faults).isEmpty();
    }

    private Gateway start(Path data, TestGateways.MeanEncoder encoder) throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                config.resolve("einthoven.yaml"), TestGateways.SMALL_QUEUES + "properties:\n  interpret.tries: 1\n");
        return Gateway.start(
                GatewayConfiguration.read(config, TestGateways.environment(data)), configuration -> encoder);
    }

    /** So many, each in its first version: one that was written again would have a second. */
    private static boolean hasReports(Gateway gateway, int reports) throws Exception {
        List<String> versions = VERSION.matcher(get(gateway, "/fhir/DiagnosticReport"))
                .results()
                .map(found -> found.group(1))
                .toList();
        return get(gateway, "/fhir/DiagnosticReport?_summary=count").contains("\"total\":" + reports)
                && versions.equals(Collections.nCopies(reports, "1"));
    }

    private static String get(Gateway gateway, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.httpAddress().resolve(path))
                .header("Accept", "application/fhir+json")
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static final class NewerEncoder extends TestGateways.MeanEncoder {
        @Override
        public ModelCard model() {
            return new ModelCard("mean", "2", "0".repeat(64), "Mean", "Tests only", "nothing", List.of(Task.values()));
        }
    }

    private static final class BrokenEncoder extends TestGateways.MeanEncoder {
        @Override
        public Inference infer(List<NormalisedEcg> windows) throws EncoderException {
            throw new EncoderException("the model's runtime failed");
        }
    }
}
