package org.einthoven.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.einthoven.app.configuration.ConfigurationException;
import org.einthoven.app.configuration.ConfigurationText;
import org.jspecify.annotations.Nullable;

/**
 * Which route files a gateway runs: the built-in ones, each replaced by the file of the same name in the
 * configuration's {@code routes/} where there is one, and whatever else lies there. A file without routes switches the
 * built-in one of its name off.
 */
public final class RouteFiles {
    /** The one that listens for DICOM associations. */
    static final String RECEIVES_DICOM = "10-receive-dicom.yaml";
    /** The files in {@code routes/} of the source tree. */
    static final List<String> BUILT_IN = List.of(
            RECEIVES_DICOM,
            "11-receive-fhir.yaml",
            "12-receive-file.yaml",
            "13-receive-pulled.yaml",
            "14-receive-dicomweb.yaml",
            "20-interpret.yaml",
            "30-deliver-destination.yaml");

    private static final String FOLDER = "org/einthoven/app/routes/";

    private final List<RouteFile> files;

    /**
     * A route file.
     *
     * @param shownAs how faults name it: its path, or "built-in NAME"
     * @param location as Camel names resources
     */
    record RouteFile(String name, String shownAs, String location, String text) {
        /** Whether there is anything but comments in it. */
        boolean hasContent() {
            return text.lines()
                    .anyMatch(line -> !line.isBlank() && !line.strip().startsWith("#"));
        }
    }

    private RouteFiles(List<RouteFile> files) {
        this.files = List.copyOf(files);
    }

    /**
     * Reads them.
     *
     * @param folder null for the built-in routes alone
     * @throws ConfigurationException when one is not text
     */
    public static RouteFiles of(@Nullable Path folder) throws ConfigurationException, IOException {
        Map<String, RouteFile> files = new TreeMap<>();
        for (String name : BUILT_IN) {
            files.put(name, builtIn(name));
        }
        if (folder != null) {
            for (Path path : yamlIn(folder)) {
                String name = path.getFileName().toString();
                files.put(
                        name,
                        new RouteFile(
                                name, path.toString(), "file:" + path.toAbsolutePath(), ConfigurationText.read(path)));
            }
        }
        return new RouteFiles(new ArrayList<>(files.values()));
    }

    List<RouteFile> all() {
        return files;
    }

    /** Every file that holds routes, as Camel's routesIncludePattern. */
    String includePattern() {
        return String.join(
                ",",
                files.stream()
                        .filter(RouteFile::hasContent)
                        .map(RouteFile::location)
                        .toList());
    }

    private static RouteFile builtIn(String name) throws IOException {
        URL url = Objects.requireNonNull(
                RouteFiles.class.getClassLoader().getResource(FOLDER + name), () -> name + " is missing in this build");
        try (InputStream in = url.openStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new RouteFile(name, "built-in " + name, "classpath:" + FOLDER + name, text);
        }
    }

    private static List<Path> yamlIn(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path ->
                            path.toString().endsWith(".yaml") || path.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }
}
