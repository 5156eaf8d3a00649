package org.einthoven.app;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Stops a gateway before and after each commit on an ECG's way, and copies its data folder as it then lies on the disk:
 * what a process that was killed there would find at its next start.
 */
final class CrashPoints {
    private static final int TOGETHER = 6;

    private static List<Path> watched = List.of();
    private static Path copies;
    private static final List<Copy> TAKEN = new ArrayList<>();

    private CrashPoints() {}

    /**
     * A copy of what was watched.
     *
     * @param folder holds a copy of each folder under its name
     * @param point "after Ledger.interpreted"
     * @param acknowledged whether the sender may have heard "success" by then
     */
    record Copy(Path folder, String point, boolean acknowledged) {}

    /** Weaves the points into the classes that commit something. Once in a JVM; without effect until {@link #watch}. */
    static void install() {
        CommitPoints.weave(Map.ofEntries(
                Map.entry("org.einthoven.app.store.ObjectStore", named("place")),
                Map.entry(
                        "org.einthoven.app.ledger.Ledger",
                        namedOneOf(
                                "received",
                                "interpreted",
                                "repeated",
                                "postponed",
                                "quarantined",
                                "delivery",
                                "deferred")),
                Map.entry(
                        "org.einthoven.app.fhir.FhirStore",
                        named("write").and(m -> m.getParameters().size() == 1)),
                Map.entry("org.einthoven.app.fhir.client.FhirServerDestination", named("write")),
                Map.entry("org.einthoven.app.ledger.Replays", named("makeDue")),
                Map.entry("org.einthoven.app.ledger.Rebuilding", named("received")),
                Map.entry("org.einthoven.app.ledger.JobRuns", namedOneOf("begin", "end")),
                // Between the claim of what is due, which is committed, and its message.
                Map.entry("org.einthoven.app.pipeline.QueueSender", named("offer")),
                Map.entry("org.einthoven.app.ledger.RetrySchedule", namedOneOf("ecgsSent", "reportsSent")),
                Map.entry("org.apache.activemq.artemis.core.client.impl.ClientProducerImpl", named("doSend")),
                Map.entry(
                        "org.apache.activemq.artemis.core.client.impl.ClientSessionImpl",
                        named("commit").and(m -> m.getParameters().isEmpty()))));
    }

    /**
     * From now on every point makes a copy of these folders, in their order: what receives from another comes after it, as
     * it goes on when the other is killed.
     */
    static synchronized void watch(Path into, Path... folders) {
        TAKEN.clear();
        watched = List.of(folders);
        copies = into;
        CommitPoints.listen(CrashPoints::reached);
    }

    /** No more copies; those that were made. */
    static synchronized List<Copy> stop() {
        CommitPoints.ignore();
        watched = List.of();
        return List.copyOf(TAKEN);
    }

    /** What a look at a copy finds; null where all is in order. */
    interface Look {
        @Nullable
        String at(Copy copy) throws Exception;
    }

    /**
     * The faults that are found. Some are looked at together: a gateway waits half a minute before it takes for lost what
     * was on its way into a queue.
     */
    static List<String> faults(List<Copy> copies, Look look) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(TOGETHER);
        try {
            List<Callable<String>> looks = copies.stream()
                    .map(copy -> (Callable<String>) () -> look.at(copy))
                    .toList();
            List<String> faults = new ArrayList<>();
            for (Future<String> found : threads.invokeAll(looks)) {
                if (found.get() != null) {
                    faults.add(found.get());
                }
            }
            return faults;
        } finally {
            threads.shutdown();
        }
    }

    static synchronized boolean isTaken(String point) {
        return TAKEN.stream().anyMatch(copy -> copy.point().equals(point));
    }

    private static synchronized void reached(String point) {
        if (watched.isEmpty()) {
            return;
        }
        // The sender hears "success" when the first message is in its queue.
        boolean acknowledged =
                TAKEN.stream().anyMatch(copy -> copy.acknowledged()) || point.equals("after ClientProducerImpl.doSend");
        Path copy = copies.resolve(TAKEN.size() + "-" + point.replace(' ', '-'));
        try {
            for (Path folder : watched) {
                copyFolder(folder, copy.resolve(folder.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TAKEN.add(new Copy(copy, point, acknowledged));
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try {
                    Files.copy(file, to.resolve(from.relativize(file)));
                } catch (NoSuchFileException gone) {
                    // A spool file that was taken over meanwhile.
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
