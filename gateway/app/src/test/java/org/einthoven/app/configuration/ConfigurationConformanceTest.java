package org.einthoven.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.einthoven.dicom.ConformancePage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parameters of docs/conformance-dicom.md are those that the configuration has, with their defaults. */
class ConfigurationConformanceTest {
    private static final Map<String, String> KEYS = Map.of("retrieval", "retrieve", "remote", "dicom");

    @TempDir
    Path folder;

    @Test
    void theParametersAndTheirDefaults() throws Exception {
        Files.writeString(folder.resolve("einthoven.yaml"), """
                pull:
                  - name: pacs
                    dicom: PACS@127.0.0.1:104
                destinations:
                  - name: archive
                    type: dicom
                    dicom: PACS@127.0.0.1:104
                """);
        GatewayConfiguration configuration = GatewayConfiguration.read(folder, Map.of());
        List<List<String>> rows = new ArrayList<>(List.of(List.of("Parameter", "Default")));
        add(rows, "dicom.", configuration.dicom());
        add(rows, "dicom.commitment.", configuration.dicom().commitment());
        add(rows, "pull[].", configuration.pulls().get(0));
        add(rows, "destinations[].", configuration.archives().get(0));

        assertThat(rows).hasSizeGreaterThan(20);
        ConformancePage.assertTable("configuration", rows);
    }

    private static void add(List<List<String>> rows, String section, Record settings) throws Exception {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            String name = component.getName();
            if (component.getType().equals(CommitmentSettings.class)) {
                continue; // It has rows of its own.
            }
            boolean isRequired = name.equals("name") || name.equals("remote");
            Object value = component.getAccessor().invoke(settings);
            if (name.equals("after") && value == null) {
                value = "retention";
            }
            rows.add(List.of(section + KEYS.getOrDefault(name, name), isRequired ? "(required)" : text(value)));
        }
    }

    private static String text(Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Collection<?> all) {
            return all.isEmpty()
                    ? "none"
                    : all.stream()
                            .map(ConfigurationConformanceTest::text)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (value instanceof InetAddress address) {
            return address.getHostAddress();
        }
        if (value instanceof Duration duration) {
            return duration.toMinutesPart() == 0 ? duration.toHours() + " h" : duration.toMinutes() + " min";
        }
        return value instanceof Enum<?> term ? term.name().toLowerCase(Locale.ROOT) : value.toString();
    }
}
