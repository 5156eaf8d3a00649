package org.einthoven.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.einthoven.tests.fhirserver.FhirServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real FHIR server behind a bad network: every report arrives there, once, and no server is flooded with tries. */
@ExtendWith(SharedFhirServer.class)
class FaultyDestinationIT {
    private static final int ECGS = 60;
    private static final Duration LONG = Duration.ofMinutes(5);

    /** The requests that the gateway has under way to one destination: it has four consumers for each. */
    private static final int AT_ONCE = 4;

    /** After so many failures in a row the gateway only probes, with pauses of 1 s, 2 s, 4 s …: one more than that. */
    private static final int ECGS_UNTIL_A_PROBE = 6;
    /** The breaker looks at the last ten; those under way when it opens come to their end. */
    private static final int TRIES_UNTIL_PROBES = 10 + AT_ONCE;

    private static final int TRIES_WITH_PROBES = 8;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(FaultyProxy.RETRY_AFTER_SECONDS);
    /** The gateway's next try is noted in milliseconds. */
    private static final Duration CLOCK_ERROR = Duration.ofMillis(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static FaultyProxy proxy;
    private static GatewayProcess gateway;
    private static FhirReader there;

    @BeforeAll
    static void start(FhirServerProcess server) throws Exception {
        proxy = FaultyProxy.before(server.address());
        there = new FhirReader(server.address());
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("einthoven.yaml"), """
                destinations:
                  - name: hospital
                    type: fhir
                    url: %s
                    timeout: 15s
                """.formatted(proxy.address()));
        gateway = new GatewayProcess(folder).start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        proxy.close();
    }

    @BeforeEach
    void count() {
        proxy.forget();
    }

    @AfterEach
    void mend() throws IOException {
        proxy.be(FaultyProxy.Mode.PASS);
        proxy.release();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "UNAVAILABLE", "BROKEN", "TOO_MANY"})
    void aDestinationDownForTheWholeLoadGetsEverythingWhenItIsBack(FaultyProxy.Mode mode) throws Exception {
        proxy.be(mode);
        long start = System.nanoTime();
        EcgAccount account = load(ECGS);
        assertDelivered(account, new FhirReader(gateway.fhir()));
        await("probes").atMost(LONG).until(() -> sum(triesOfWaiting()) >= TRIES_WITH_PROBES);
        Down down = new Down((System.nanoTime() - start) / 1e9, triesOfWaiting(), proxy.shortestGap());
        proxy.be(FaultyProxy.Mode.PASS);
        proxy.forget();

        assertDelivered(account, there);
        System.out.printf(
                "%s: down for %.0f s, %d ECGs, %d tries; back: %d transactions, at most %d requests at once%n",
                mode,
                down.seconds(),
                account.acknowledged(),
                sum(down.tries()),
                proxy.transactions(),
                proxy.mostAtOnce());
        assertNoFlood(down);
        if (mode == FaultyProxy.Mode.TOO_MANY) {
            assertThat(down.shortestGap()).isGreaterThanOrEqualTo(RETRY_AFTER.minus(CLOCK_ERROR));
        }
        assertThat(proxy.mostAtOnce()).as("requests at once, when it is back").isLessThanOrEqualTo(AT_ONCE);
        assertThat(proxy.requests().entrySet()).as("questions when it is back").allSatisfy(asked -> {
            if (asked.getKey().startsWith("GET")) {
                assertThat(asked.getValue()).as(asked.getKey()).isEqualTo(1);
            }
        });
    }

    /** @param tries of each report that waits then */
    private record Down(double seconds, List<Integer> tries, Duration shortestGap) {}

    private static void assertNoFlood(Down down) {
        // Pauses of 1 s, 2 s, 4 s … that jitter may halve.
        double ofOne = 2 + log2(1 + 2 * down.seconds());
        assertThat(down.tries()).as("tries of one report").allMatch(tries -> tries <= ofOne);
        // However many wait, those that are let through are the same few, with pauses that jitter shortens by a fifth.
        double ofAll = TRIES_UNTIL_PROBES + 2 + log2(1 + down.seconds() / 0.8) + down.seconds() / 48;
        assertThat((double) sum(down.tries())).as("tries of all").isLessThanOrEqualTo(ofAll);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    /** How often each report that waits for the hospital was offered there, as the gateway's ledger has it. */
    private static List<Integer> triesOfWaiting() throws Exception {
        String ecgs = there.get(gateway.http("/api/ecgs?limit=500")).body();
        return StreamSupport.stream(JSON.readTree(ecgs).findValues("deliveries").spliterator(), false)
                .flatMap(deliveries -> StreamSupport.stream(deliveries.spliterator(), false))
                .filter(delivery -> delivery.path("destination").asText().equals("hospital"))
                .filter(delivery -> delivery.path("state").asText().equals("WAITING"))
                .map(delivery -> delivery.path("tries").asInt())
                .toList();
    }

    private static int sum(List<Integer> tries) {
        return tries.stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void aDestinationThatAcceptsAndAnswersTooLateHasOneReport() throws Exception {
        proxy.be(FaultyProxy.Mode.LATE);
        EcgAccount account = new EcgAccount();
        String uid = EcgLoad.sendOne(gateway, folder, account);
        assertDelivered(account, there);
        // Others' reports may be tried meanwhile: their tests have left them when the server had them.
        String question = "GET " + proxy.address().getPath() + "/DiagnosticReport/"
                + there.reportsOfDicomObject(uid).get(0).getIdElement().getIdPart();
        int before = proxy.requests().getOrDefault(question, 0);
        await("another try, after the time-out")
                .atMost(LONG)
                .until(() -> proxy.requests().getOrDefault(question, 0) > before);
        proxy.be(FaultyProxy.Mode.PASS);
        proxy.release();

        assertSettled(account);
    }

    @Test
    void aDestinationThatAcceptsAndIsCutOffHasOneReport() throws Exception {
        proxy.be(FaultyProxy.Mode.CUT);
        EcgAccount account = new EcgAccount();
        for (int i = 0; i < ECGS_UNTIL_A_PROBE; i++) {
            EcgLoad.sendOne(gateway, folder, account);
        }
        assertDelivered(account, there);
        assertThat(proxy.transactions()).isGreaterThanOrEqualTo(ECGS_UNTIL_A_PROBE);
        proxy.be(FaultyProxy.Mode.PASS);

        assertSettled(account);
    }

    /** Everything is there once, and still is when an ECG that came later has arrived. */
    private static void assertSettled(EcgAccount account) throws Exception {
        assertDelivered(account, there);
        EcgLoad.sendOne(gateway, folder, account);
        assertDelivered(account, there);
        assertThat(account.balance(there).twice()).isEmpty();
    }

    private static EcgAccount load(int ecgs) throws Exception {
        try (EcgLoad load = EcgLoad.start(gateway, folder, new Random(7))) {
            // Repeats are among them.
            load.sendUntilAcknowledged(ecgs);
            return load.account();
        }
    }

    /** Gateway and server are shared with the other tests here: their reports are unknown to this account. */
    private static void assertDelivered(EcgAccount account, FhirReader reader) {
        await("delivered").atMost(LONG).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            EcgAccount.Balance balance = account.balance(reader);
            assertThat(balance.lost()).isEmpty();
            assertThat(balance.twice()).isEmpty();
        });
    }
}
