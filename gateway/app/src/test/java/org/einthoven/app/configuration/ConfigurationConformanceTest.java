package org.einthoven.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.einthoven.dicom.ConformancePage;
import org.einthoven.dicom.network.TlsSettings;
import org.einthoven.dicom.peers.TestKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parameters of docs/conformance-dicom.md are those that the configuration has, with their defaults. */
class ConfigurationConformanceTest {
    /** Every section that concerns DICOM, with as little as it needs; MORE stands where a key nobody knows may. */
    private static final String SECTIONS = """
            dicom:
              tls: {keyStore: STORE, keyStorePassword: changeit MORE}
              commitment: {tries: 600 MORE}
              port: 11112
              MORE
            pull:
              - {name: pacs, dicom: "PACS@127.0.0.1:104" MORE}
              - {name: web, dicomweb: "https://localhost" MORE}
            destinations:
              - {name: archive, type: dicom, dicom: "PACS@127.0.0.1:104" MORE}
              - {name: cloud, type: dicomweb, url: "https://localhost" MORE}
            worklist: {dicom: "RIS@127.0.0.1:104" MORE}
            """;

    private static final Pattern KEYS = Pattern.compile("(.*)nonsense is unknown; allowed are ([A-Za-z, ]+).*");
    private static final Set<String> REQUIRED = Set.of("name", "type", "dicom", "dicomweb", "url", "keyStore");
    private static final Map<String, String> KEY_OF_COMPONENT =
            Map.of("retrieval", "retrieve", "checksHostName", "checkHostName");

    @TempDir
    Path folder;

    private Path keyStore;

    @BeforeEach
    void makeKeys() throws Exception {
        keyStore = new TestKeys(folder).keyStore("gateway");
    }

    private GatewayConfiguration read(String sections) throws Exception {
        Files.writeString(folder.resolve("einthoven.yaml"), sections.replace("STORE", keyStore.toString()));
        return GatewayConfiguration.read(folder, Map.of());
    }

    /** The keys of each section, as the reader tells them to who writes another. */
    private Map<String, List<String>> keys() {
        String wrong = SECTIONS.replace(" MORE}", ", nonsense: 1}").replace("MORE", "nonsense: 1");
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (ConfigurationFault fault : catchThrowableOfType(ConfigurationException.class, () -> read(wrong))
                .faults()) {
            Matcher told = KEYS.matcher(fault.message());
            assertThat(told.matches()).as(fault.message()).isTrue();
            keys.put(told.group(1), List.of(told.group(2).split(", ")));
        }
        return keys;
    }

    @Test
    void theParametersAndTheirDefaults() throws Exception {
        Map<String, List<String>> keys = keys();
        GatewayConfiguration configuration = read(SECTIONS.replace("MORE", ""));
        TlsSettings tls = Objects.requireNonNull(configuration.dicom().tls());
        WebPullSettings pull = configuration.webPulls().get(0);
        WebArchiveSettings archive = configuration.webArchives().get(0);

        List<List<String>> rows = new ArrayList<>(List.of(List.of("Parameter", "Default")));
        add(rows, "dicom.", "", keys.remove("dicom."), defaults(configuration.dicom()));
        add(rows, "dicom.tls.", "", keys.remove("dicom.tls."), tls(tls));
        add(
                rows,
                "dicom.commitment.",
                "",
                keys.remove("dicom.commitment."),
                defaults(configuration.dicom().commitment()));
        add(
                rows,
                "pull[].",
                " (DICOM)",
                without("dicomweb", keys.remove("pull[0].")),
                defaults(configuration.pulls().get(0)));
        add(rows, "pull[].", " (DICOMweb)", without("dicom", keys.remove("pull[1].")), web(pull, pull.server()));
        add(
                rows,
                "destinations[].",
                " (DICOM)",
                keys.remove("destinations[0]."),
                defaults(configuration.archives().get(0)));
        add(rows, "destinations[].", " (DICOMweb)", keys.remove("destinations[1]."), web(archive, archive.server()));
        add(
                rows,
                "worklist.",
                "",
                keys.remove("worklist."),
                defaults(Objects.requireNonNull(configuration.worklist())));

        assertThat(keys).as("sections without rows").isEmpty();
        ConformancePage.assertTable("configuration", rows);
    }

    /** The key that makes it the other kind. */
    private static List<String> without(String key, List<String> keys) {
        return keys.stream().filter(other -> !other.equals(key)).toList();
    }

    private static void add(
            List<List<String>> rows, String section, String kind, List<String> keys, Map<String, String> defaults) {
        for (String key : keys) {
            if (section.equals("dicom.")
                    && Set.of("tls", CommitmentSection.NAME).contains(key)) {
                continue; // They have rows of their own.
            }
            String value = REQUIRED.contains(key) ? "(required)" : defaults.get(key);
            assertThat(value).as("the default of " + section + key).isNotNull();
            rows.add(List.of(section + key + kind, value));
        }
    }

    private static Map<String, String> defaults(Record settings) throws Exception {
        Map<String, String> defaults = new LinkedHashMap<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(settings);
            String name = component.getName();
            defaults.put(
                    KEY_OF_COMPONENT.getOrDefault(name, name),
                    name.equals("after") && value == null ? "retention" : text(value));
        }
        return defaults;
    }

    /** Those that hang together are told by hand, and tried. */
    private Map<String, String> tls(TlsSettings tls) throws Exception {
        Map<String, String> defaults = defaults(tls);
        Path trusted = new TestKeys(folder).trustStore("carts", keyStore);
        TlsSettings trusting =
                Objects.requireNonNull(read("""
                        dicom:
                          tls: {keyStore: STORE, keyStorePassword: changeit, trustStore: %s, trustStorePassword: changeit}
                        """.formatted(trusted)).dicom().tls());
        defaults.put(
                "clientCertificates",
                text(tls.clientCertificates()) + "; " + text(trusting.clientCertificates()) + " with a trustStore");
        defaults.put("keyStorePassword", "none");
        defaults.put("trustStore", "none: that of Java");
        defaults.put("trustStorePassword", "none");
        return defaults;
    }

    private static Map<String, String> web(Record settings, WebServerSettings server) throws Exception {
        Map<String, String> defaults = defaults(settings);
        defaults.put("timeout", text(server.timeout()));
        assertThat(server.credentials()).isNull();
        defaults.put("token", "none");
        defaults.put("user", "none");
        defaults.put("password", "none");
        defaults.put("tls", text(server.keys() != null));
        return defaults;
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
