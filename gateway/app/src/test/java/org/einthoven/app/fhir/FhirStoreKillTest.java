package org.einthoven.app.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every write that was acknowledged is there after the process was killed in the middle of others. */
class FhirStoreKillTest {
    private static final int ROUNDS = 2;
    private static final int WRITES_BEFORE_KILL = 40;

    @Test
    void acknowledgedWritesSurviveKill(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("fhir.db");
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(writeUntilKilled(file, round));
        }
        try (FhirStore store = FhirStore.open(file)) {
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * WRITES_BEFORE_KILL);
            assertThat(acknowledged).allSatisfy(id -> {
                assertThat(store.read("DiagnosticReport", id)).isPresent();
                assertThat(store.read("Observation", "finding-" + id)).isPresent();
            });
            long findings = store.count(new SearchQuery("Observation"));
            assertThat(store.count(new SearchQuery("DiagnosticReport")))
                    .as("no half of a transaction")
                    .isEqualTo(findings);
        }
    }

    private static List<String> writeUntilKilled(Path file, int round) throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString(),
                        Integer.toString(round))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("ACK .*;")) {
                    acknowledged.add(line.substring(4, line.length() - 1));
                }
                if (acknowledged.size() == WRITES_BEFORE_KILL) {
                    writer.toHandle().destroyForcibly();
                }
            }
        }
        writer.waitFor();
        return acknowledged;
    }

    /** Writes a report and its finding in one transaction, four threads at once, until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            FhirStore store = FhirStore.open(Path.of(arguments[0]));
            for (int thread = 0; thread < 4; thread++) {
                String prefix = "r" + arguments[1] + "-t" + thread + "-";
                new Thread(() -> write(store, prefix)).start();
            }
        }

        private static void write(FhirStore store, String prefix) {
            try {
                for (int i = 0; ; i++) {
                    DiagnosticReport report = ExampleReports.report(prefix + i);
                    org.hl7.fhir.r4.model.Observation finding = new org.hl7.fhir.r4.model.Observation();
                    finding.setId("finding-" + prefix + i);
                    store.write(List.of(
                            new Write(report, Write.Condition.ABSENT), new Write(finding, Write.Condition.ABSENT)));
                    System.out.println("ACK " + prefix + i + ";");
                }
            } catch (VersionConflictException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
