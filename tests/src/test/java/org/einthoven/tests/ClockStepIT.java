package org.einthoven.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.einthoven.tests.fhirserver.FhirServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The machine's clock is stepped a day forward and back under load, while reports wait for a destination: nothing is
 * lost, nothing is reported twice, and what waits is tried again in seconds, not in a day.
 */
class ClockStepIT {
    private static final int ECGS_BETWEEN_STEPS = 8;
    private static final List<Duration> STEPS =
            List.of(Duration.ofDays(1), Duration.ZERO, Duration.ofDays(-1), Duration.ZERO);

    /** Longer than the gateway's longest pause between two tries, 5 min; far less than the steps. */
    private static final Duration TIME_TO_SETTLE = Duration.ofMinutes(6);

    @TempDir
    Path folder;

    @Test
    void losesNothingAndStillTriesAgain() throws Exception {
        FakeClock clock = FakeClock.in(folder);
        try (FhirServerProcess server = FhirServerProcess.start();
                FaultyProxy proxy = FaultyProxy.before(server.address())) {
            Path config = Files.createDirectories(folder.resolve("config"));
            Files.writeString(config.resolve("einthoven.yaml"), """
                    destinations:
                      - name: hospital
                        type: fhir
                        url: %s
                    """.formatted(proxy.address()));
            try (GatewayProcess gateway = new GatewayProcess(folder, config, clock.environment()).start()) {
                for (Duration step : STEPS) {
                    EcgAccount account = loadWhileTheClockIsStepped(gateway, clock, step, proxy);
                    assertSettled(account, new FhirReader(gateway.fhir()));
                    assertSettled(account, new FhirReader(server.address()));
                }
            }
        }
    }

    /** The destination is away before the step and back after it, so that tries are due on either side. */
    private EcgAccount loadWhileTheClockIsStepped(
            GatewayProcess gateway, FakeClock clock, Duration step, FaultyProxy proxy) throws Exception {
        proxy.be(FaultyProxy.Mode.UNAVAILABLE);
        int before = tries(proxy);
        try (EcgLoad load = EcgLoad.start(gateway, folder, new Random(3))) {
            load.sendUntilAcknowledged(ECGS_BETWEEN_STEPS);
            await("tries before the step").atMost(TIME_TO_SETTLE).until(() -> tries(proxy) > before);
            clock.step(step);
            await("the gateway sees the step").atMost(TIME_TO_SETTLE).until(() -> sees(gateway, step));
            load.sendUntilAcknowledged(ECGS_BETWEEN_STEPS);
            proxy.be(FaultyProxy.Mode.PASS);
            return load.account();
        }
    }

    private static int tries(FaultyProxy proxy) {
        return proxy.requests().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** HTTP answers carry the time of the gateway's clock. */
    private static boolean sees(GatewayProcess gateway, Duration step) throws Exception {
        String date = new FhirReader(gateway.fhir())
                .get(gateway.http("/health/live"))
                .headers()
                .firstValue("Date")
                .orElseThrow();
        Instant there =
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration off = Duration.between(Instant.now().plus(step), there).abs();
        return off.compareTo(Duration.ofHours(1)) < 0;
    }

    private static void assertSettled(EcgAccount account, FhirReader reader) {
        await("delivered")
                .atMost(TIME_TO_SETTLE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    EcgAccount.Balance balance = account.balance(reader);
                    assertThat(balance.lost()).isEmpty();
                    assertThat(balance.twice()).isEmpty();
                });
    }
}
