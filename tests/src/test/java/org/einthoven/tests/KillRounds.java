package org.einthoven.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The promise, tested by breaking it: under load by DICOM and FHIR a process is killed and started again, round after
 * round. At the end every ECG that was acknowledged must have exactly one report in each of the FHIR servers that
 * receive reports, and no report may be of an ECG that nobody offered.
 */
final class KillRounds {
    /** Property: how many kills; CI does with 10, 100 and more show what is rare. */
    static final String ROUNDS = "einthoven.kill.rounds";
    /** Property: the seed of an earlier run, to kill after the same numbers of ECGs again. */
    static final String SEED = "einthoven.kill.seed";

    private static final int FEWEST = 5;
    private static final int MOST = 30;
    /** So many go on into the kill and the time after it. */
    private static final int DURING_KILL = 12;
    /** Longer than the gateway's longest pause between two tries, 5 min; and what waits arrives one after the other. */
    private static final Duration TIME_TO_SETTLE = Duration.ofMinutes(6);

    private static final Duration TIME_FOR_EACH = Duration.ofMillis(300);

    private final long seed = Long.getLong(SEED, System.nanoTime());
    private final Random random = new Random(seed);
    private final int rounds = Integer.getInteger(ROUNDS, 10);
    private final Path folder;

    /** The folder receives the senders' files. */
    KillRounds(Path folder) {
        this.folder = folder;
    }

    /** For victims that decide by chance as well. */
    Random random() {
        return random;
    }

    /** Kills and counts; the gateway and every receiver run before and after. */
    void run(GatewayProcess gateway, Victim victim, Map<String, FhirReader> receivers) throws Exception {
        String where = "killed: %s, seed %d".formatted(victim.name(), seed);
        System.out.println(where);
        EcgLoad load = EcgLoad.start(gateway, folder, random);
        long start = System.nanoTime();
        try (load) {
            for (int round = 1; round <= rounds; round++) {
                round(load, victim, "%s, round %d".formatted(where, round));
            }
        }
        double secondsEach = (System.nanoTime() - start) / 1e9 / rounds;
        EcgAccount account = load.account();
        // Behind all others in the queues: when it has arrived, a report too many would have as well.
        EcgLoad.sendOne(gateway, folder, account);
        awaitNothingWaits(gateway, account);
        for (Map.Entry<String, FhirReader> receiver : receivers.entrySet()) {
            EcgAccount.Balance balance = settled(where + ", " + receiver.getKey(), account, receiver.getValue());
            System.out.printf(
                    "%s, %s: %d rounds of %.1f s, %d acknowledged, %d repeats, %d lost, %d twice, %d unknown%n",
                    where,
                    receiver.getKey(),
                    rounds,
                    secondsEach,
                    account.acknowledged(),
                    account.repeats(),
                    balance.lost().size(),
                    balance.twice().size(),
                    balance.unknown().size());
            assertThat(balance).as(where).isEqualTo(EcgAccount.Balance.EVEN);
        }
    }

    private void round(EcgLoad load, Victim victim, String round) throws Exception {
        int before = load.account().acknowledged();
        int killAfter = FEWEST + random.nextInt(MOST - FEWEST + 1);
        long moreNanos = TimeUnit.MILLISECONDS.toNanos(random.nextInt(50));
        long start = System.nanoTime();
        load.send(killAfter + DURING_KILL);
        load.awaitAcknowledged(before + killAfter);
        // Else the kill would always come right after an acknowledgement.
        LockSupport.parkNanos(moreNanos);
        victim.kill();
        victim.restart();
        System.out.printf(
                "%s: %d acknowledged, %.1f s%n",
                round, load.account().acknowledged() - before, (System.nanoTime() - start) / 1e9);
    }

    /** Nor behind a pause in the ledger, out of which a report too many would come after it was counted. */
    private static void awaitNothingWaits(GatewayProcess gateway, EcgAccount account) {
        await("nothing waits")
                .atMost(timeFor(account))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    String summary = new FhirReader(gateway.fhir())
                            .get(gateway.http("/api/summary"))
                            .body();
                    assertThat(summary).containsPattern("\"RECEIVED\"\\s*:\\s*0\\b");
                    assertThat(summary).containsPattern("\"INTERPRETED\"\\s*:\\s*0\\b");
                });
    }

    private static Duration timeFor(EcgAccount account) {
        return TIME_TO_SETTLE.plus(TIME_FOR_EACH.multipliedBy(account.acknowledged()));
    }

    private static EcgAccount.Balance settled(String where, EcgAccount account, FhirReader server) {
        return await(where)
                .atMost(timeFor(account))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> settledOrNull(account, server), balance -> balance != null);
    }

    private static EcgAccount.Balance settledOrNull(EcgAccount account, FhirReader server) throws Exception {
        if (server.countReports() < account.acknowledged()) {
            return null;
        }
        EcgAccount.Balance balance = account.balance(server);
        return balance.lost().isEmpty() ? balance : null;
    }
}
