package org.einthoven.app.pipeline;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.einthoven.app.CommitPoints;
import org.einthoven.app.EcgFiles;
import org.einthoven.app.TestGateways;
import org.einthoven.app.fhir.FhirStore;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.Replay;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.fhir.FhirEcgWriter;
import org.einthoven.ecg.Delivery;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * The steps end before and after each commit on an ECG's way, that of the ledger and of the stores, of the queues and of
 * what is being read, one after the other in one thread, and begin anew on what is left, which they may have to do twice:
 * each receiver ends with one report. Whole gateways are stopped so by {@code CrashPointsIT} and {@code CrashedRepairIT}.
 */
class StoppedPipelineTest {
    private static final List<String> QUIET = List.of("org.einthoven", "org.apache.camel");
    private static final Map<String, Level> LEVELS = new HashMap<>();

    /** Object, ledger, queue. */
    private static final int OF_AN_INTAKE = 6;

    @TempDir
    static Path folder;

    private static PipelineData data;
    private static int ecgs;

    @BeforeAll
    static void open() throws Exception {
        CommitPoints.weave(Map.of(
                // Every commit of the ledger and of the FHIR stores is one of these.
                "org.einthoven.app.database.Database", named("write"),
                "org.einthoven.app.store.ObjectStore", named("place"),
                "org.einthoven.app.pipeline.InFlight", namedOneOf("enter", "leave")));
        data = new PipelineData(folder);
        // Each stop is told as a failure, some hundred times.
        QUIET.forEach(logger -> {
            LEVELS.put(logger, ((Logger) LoggerFactory.getLogger(logger)).getLevel());
            level(logger, Level.OFF);
        });
    }

    @AfterAll
    static void close() {
        LEVELS.forEach(StoppedPipelineTest::level);
        data.close();
    }

    private static void level(String logger, Level level) {
        ((Logger) LoggerFactory.getLogger(logger)).setLevel(level);
    }

    /** What happens to one ECG, and what must come of it. */
    private enum Way {
        DICOM {
            @Override
            boolean goes(PipelineLife life, Ecg ecg) throws Exception {
                return life.takes("direct:receive-dicom", ecg.spooled());
            }
        },
        FHIR {
            @Override
            int points() {
                return OF_AN_INTAKE;
            }

            @Override
            boolean goes(PipelineLife life, Ecg ecg) throws Exception {
                return life.takes("direct:receive-fhir", ecg.observation());
            }
        },
        FILE_OF_AN_ARCHIVE {
            @Override
            int points() {
                return OF_AN_INTAKE;
            }

            @Override
            boolean goes(PipelineLife life, Ecg ecg) throws Exception {
                return life.takes("direct:receive-file", ecg.bytes());
            }
        },
        THE_SAME_TWICE {
            @Override
            boolean goes(PipelineLife life, Ecg ecg) throws Exception {
                boolean first = DICOM.goes(life, ecg);
                return DICOM.goes(life, ecg) && first;
            }
        },
        THE_SAME_BY_TWO_WAYS {
            @Override
            boolean goes(PipelineLife life, Ecg ecg) throws Exception {
                boolean first = DICOM.goes(life, ecg);
                return FILE_OF_AN_ARCHIVE.goes(life, ecg) && first;
            }
        },
        THE_ENCODER_FAILS_ONCE {
            @Override
            Encoder encoder() {
                return new FailingEncoder(1);
            }

            @Override
            boolean goes(PipelineLife life, Ecg ecg) throws Exception {
                return DICOM.goes(life, ecg);
            }
        },
        THE_RECEIVER_IS_AWAY_ONCE {
            @Override
            int failuresOfReceiver() {
                return 1;
            }

            @Override
            boolean goes(PipelineLife life, Ecg ecg) throws Exception {
                return DICOM.goes(life, ecg);
            }
        },
        NO_ECG_AT_ALL(LedgerEntry.State.QUARANTINED, 0) {
            @Override
            boolean goes(PipelineLife life, Ecg ecg) throws Exception {
                return life.takes("direct:receive-fhir", ecg.nonsense());
            }
        },
        ITS_REPORT_IS_SENT_AGAIN {
            @Override
            void comesBefore(Ecg ecg) throws Exception {
                isDelivered(ecg);
            }

            @Override
            boolean goes(PipelineLife life, Ecg ecg) throws Exception {
                return orders(ecg, Replay.Action.RESEND);
            }
        },
        IT_IS_READ_AGAIN {
            @Override
            void comesBefore(Ecg ecg) throws Exception {
                isDelivered(ecg);
            }

            @Override
            boolean goes(PipelineLife life, Ecg ecg) throws Exception {
                return orders(ecg, Replay.Action.RERUN);
            }
        },
        A_NEWER_MODEL_READS_IT(LedgerEntry.State.DELIVERED, 2) {
            @Override
            Encoder encoder() {
                return new NewerEncoder();
            }

            @Override
            void comesBefore(Ecg ecg) throws Exception {
                isDelivered(ecg);
            }

            @Override
            boolean goes(PipelineLife life, Ecg ecg) throws Exception {
                return orders(ecg, Replay.Action.RERUN);
            }
        },
        IT_WAS_GIVEN_UP_AND_IS_RELEASED {
            @Override
            void comesBefore(Ecg ecg) throws Exception {
                isGivenUp(ecg);
            }

            @Override
            boolean goes(PipelineLife life, Ecg ecg) throws Exception {
                return orders(ecg, Replay.Action.RELEASE);
            }
        },
        IT_WAS_GIVEN_UP_AND_IS_DISMISSED(LedgerEntry.State.DISMISSED, 0) {
            @Override
            void comesBefore(Ecg ecg) throws Exception {
                isGivenUp(ecg);
            }

            @Override
            boolean goes(PipelineLife life, Ecg ecg) throws Exception {
                return orders(ecg, Replay.Action.DISMISS);
            }
        };

        private final LedgerEntry.State end;
        private final long reports;

        Way() {
            this(LedgerEntry.State.DELIVERED, 1);
        }

        Way(LedgerEntry.State end, long reports) {
            this.end = end;
            this.reports = reports;
        }

        Encoder encoder() {
            return new TestGateways.MeanEncoder();
        }

        int failuresOfReceiver() {
            return 0;
        }

        /** How many are its own: from there on it goes as others go. */
        int points() {
            return Integer.MAX_VALUE;
        }

        /** What is over before anything stops. */
        void comesBefore(Ecg ecg) throws Exception {}

        private static void isDelivered(Ecg ecg) throws Exception {
            try (PipelineLife life = new PipelineLife(data, new TestGateways.MeanEncoder(), receiver(0))) {
                assertThat(DICOM.goes(life, ecg)).isTrue();
                life.settle();
            }
        }

        private static void isGivenUp(Ecg ecg) throws Exception {
            try (PipelineLife life = new PipelineLife(data, new TestGateways.MeanEncoder(), receiver(0))) {
                assertThat(DICOM.goes(life, ecg)).isTrue();
                data.ledger.failed(ecg.entries().get(0).object(), "the encoder failed");
            }
        }

        /** @return whether the sender, or the person, heard that it will be done; who did not says it again */
        abstract boolean goes(PipelineLife life, Ecg ecg) throws Exception;

        private static boolean orders(Ecg ecg, Replay.Action action) throws Exception {
            EcgFilter filter = EcgFilter.of(ecg.entries().get(0).object().hex());
            data.ledger.replays().carryOut(new Replay(action, filter, null, null, Replay.FASTEST, "night"));
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereverItStopsTheSameComesOfIt(Way way) throws Exception {
        long seed = System.nanoTime();
        System.out.println("StoppedPipelineTest: " + way + ", seed " + seed);
        Random random = new Random(seed);
        int points = Math.min(way.points(), run(way).get(0));
        for (int point = 1; point <= points; point++) {
            assertThat(run(way, point)).as("a stop at point %s", point).containsExactly(point);
        }
        for (int twice = 0; twice < points / 8; twice++) {
            run(way, 1 + random.nextInt(points), 1 + random.nextInt(points));
        }
        System.out.println("StoppedPipelineTest: " + way + ", " + points + " points");
    }

    /**
     * Sends one ECG its way, in as many lives as there are stops, and in one more that nothing ends.
     *
     * @param stops at which point each life ends
     * @return how many points each of these lives reached; of all its points where there are no stops
     */
    private static List<Integer> run(Way way, int... stops) throws Exception {
        Ecg ecg = Ecg.next();
        List<Long> reports = data.reports();
        way.comesBefore(ecg);
        List<Integer> reached = new ArrayList<>();
        boolean confirmed = false;
        for (int stop : stops.length == 0 ? new int[] {Integer.MAX_VALUE} : stops) {
            Stopper stopper = new Stopper(stop);
            CommitPoints.listen(stopper);
            try (PipelineLife life = new PipelineLife(data, way.encoder(), receiver(way.failuresOfReceiver()))) {
                confirmed = confirmed || way.goes(life, ecg);
                life.settle();
            } catch (Stopped asWanted) {
                assertThat(stopper.reached).isGreaterThanOrEqualTo(stop);
            } finally {
                CommitPoints.ignore();
            }
            reached.add(Math.min(stop, stopper.reached));
        }
        try (PipelineLife life = new PipelineLife(data, way.encoder(), receiver(0))) {
            assertThat(confirmed || way.goes(life, ecg)).isTrue();
            life.settle();
        }
        requireEnd(way, ecg, reports);
        return reached;
    }

    private static PipelineLife.Ehr receiver(int failures) {
        return new PipelineLife.Ehr(data, failures);
    }

    private static void requireEnd(Way way, Ecg ecg, List<Long> reportsBefore) throws Exception {
        List<LedgerEntry> entries = ecg.entries();
        assertThat(data.queues.areEmpty()).isTrue();
        assertThat(entries).hasSize(1).allMatch(entry -> entry.state() == way.end);
        assertThat(entries)
                .flatExtracting(LedgerEntry::deliveries)
                .extracting(Delivery::state)
                .containsOnly(
                        way.reports == 0 ? new Delivery.State[0] : new Delivery.State[] {Delivery.State.DELIVERED});
        assertThat(data.reports())
                .containsExactly(reportsBefore.get(0) + way.reports, reportsBefore.get(1) + way.reports);
        for (LedgerEntry entry : entries) {
            for (FhirStore receiver : List.of(data.own, data.ehr)) {
                assertThat(receiver.history("DiagnosticReport", String.valueOf(entry.reportId())))
                        .as("written once")
                        .hasSize(way.reports == 0 ? 0 : 1);
            }
        }
    }

    /** An ECG that no other is like. */
    private record Ecg(int number) {
        static Ecg next() throws Exception {
            data.forget();
            ecgs++;
            return new Ecg(ecgs);
        }

        List<LedgerEntry> entries() throws Exception {
            return data.entries();
        }

        byte[] bytes() throws Exception {
            return EcgFiles.ecg(number);
        }

        /** As the listener leaves what it received. */
        Path spooled() throws Exception {
            return Files.write(data.objects.incoming().resolve(UUID.randomUUID() + ".spooled"), bytes());
        }

        byte[] observation() throws Exception {
            Path file = spooled();
            String json = new FhirEcgWriter().toJson(EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT));
            Files.delete(file);
            return json.getBytes(StandardCharsets.UTF_8);
        }

        byte[] nonsense() {
            return ("no ECG, number " + number).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** As a process that ends: nothing that comes after it is done. */
    private static final class Stopped extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final class Stopper implements CommitPoints.Listener {
        private final int at;
        private int reached;

        Stopper(int at) {
            this.at = at;
        }

        @Override
        public synchronized void reached(String point) {
            reached++;
            if (reached >= at) {
                throw new Stopped();
            }
        }
    }

    /** Fails as often as it is told to, for a cause that nobody foresaw. */
    private static final class FailingEncoder extends TestGateways.MeanEncoder {
        private int failures;

        FailingEncoder(int failures) {
            this.failures = failures;
        }

        @Override
        public Inference infer(List<NormalisedEcg> windows) throws EncoderException {
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("the encoder failed");
            }
            return super.infer(windows);
        }
    }

    private static final class NewerEncoder extends TestGateways.MeanEncoder {
        @Override
        public ModelCard model() {
            return new ModelCard("mean", "2", "0".repeat(64), "Mean", "Tests only", "nothing", List.of(Task.values()));
        }
    }
}
