package org.einthoven.app.pipeline;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.einthoven.app.CommitPoints;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.Step;
import org.einthoven.ecg.Encoder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * The steps end before and after each commit on an ECG's way, that of the ledger and of the stores, of the queues and of
 * what is being read, one after the other in one thread, and begin anew on what is left: it comes to the same end as without.
 * Then they end once more while they make good what the first end left. Databases and originals stay open meanwhile; whole
 * gateways are stopped by {@code CrashPointsIT} and {@code CrashedRepairIT}.
 */
class StoppedPipelineTest {
    /** Property: the seed of an earlier run, to stop twice at the same points again. */
    private static final String SEED = "einthoven.stop.seed";

    private static final int NEVER = Integer.MAX_VALUE;
    /** Of the points that are left after a first stop each third is the second. */
    private static final int STEP = 3;

    private static final List<String> QUIET = List.of("org.einthoven", "org.apache.camel");
    private static final Map<String, Level> LEVELS = new HashMap<>();

    @TempDir
    static Path folder;

    private static PipelineData data;
    private static PipelineLife living;
    private static int ecgs;

    private final long seed = Long.getLong(SEED, System.nanoTime());

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
    static void close() throws Exception {
        end();
        LEVELS.forEach(StoppedPipelineTest::level);
        try (PipelineData closing = data) {
            assertThat(closing.laterVersions())
                    .as("reports that were written again")
                    .isEmpty();
        }
    }

    private static void level(String logger, Level level) {
        ((Logger) LoggerFactory.getLogger(logger)).setLevel(level);
    }

    @Test
    void everyKindOfCommitIsAPoint() throws Exception {
        Stopper stopper = undisturbed(PipelineWay.DICOM);
        Stream<String> commits = Stream.of(
                "ObjectStore.place",
                "Database.write",
                "a send to ecg.received",
                "InFlight.enter",
                "a send to report.to.gateway",
                "a send to report.to.ehr",
                "InFlight.leave",
                "the end of a message of ecg.received",
                "the end of a message of report.to.gateway",
                "the end of a message of report.to.ehr");
        assertThat(new TreeSet<>(stopper.points))
                .containsExactlyInAnyOrderElementsOf(
                        commits.flatMap(commit -> Stream.of("before " + commit, "after " + commit))
                                .toList());
        assertThat(stopper.points.get(PipelineWay.OF_AN_INTAKE - 1)).isEqualTo("after a send to ecg.received");
    }

    @ParameterizedTest
    @EnumSource
    void whereverItStopsTheSameComesOfIt(PipelineWay way) throws Exception {
        Stopper undisturbed = undisturbed(way);
        assertThat(undisturbed.commits).containsAll(way.commits());
        int points = Math.min(way.points(), undisturbed.points.size());
        for (int point = 1; point <= points; point++) {
            stop(way, point);
        }
        System.out.println("StoppedPipelineTest: " + way + ", " + points + " points");
    }

    @ParameterizedTest
    @EnumSource
    void whatMakesAStopGoodMayStopAsWell(PipelineWay way) throws Exception {
        Random random = new Random(seed + way.ordinal());
        int points = Math.min(way.points(), undisturbed(way).points.size());
        int first = 1 + random.nextInt(points);
        Stopper recovery = new Stopper(NEVER);
        run(way, List.of(new Stopper(first), recovery));

        System.out.printf(
                "StoppedPipelineTest: %s, seed %d, first at %d, %d points after it%n",
                way, seed, first, recovery.points.size());
        for (int second = 1 + random.nextInt(STEP); second <= recovery.points.size(); second += STEP) {
            stop(way, first, second);
        }
    }

    private Stopper undisturbed(PipelineWay way) throws Exception {
        Stopper stopper = new Stopper(NEVER);
        run(way, List.of(stopper));
        return stopper;
    }

    private void stop(PipelineWay way, int... points) throws Exception {
        List<Stopper> stoppers = new ArrayList<>();
        for (int point : points) {
            stoppers.add(new Stopper(point));
        }
        run(way, stoppers);
        for (Stopper stopper : stoppers) {
            assertThat(stopper.points)
                    .as("%s stopped at %s", way, Arrays.toString(points))
                    .hasSizeGreaterThanOrEqualTo(stopper.at);
        }
    }

    /**
     * Sends one ECG its way, in as many lives as there are stoppers, and in one more that nothing ends. In that one the next
     * ECG comes in: a start takes longer than all else.
     */
    private void run(PipelineWay way, List<Stopper> stoppers) throws Exception {
        PipelineLife life = life();
        data.forget();
        // A point must be the same commit in each run, whether this life has worked before or has just started.
        life.idle();
        // One that fails once does so in the first life, and not once in each: with two ends it would be given up,
        // rightly.
        Encoder encoder = way.encoder();
        ecgs++;
        PipelineEcg ecg = new PipelineEcg(ecgs, ecgs);
        long own = data.reportsAtOwn();
        long ehr = data.reportsAtEhr();
        way.comesBefore(life, ecg);
        life.with(encoder, way.receiver());
        boolean said = false;
        boolean confirmed = false;
        for (Stopper stopper : stoppers) {
            CommitPoints.listen(stopper);
            try {
                life = life().with(encoder, way.receiver());
                if (!confirmed && (!said || way.isSaidAgain())) {
                    said = true;
                    confirmed = way.goes(life, ecg);
                }
                life.settle();
            } catch (Stopped asWanted) {
                assertThat(stopper.points).hasSizeGreaterThanOrEqualTo(stopper.at);
                end();
            } finally {
                CommitPoints.ignore();
            }
        }
        life = life().with(encoder, way.receiverAtLast());
        if (!confirmed && way.isSaidAgain()) {
            assertThat(way.goes(life, ecg)).isTrue();
        }
        life.settle();
        requireEnd(way, data.reportsAtOwn() - own, data.reportsAtEhr() - ehr);
    }

    private static PipelineLife life() throws Exception {
        PipelineLife known = living;
        if (known == null) {
            known = data.live();
            living = known;
        }
        return known;
    }

    private static void end() throws Exception {
        if (living != null) {
            living.close();
            living = null;
        }
    }

    private static void requireEnd(PipelineWay way, long atOwn, long atEhr) throws Exception {
        List<LedgerEntry> entries = data.entries();
        PipelineEnd end = way.end(entries, atEhr);
        assertThat(data.queues.areEmpty()).isTrue();
        assertThat(entries).hasSize(end.ecgs()).allMatch(entry -> entry.state() == end.state());
        assertThat(atOwn).as("reports in the own store").isEqualTo(end.atOwn());
        assertThat(atEhr).as("reports at the second receiver").isEqualTo(end.atEhr());
        if (!way.steps().isEmpty()) {
            assertThat(data.ledger.search().way(entries.get(0).object()))
                    .extracting(Step::outcome)
                    .containsSubsequence(way.steps());
        }
    }

    /** As a process that ends: nothing that comes after it is done. */
    private static final class Stopped extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final class Stopper implements CommitPoints.Listener {
        private static final String LEDGER = "org.einthoven.app.ledger.";

        private final int at;
        private final List<String> points = new ArrayList<>();
        /** The methods of the ledger, as others call them, that committed. */
        private final TreeSet<String> commits = new TreeSet<>();

        Stopper(int at) {
            this.at = at;
        }

        @Override
        public synchronized void reached(String point) {
            if (!point.equals(PipelineLife.A_MINUTE)) {
                points.add(point);
                if (at == NEVER && point.endsWith("Database.write")) {
                    StackWalker.getInstance()
                            .walk(frames -> frames.filter(
                                            frame -> frame.getClassName().startsWith(LEDGER))
                                    .reduce((inner, outer) -> outer))
                            .ifPresent(frame -> commits.add(
                                    frame.getClassName().substring(LEDGER.length()) + "." + frame.getMethodName()));
                }
            }
            if (points.size() >= at) {
                throw new Stopped();
            }
        }
    }
}
