package org.einthoven.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing is lost and nothing is reported twice, whichever process is killed. The property einthoven.kill.options names
 * the victims, each a run of its own: gateway (all embedded), gateway-on-kafka and gateway-on-artemis (with the ledger in
 * PostgreSQL), fhir-server and postgresql (the destination and its database), ledger (the gateway's PostgreSQL), kafka
 * and artemis (one broker, which syncs each message), kafka-cluster (one of three, by turns).
 */
class KillIT {
    private static final String OPTIONS = "einthoven.kill.options";
    /** Of so many restarts of the gateway, one is cut off by a second kill. */
    private static final int RESTARTS_A_SECOND_KILL = 4;

    private static final long LONGEST_START_NANOS = TimeUnit.SECONDS.toNanos(5);

    @TempDir
    Path folder;

    static List<String> victims() {
        return List.of(System.getProperty(OPTIONS, "gateway,ledger").split(","));
    }

    @ParameterizedTest
    @MethodSource("victims")
    void losesNothingAndReportsNothingTwice(String name) throws Exception {
        KillRounds rounds = new KillRounds(folder);
        try (Hospital hospital = Hospital.start(folder.resolve("hospital"));
                Surroundings surroundings = Surroundings.of(name, folder.resolve("surroundings"))) {
            configure(hospital, surroundings);
            try (GatewayProcess gateway = new GatewayProcess(folder).start()) {
                Map<String, FhirReader> receivers = new LinkedHashMap<>();
                receivers.put("own store", new FhirReader(gateway.fhir()));
                receivers.put("second destination", new FhirReader(hospital.address()));
                rounds.run(gateway, victim(name, gateway, hospital, surroundings, rounds.random()), receivers);
            }
        }
    }

    private static Victim victim(
            String name, GatewayProcess gateway, Hospital hospital, Surroundings surroundings, Random random) {
        return switch (name) {
            case "gateway", "gateway-on-kafka", "gateway-on-artemis" ->
                Victim.of(name, gateway::kill, () -> restart(gateway, random));
            case "fhir-server" -> hospital.server();
            case "postgresql" -> hospital.database();
            default -> surroundings.victim();
        };
    }

    /** Now and then it is killed again while it reads its journals. */
    private static void restart(GatewayProcess gateway, Random random) throws Exception {
        if (random.nextInt(RESTARTS_A_SECOND_KILL) == 0) {
            gateway.launch();
            LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_START_NANOS));
            gateway.kill();
        }
        gateway.start();
    }

    private void configure(Hospital hospital, Surroundings surroundings) throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                config.resolve("einthoven.yaml"), surroundings.settings() + """
                destinations:
                  - name: hospital
                    type: fhir
                    url: %s
                """.formatted(hospital.address()));
    }
}
