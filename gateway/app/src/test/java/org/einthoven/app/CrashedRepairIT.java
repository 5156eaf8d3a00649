package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.einthoven.app.command.TestCommands;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@link CrashPointsIT} does with the way of an ECG, done with what a person orders and with the rebuilding of a lost
 * ledger: a gateway that starts on what lay on the disk before or after any of the commits has done it or has not, and no
 * report is written twice.
 */
class CrashedRepairIT {
    /** The commit of what was ordered. */
    private static final String ORDER = "Replays.makeDue";

    /** From there on an ECG's way is that of any other. */
    private static final String IN_THE_QUEUE = "after ClientProducerImpl.doSend";

    private static final Pattern VERSION = Pattern.compile("\"versionId\":\"([^\"]*)\"");

    @TempDir
    Path folder;

    @BeforeAll
    static void weave() {
        CrashPoints.install();
    }

    /**
     * What must come of a copy.
     *
     * @param step what the ECG's way tells of what was ordered
     * @param told whether it tells that
     * @param model of the ECG's report; null where that does not tell whether it was done
     * @param encoder which the gateway has that starts on it
     */
    private record Outcome(
            String step,
            boolean told,
            LedgerEntry.State state,
            @Nullable String model,
            int reports,
            TestGateways.MeanEncoder encoder) {}

    /** All copies are looked at together: most of the time is spent waiting. */
    @Test
    void whateverIsOrderedIsDoneOrIsNotDone() throws Exception {
        Map<CrashPoints.Copy, Outcome> outcomes = new HashMap<>();
        outcomes.putAll(sentAgain(folder.resolve("sent-again")));
        outcomes.putAll(readAgain(folder.resolve("read-again")));
        outcomes.putAll(readAgainByANewerModel(folder.resolve("newer")));
        outcomes.putAll(released(folder.resolve("released")));
        outcomes.putAll(dismissed(folder.resolve("dismissed")));
        outcomes.putAll(rebuilt(folder.resolve("rebuilt")));

        List<String> faults =
                CrashPoints.faults(List.copyOf(outcomes.keySet()), copy -> fault(copy, outcomes.get(copy)));

        System.out.println("CrashedRepairIT: " + outcomes.size() + " points, " + faults.size() + " faults");
        assertThat(faults).isEmpty();
    }

    private static @Nullable String fault(CrashPoints.Copy copy, Outcome wanted) throws Exception {
        try (Gateway gateway = start(copy.folder(), wanted.encoder())) {
            List<LedgerEntry> entries = TestGateways.await(
                    gateway,
                    1,
                    entry -> entry.state() == wanted.state()
                            && (wanted.model() == null || wanted.model().equals(entry.model())));
            boolean told = gateway.way(entries.get(0).object()).stream()
                    .anyMatch(taken -> taken.outcome().equals(wanted.step()));
            boolean asWanted = entries.size() == 1 && told == wanted.told() && hasReports(gateway, wanted.reports());
            return asWanted ? null : copy.point() + " of " + wanted + ": " + entries;
        }
    }

    private static Map<CrashPoints.Copy, Outcome> sentAgain(Path root) throws Exception {
        try (Gateway gateway = start(root, new TestGateways.MeanEncoder())) {
            take(gateway, LedgerEntry.State.DELIVERED);
            watch(root);
            order(gateway, "replay", "--resend", "--state", "DELIVERED");
            TestGateways.await(gateway, 1, entry -> entry.deliveries().get(0).tries() == 1 && entry.settled());
        }
        return outcomes(untilQueued(ORDER), "RESENT", LedgerEntry.State.DELIVERED, LedgerEntry.State.DELIVERED);
    }

    private static Map<CrashPoints.Copy, Outcome> readAgain(Path root) throws Exception {
        try (Gateway gateway = start(root, new TestGateways.MeanEncoder())) {
            take(gateway, LedgerEntry.State.DELIVERED);
            watch(root);
            order(gateway, "replay", "--rerun", "--state", "DELIVERED");
            TestGateways.await(gateway, 1, entry -> CrashPoints.isTaken("after Ledger.repeated"));
        }
        return outcomes(untilQueued(ORDER), "RERUN", LedgerEntry.State.DELIVERED, LedgerEntry.State.DELIVERED);
    }

    private static Map<CrashPoints.Copy, Outcome> readAgainByANewerModel(Path root) throws Exception {
        try (Gateway gateway = start(root, new TestGateways.MeanEncoder())) {
            take(gateway, LedgerEntry.State.DELIVERED);
        }
        try (Gateway gateway = start(root, new NewerEncoder())) {
            watch(root);
            order(gateway, "replay", "--rerun", "--state", "DELIVERED");
            TestGateways.await(gateway, 1, entry -> entry.settled() && "mean 2".equals(entry.model()));
        }
        Map<CrashPoints.Copy, Outcome> outcomes = new HashMap<>();
        for (CrashPoints.Copy copy : taken(ORDER, "Ledger.interpreted", "FhirStore.write", "Ledger.delivery")) {
            boolean noted = isNoted(copy);
            outcomes.put(
                    copy,
                    new Outcome(
                            "RERUN",
                            noted,
                            LedgerEntry.State.DELIVERED,
                            noted ? "mean 2" : "mean 1",
                            noted ? 2 : 1,
                            new NewerEncoder()));
        }
        assertThat(outcomes).hasSizeGreaterThanOrEqualTo(8);
        return outcomes;
    }

    private static Map<CrashPoints.Copy, Outcome> released(Path root) throws Exception {
        try (Gateway gateway = start(root, new BrokenEncoder())) {
            take(gateway, LedgerEntry.State.FAILED);
        }
        try (Gateway gateway = start(root, new TestGateways.MeanEncoder())) {
            watch(root);
            order(gateway, "quarantine", "release", "--state", "FAILED", "--by", "night");
            TestGateways.await(gateway, 1, entry -> entry.state() == LedgerEntry.State.DELIVERED);
        }
        return outcomes(untilQueued(ORDER), "RELEASED", LedgerEntry.State.FAILED, LedgerEntry.State.DELIVERED);
    }

    private static Map<CrashPoints.Copy, Outcome> dismissed(Path root) throws Exception {
        try (Gateway gateway = start(root, new BrokenEncoder())) {
            take(gateway, LedgerEntry.State.FAILED);
            watch(root);
            String id = gateway.entries().get(0).object().hex();
            order(gateway, "quarantine", "dismiss", id, "--by", "night");
            TestGateways.await(gateway, 1, entry -> entry.state() == LedgerEntry.State.DISMISSED);
        }
        return outcomes(taken(ORDER), "DISMISSED", LedgerEntry.State.FAILED, LedgerEntry.State.DISMISSED);
    }

    private static Map<CrashPoints.Copy, Outcome> rebuilt(Path root) throws Exception {
        try (Gateway gateway = start(root, new TestGateways.MeanEncoder())) {
            take(gateway, LedgerEntry.State.DELIVERED);
        }
        for (String file : List.of("ledger.db", "ledger.db-wal", "ledger.db-shm")) {
            Files.deleteIfExists(root.resolve("data").resolve(file));
        }
        watch(root);
        try (Gateway gateway = start(root, new TestGateways.MeanEncoder())) {
            TestGateways.await(gateway, 1, entry -> entry.state() == LedgerEntry.State.DELIVERED);
        }
        List<CrashPoints.Copy> copies = untilQueued("JobRuns.begin", "Rebuilding.received");
        assertThat(copies)
                .extracting(CrashPoints.Copy::point)
                .contains("after JobRuns.begin", "before Rebuilding.received", "after Rebuilding.received");
        return outcomes(copies, "REBUILT", LedgerEntry.State.DELIVERED, LedgerEntry.State.DELIVERED);
    }

    private static void watch(Path root) throws Exception {
        CrashPoints.watch(Files.createDirectories(root.resolve("copies")), root.resolve("data"));
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

    private static List<CrashPoints.Copy> untilQueued(String... commits) {
        List<String> all = new ArrayList<>(List.of(commits));
        all.addAll(List.of("QueueSender.offer", "ClientProducerImpl.doSend"));
        List<CrashPoints.Copy> copies = taken(all.toArray(String[]::new));
        List<String> points = copies.stream().map(CrashPoints.Copy::point).toList();
        assertThat(points).contains(IN_THE_QUEUE);
        return copies.subList(0, points.indexOf(IN_THE_QUEUE) + 1);
    }

    /** What else goes on beside these commits, as the end of the delivery before them, is left out. */
    private static List<CrashPoints.Copy> taken(String... commits) {
        Set<String> meant = new HashSet<>(List.of(commits));
        return CrashPoints.stop().stream()
                .filter(copy -> meant.contains(copy.point().replaceFirst("(before|after) ", "")))
                .toList();
    }

    /** The first commit is that of the order; a lost ledger is rebuilt whatever was noted. */
    private static boolean isNoted(CrashPoints.Copy copy) {
        return !copy.point().equals("before " + ORDER);
    }

    /**
     * @param without the state where the order was not noted yet
     * @param with the state where it was
     */
    private static Map<CrashPoints.Copy, Outcome> outcomes(
            List<CrashPoints.Copy> copies, String step, LedgerEntry.State without, LedgerEntry.State with) {
        assertThat(copies).isNotEmpty();
        Map<CrashPoints.Copy, Outcome> outcomes = new HashMap<>();
        for (CrashPoints.Copy copy : copies) {
            LedgerEntry.State state = isNoted(copy) ? with : without;
            int reports = state == LedgerEntry.State.DELIVERED ? 1 : 0;
            outcomes.put(copy, new Outcome(step, isNoted(copy), state, null, reports, new TestGateways.MeanEncoder()));
        }
        return outcomes;
    }

    /** @param root receives, or holds, its data */
    private static Gateway start(Path root, Encoder encoder) throws Exception {
        Path config = Files.createDirectories(root.resolve("config"));
        Files.writeString(
                config.resolve("einthoven.yaml"), TestGateways.SMALL_QUEUES + "properties:\n  interpret.tries: 1\n");
        return Gateway.start(
                GatewayConfiguration.read(config, TestGateways.environment(root.resolve("data"))),
                configuration -> encoder);
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
