package org.einthoven.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
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
    private static final int ECGS = 12;
    private static final Duration LONG = Duration.ofMinutes(5);

    /** After so many failures in a row the gateway only probes, with pauses of 1 s, 2 s, 4 s …: one more than that. */
    private static final int ECGS_UNTIL_A_PROBE = 6;

    private static final int REQUESTS_WITH_PROBES = 8;

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
    void aDestinationDownForTheWholeLoadGetsEverythingWhenItIsBack(FaultyProxy.Mode down) throws Exception {
        proxy.be(down);
        long start = System.nanoTime();
        EcgAccount account = load(ECGS);
        assertDelivered(account, new FhirReader(gateway.fhir()));
        if (down != FaultyProxy.Mode.REFUSE) {
            await("probes").atMost(LONG).until(() -> sum(proxy.requests()) >= REQUESTS_WITH_PROBES);
        }
        Map<String, Integer> tries = proxy.requests();
        double secondsDown = (System.nanoTime() - start) / 1e9;
        proxy.be(FaultyProxy.Mode.PASS);
        if (down == FaultyProxy.Mode.TOO_MANY) {
            assertThat(proxy.shortestGap()).isGreaterThanOrEqualTo(Duration.ofSeconds(FaultyProxy.RETRY_AFTER_SECONDS));
        }

        assertDelivered(account, there);
        System.out.printf("%s: down for %.0f s, %d requests meanwhile: %s%n", down, secondsDown, sum(tries), tries);
        assertThat(tries.values()).as("tries of one report").allSatisfy(ofOne -> assertThat((double) ofOne)
                .isLessThanOrEqualTo(mostTriesIn(secondsDown)));
    }

    /** Pauses of 1 s, 2 s, 4 s … that jitter may halve. */
    private static double mostTriesIn(double seconds) {
        return 2 + Math.log(1 + 2 * seconds) / Math.log(2);
    }

    private static int sum(Map<String, Integer> requests) {
        return requests.values().stream().mapToInt(Integer::intValue).sum();
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
