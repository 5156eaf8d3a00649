package org.einthoven.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.Delivery;
import org.einthoven.ecg.SourceIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final SourceIdentity SOURCE = new SourceIdentity(SourceIdentity.Kind.DICOM, "1.2.3", "f".repeat(64));

    @TempDir
    Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder, CLOCK);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anEcgGoesFromReceivedToDelivered() throws Exception {
        ObjectHash object = hash(1);
        ledger.received(new Arrival(object, "dicom", "CART", NOON));
        assertThat(ledger.find(object).orElseThrow().state()).isEqualTo(LedgerEntry.State.RECEIVED);

        ledger.sentTo("report", List.of("gateway", "ehr"));
        ledger.interpreted(made(object));
        assertThat(ledger.find(object).orElseThrow().state()).isEqualTo(LedgerEntry.State.INTERPRETED);

        ledger.delivery("report", new Delivery("gateway", Delivery.State.DELIVERED, 1, null), "1");
        ledger.delivery("report", new Delivery("ehr", Delivery.State.WAITING, 1, "it does not answer"), null);
        assertThat(ledger.find(object).orElseThrow().state()).isEqualTo(LedgerEntry.State.INTERPRETED);
        assertThat(ledger.reportedEverywhere(SOURCE.key(), "mean 1", List.of("gateway", "ehr")))
                .isEmpty();

        ledger.delivery("report", new Delivery("ehr", Delivery.State.DELIVERED, 2, null), "7");
        LedgerEntry entry = ledger.find(object).orElseThrow();
        assertThat(entry.state()).isEqualTo(LedgerEntry.State.DELIVERED);
        assertThat(entry.deliveries())
                .containsExactly(
                        new Delivery("ehr", Delivery.State.DELIVERED, 2, null),
                        new Delivery("gateway", Delivery.State.DELIVERED, 1, null));
        assertThat(ledger.deliveredVersion("report", "ehr")).isEqualTo("7");
        assertThat(ledger.reportedEverywhere(SOURCE.key(), "mean 1", List.of("gateway", "ehr")))
                .contains("report");
        assertThat(ledger.reportedEverywhere(SOURCE.key(), "mean 2", List.of("gateway")))
                .isEmpty();
    }

    @Test
    void theSameBytesAgainAreOneRow() throws Exception {
        ledger.received(new Arrival(hash(1), "dicom", "CART", NOON));
        ledger.received(new Arrival(hash(1), "fhir", null, NOON.plusSeconds(5)));

        assertThat(ledger.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.arrivals()).isEqualTo(2);
            assertThat(entry.channel()).isEqualTo("dicom");
            assertThat(entry.receivedAt()).isEqualTo(NOON);
        });
    }

    @Test
    void whatIsInQuarantineIsTriedAgainWhenItArrivesAgain() throws Exception {
        ledger.received(new Arrival(hash(1), "dicom", "CART", NOON));
        ledger.quarantined(hash(1), "cut off");
        assertThat(ledger.find(hash(1)).orElseThrow().reason()).isEqualTo("cut off");

        ledger.received(new Arrival(hash(1), "dicom", "CART", NOON));

        assertThat(ledger.unread()).extracting(Arrival::object).containsExactly(hash(1));
    }

    @Test
    void aRefusedReportMakesTheEcgFail() throws Exception {
        ledger.received(new Arrival(hash(1), "dicom", "CART", NOON));
        ledger.sentTo("report", List.of("ehr"));
        ledger.interpreted(made(hash(1)));
        ledger.delivery("report", new Delivery("ehr", Delivery.State.FAILED, 1, "it refuses the profile"), null);

        assertThat(ledger.find(hash(1)).orElseThrow().state()).isEqualTo(LedgerEntry.State.FAILED);
        assertThat(ledger.find(hash(1)).orElseThrow().settled()).isTrue();
    }

    @Test
    void anotherObjectOfTheSameEcgIsLinkedToItsReport() throws Exception {
        ledger.received(new Arrival(hash(1), "dicom", "CART", NOON));
        ledger.interpreted(made(hash(1)));
        ledger.received(new Arrival(hash(2), "dicom", "CART", NOON));
        ledger.repeated(hash(2), "DICOM", SOURCE, "report");

        assertThat(ledger.findBySource("1.2.3"))
                .extracting(LedgerEntry::reportId)
                .containsExactly("report", "report");
    }

    @Test
    void oneFaultyWriteOfAGroupDoesNotUndoTheOthers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Callable<Boolean>> writes = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            int number = i;
            writes.add(() -> {
                if (number % 8 == 0) {
                    assertThatThrownBy(() ->
                                    ledger.delivery(null, new Delivery("ehr", Delivery.State.WAITING, 0, null), null))
                            .isInstanceOf(LedgerException.class);
                    return false;
                }
                ledger.received(new Arrival(hash(number), "dicom", "CART", NOON));
                return true;
            });
        }
        for (Future<Boolean> write : threads.invokeAll(writes)) {
            write.get();
        }
        threads.shutdown();

        assertThat(ledger.entries()).hasSize(56);
    }

    @Test
    void everyNotedArrivalSurvivesAKill() throws Exception {
        Path killed = folder.resolve("killed");
        java.nio.file.Files.createDirectories(killed);
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        killed.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> noted = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                noted.add(line);
                if (noted.size() == 200) {
                    writer.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(writer.waitFor()).isNotZero();
        assertThat(noted).hasSizeGreaterThanOrEqualTo(200);

        try (Ledger after = Ledger.open(killed, CLOCK)) {
            List<String> found = after.unread().stream()
                    .map(arrival -> arrival.object().hex())
                    .toList();
            assertThat(found)
                    .containsAll(
                            noted.stream().filter(line -> line.length() == 64).toList());
        }
    }

    private static MadeReport made(ObjectHash original) {
        return new MadeReport("report", original, "DICOM", SOURCE, "mean 1", hash(99), true, null, NOON);
    }

    static ObjectHash hash(int number) {
        return new ObjectHash(String.format("%064x", number));
    }

    /** Notes arrivals and prints each, until it is killed. */
    static final class EndlessWriter {
        public static void main(String[] arguments) throws Exception {
            try (Ledger ledger = Ledger.open(Path.of(arguments[0]), CLOCK)) {
                for (int i = 0; ; i++) {
                    ledger.received(new Arrival(hash(i), "dicom", "CART", NOON));
                    System.out.println(hash(i));
                }
            }
        }
    }
}
