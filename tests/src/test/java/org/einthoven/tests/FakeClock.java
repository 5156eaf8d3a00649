package org.einthoven.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** libfaketime: the wall clock of a process under it is stepped while it runs; its monotonic clock runs on. */
final class FakeClock {
    private static final String LIBRARY = "libfaketimeMT.so.1";
    private static final Path LIBRARIES = Path.of("/usr/lib");

    private final Path library;
    private final Path offset;

    private FakeClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /** Shows the true time at first. The test is skipped, and says so, where the library is not installed. */
    static FakeClock in(Path folder) throws IOException {
        Optional<Path> library = find();
        Assumptions.assumeTrue(
                library.isPresent(), "skipped: libfaketime is not installed (Debian: apt-get install faketime)");
        FakeClock clock = new FakeClock(library.get(), folder.resolve("clock-offset"));
        clock.step(Duration.ZERO);
        return clock;
    }

    /** Debian has it at /usr/lib/x86_64-linux-gnu/faketime, others at /usr/lib/faketime. */
    private static Optional<Path> find() throws IOException {
        try (Stream<Path> files =
                Files.find(LIBRARIES, 3, (path, attributes) -> path.endsWith(Path.of("faketime", LIBRARY)))) {
            return files.findFirst();
        }
    }

    /** What the process that is to see this clock has in its environment. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                // Seconds until a step is seen.
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }

    /** From now on the clock is so far from the true time. */
    void step(Duration fromTrueTime) throws IOException {
        Path next = offset.resolveSibling(offset.getFileName() + ".new");
        Files.writeString(next, "%+d%n".formatted(fromTrueTime.toSeconds()));
        Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
