package org.einthoven.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** What a piece of work had written through to the disk: a kill shows nothing of it, as the page cache outlives it. */
public final class SyncedFiles {
    private static final String FORCED = "jdk.FileForce";

    private SyncedFiles() {}

    /** What may fail in any way. */
    public interface Work {
        void run() throws Exception;
    }

    /** The files and folders that were forced to the disk meanwhile, in any thread; one entry each time. */
    public static List<Path> during(Work work) throws Exception {
        Path file = Files.createTempFile("synced", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable(FORCED).withThreshold(Duration.ZERO);
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
            return paths(file);
        } finally {
            Files.delete(file);
        }
    }

    private static List<Path> paths(Path recording) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().equals(FORCED))
                .map(event -> Path.of(event.getString("path")))
                .toList();
    }
}
