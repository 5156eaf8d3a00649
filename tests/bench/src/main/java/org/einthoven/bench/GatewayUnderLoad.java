package org.einthoven.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code einthoven run} with embedded defaults in a JVM of its own, and what can be asked of it from outside. */
final class GatewayUnderLoad implements AutoCloseable {
    private static final Pattern TOTAL = Pattern.compile("\"total\"\\s*:\\s*(\\d+)");
    private static final Pattern QUEUE =
            Pattern.compile("einthoven_queue_messages\\{queue=\"([^\"]+)\".*?} ([0-9.E+]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern AFTER_COLLECTION = Pattern.compile("->(\\d+)M\\(");
    private static final int STOP_SECONDS = 60;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final Process process;
    final int dicomPort;
    private final int httpPort;

    private GatewayUnderLoad(
            Path folder, List<String> options, Map<String, String> environment, int dicomPort, int httpPort)
            throws IOException {
        this.folder = folder;
        this.dicomPort = dicomPort;
        this.httpPort = httpPort;
        ProcessBuilder builder = new ProcessBuilder(command(folder, options));
        builder.environment()
                .putAll(Map.of(
                        "EINTHOVEN_DATA", folder.resolve("data").toString(),
                        "EINTHOVEN_DICOM_PORT", Integer.toString(dicomPort),
                        "EINTHOVEN_HTTP_PORT", Integer.toString(httpPort),
                        "EINTHOVEN_SECURITY", "open"));
        builder.environment().putAll(environment);
        builder.redirectError(folder.resolve("gateway.log").toFile());
        process = builder.start();
    }

    /** Starts it and waits until it is ready; on the class path of -Dgateway.classpath, else on this process's. */
    static GatewayUnderLoad start(Path folder, List<String> options) throws IOException {
        return start(folder, options, Map.of());
    }

    /** @param environment more of it than ports and folders */
    static GatewayUnderLoad start(Path folder, List<String> options, Map<String, String> environment)
            throws IOException {
        GatewayUnderLoad gateway = new GatewayUnderLoad(folder, options, environment, freePort(), freePort());
        BufferedReader out = gateway.process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("einthoven ready")) {
                return gateway;
            }
        }
        throw new IOException("the gateway did not start; " + folder.resolve("gateway.log") + " says why");
    }

    private static List<String> command(Path folder, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                // As the launcher and the image have it.
                "-XX:+UseParallelGC",
                "-Xlog:gc:file=" + folder.resolve("gc.log")));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("gateway.classpath", System.getProperty("java.class.path")),
                "org.einthoven.app.command.Einthoven",
                "run"));
        return command;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    ProcessCpu cpu() {
        return new ProcessCpu(process.pid());
    }

    /** DiagnosticReports in its FHIR store. */
    long reports(String search) throws IOException, InterruptedException {
        Matcher total = TOTAL.matcher(get("/fhir/DiagnosticReport?_summary=count" + search));
        if (!total.find()) {
            throw new IOException("the gateway does not count its reports");
        }
        return Long.parseLong(total.group(1));
    }

    /** Messages in each queue. */
    Map<String, Long> queues() throws IOException, InterruptedException {
        Map<String, Long> depths = new TreeMap<>();
        Matcher queue = QUEUE.matcher(get("/metrics"));
        while (queue.find()) {
            depths.put(queue.group(1), (long) Double.parseDouble(queue.group(2)));
        }
        return depths;
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** MiB of heap in use after the last collection; 0 before the first. */
    long heapMebibytes() throws IOException {
        long last = 0;
        try (Stream<String> lines = Files.lines(folder.resolve("gc.log"))) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher after = AFTER_COLLECTION.matcher(line);
                last = after.find() ? Long.parseLong(after.group(1)) : last;
            }
        }
        return last;
    }

    /** Bytes of its data folder. */
    long dataBytes() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
