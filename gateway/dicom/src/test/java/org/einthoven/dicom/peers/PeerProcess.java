package org.einthoven.dicom.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A peer that runs as a process of its own; closing it ends that process and waits until it is gone. */
public final class PeerProcess implements AutoCloseable {

    private static final long START_SECONDS = 60;
    private static final long POLL_MILLIS = 50;

    private final Process process;
    private final Path log;

    private PeerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Whether a program is installed; a test that needs an absent one is skipped and says so. */
    public static void require(String program) {
        Assumptions.assumeTrue(
                find(program).isPresent(),
                () -> "skipped: " + program + " is not installed (Debian: apt-get install dcmtk orthanc)");
    }

    /** Where a program lies. Debian has servers in sbin, which is not on every user's path. */
    public static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/usr/bin"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts a server and waits until it listens. */
    public static PeerProcess start(Path log, int port, List<String> command) throws IOException {
        PeerProcess peer = start(log, command);
        peer.awaitPort(port);
        return peer;
    }

    /** Starts a program and lets it run. */
    public static PeerProcess start(Path log, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("LC_ALL", "C");
        return new PeerProcess(builder.start(), log);
    }

    /** A port that is free now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort(int port) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!isListening(port)) {
            if (endsWithin(POLL_MILLIS) || System.nanoTime() > end) {
                String output = output();
                close();
                throw new IOException("the peer does not listen on port " + port + ": " + output);
            }
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean endsWithin(long millis) {
        try {
            process.onExit().get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("waiting for a peer was cut off", e);
        }
    }

    /** Waits for the end of a program and tells its exit status. */
    public int await() {
        if (!endsWithin(TimeUnit.SECONDS.toMillis(START_SECONDS))) {
            close();
            throw new AssertionError("the peer does not end: " + output());
        }
        return process.exitValue();
    }

    /** Everything that the process has printed so far. */
    public String output() {
        try {
            return Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (!endsWithin(TimeUnit.SECONDS.toMillis(10))) {
            process.destroyForcibly();
            endsWithin(TimeUnit.SECONDS.toMillis(10));
        }
    }
}
