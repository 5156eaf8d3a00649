package org.einthoven.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.einthoven.app.configuration.ArchiveSettings;
import org.einthoven.app.configuration.ConfigurationException;
import org.einthoven.app.configuration.ConfigurationFault;
import org.einthoven.app.configuration.ConfigurationRemarks;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Checks a configuration folder without starting anything: {@code einthoven.yaml}, and each route's YAML syntax, words,
 * components, options, values, beans and placeholders. Camel itself would start with a period of "banana".
 */
public final class ConfigurationCheck {
    private ConfigurationCheck() {}

    /**
     * Every fault, by file, line and column; none for a folder that a gateway can run with.
     *
     * @param folder null for the defaults
     * @param environment usually {@link System#getenv()}
     */
    public static List<ConfigurationFault> faults(@Nullable Path folder, Map<String, String> environment)
            throws IOException {
        List<ConfigurationFault> faults = new ArrayList<>();
        GatewayConfiguration configuration;
        try {
            configuration = GatewayConfiguration.read(folder, environment);
        } catch (ConfigurationException e) {
            faults.addAll(e.faults());
            configuration = defaults();
        }
        Path routes = folder == null ? null : folder.resolve("routes");
        faults.addAll(routeFaults(configuration, routes != null && Files.isDirectory(routes) ? routes : null));
        return List.copyOf(faults);
    }

    /** What is allowed and yet seldom meant; none for a folder that has faults. */
    public static List<String> remarks(@Nullable Path folder, Map<String, String> environment) throws IOException {
        try {
            GatewayConfiguration configuration = GatewayConfiguration.read(folder, environment);
            List<String> remarks = new ArrayList<>(ConfigurationRemarks.of(configuration));
            unheardArchive(configuration).ifPresent(remark -> remarks.add(remark.toString()));
            return List.copyOf(remarks);
        } catch (ConfigurationException faults) {
            return List.of();
        }
    }

    /** An archive that is to commit storage, where no route listens to what it tells: at the file that took the place of the one that does. */
    private static Optional<ConfigurationFault> unheardArchive(GatewayConfiguration configuration)
            throws ConfigurationException, IOException {
        Optional<ArchiveSettings> archive = configuration.archives().stream()
                .filter(ArchiveSettings::commitment)
                .findFirst();
        List<RouteFiles.RouteFile> files = RouteFiles.of(configuration.routes()).all();
        if (archive.isEmpty() || files.stream().map(RouteDocument::parse).anyMatch(ConfigurationCheck::listens)) {
            return Optional.empty();
        }
        return files.stream()
                .filter(file -> file.name().equals(RouteFiles.RECEIVES_DICOM))
                .findFirst()
                .map(file -> new ConfigurationFault(
                        file.shownAs(),
                        1,
                        1,
                        "no route receives by dicom:store, so the archive "
                                + archive.get().name()
                                + " cannot tell on an association of its own what it commits, as most do; what goes"
                                + " there waits for it"));
    }

    private static boolean listens(RouteDocument document) {
        AtomicBoolean listens = new AtomicBoolean();
        document.eachEntry((key, entry) -> {
            Node from = entry.getValueNode();
            Node uri = RouteDocument.value(from, "uri");
            if (key.equals("from")
                    && RouteDocument.textOf(uri == null ? from : uri).startsWith("dicom:store")) {
                listens.set(true);
            }
        });
        return listens.get();
    }

    /** The faults of the routes alone, for a configuration that was read. */
    static List<ConfigurationFault> routeFaults(GatewayConfiguration configuration, @Nullable Path folder)
            throws IOException {
        List<RouteFiles.RouteFile> files;
        try {
            files = RouteFiles.of(folder).all();
        } catch (ConfigurationException e) {
            return e.faults();
        }
        List<RouteDocument> documents = files.stream().map(RouteDocument::parse).toList();
        RouteSchema schema = new RouteSchema();
        RoutePlaceholders placeholders = new RoutePlaceholders(RouteProperties.of(configuration));
        RouteEndpoints endpoints = new RouteEndpoints(placeholders);
        RouteReferences references = new RouteReferences(Routes.BEANS, documents);
        List<ConfigurationFault> faults = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            RouteDocument document = documents.get(i);
            if (document.root() != null) {
                schema.check(document);
                placeholders.check(document);
                endpoints.check(document);
                references.check(document, files.get(i).shownAs());
            }
            faults.addAll(document.faults().stream()
                    .distinct()
                    .sorted(java.util.Comparator.comparingInt(ConfigurationFault::line)
                            .thenComparingInt(ConfigurationFault::column))
                    .toList());
        }
        return faults;
    }

    /** What the routes are checked against when einthoven.yaml itself is at fault. */
    private static GatewayConfiguration defaults() throws IOException {
        try {
            return GatewayConfiguration.read(null, Map.of());
        } catch (ConfigurationException e) {
            throw new IllegalStateException("the defaults are a valid configuration", e);
        }
    }
}
