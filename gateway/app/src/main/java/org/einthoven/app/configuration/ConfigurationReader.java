package org.einthoven.app.configuration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.einthoven.app.configuration.EncoderSettings.Fallback;
import org.einthoven.app.database.PostgresAddress;
import org.einthoven.ecg.store.EcgStore;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code einthoven.yaml}: all of it, so that every fault is told at once. */
final class ConfigurationReader {
    static final String FILE = "einthoven.yaml";
    private static final String MISNAMED = "einthoven.yml";
    static final String ROUTES = "routes";
    /** The name of the gateway's own FHIR store among the destinations. */
    static final String OWN_STORE = "gateway";

    /** The engine that only the Maven profile of its name puts on the class path. */
    private static final String EMBEDDED = "embedded";

    static final String PLAIN_URL = "an http or https URL without a user, query or fragment";
    static final String AE_TITLE = "an AE title: 1 to 16 printable ASCII characters without backslash";
    private static final String TIME_ZONE = "a time zone such as Europe/Amsterdam";

    private static final Map<String, Range> NUMBERS = Map.of(
            "interpret.tries", new Range(1, 100_000),
            "dicom.port", new Range(0, 65_535),
            "dicom.maxAssociations", new Range(1, 1000),
            "dicom.maxPduLength", new Range(4096, 1_048_576),
            "dicom.maxObjectMegabytes", new Range(1, 1_000_000));

    private record Range(int least, int most) {}

    private final Map<String, String> environment;

    ConfigurationReader(Map<String, String> environment) {
        this.environment = environment;
    }

    GatewayConfiguration read(@Nullable Path folder) throws ConfigurationException, IOException {
        Path file = folder == null ? null : folder.resolve(FILE);
        ReadingContext context = new ReadingContext(file == null ? FILE : file.toString(), environment);
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ConfigurationException(List.of(
                    new ConfigurationFault(folder.toString(), 1, 1, "the configuration folder does not exist")));
        }
        Node root = null;
        if (file != null && Files.exists(file)) {
            root = compose(ConfigurationText.read(file), context);
        } else if (folder != null && Files.exists(folder.resolve(MISNAMED))) {
            throw new ConfigurationException(List.of(new ConfigurationFault(
                    folder.resolve(MISNAMED).toString(), 1, 1, "this file is not read; it must be called " + FILE)));
        }
        Path routes = folder == null ? null : folder.resolve(ROUTES);
        GatewayConfiguration configuration = bind(
                new YamlMapping(root, "", context),
                routes != null && Files.isDirectory(routes) ? routes : null,
                context);
        if (!context.faults().isEmpty()) {
            throw new ConfigurationException(context.faults());
        }
        return configuration;
    }

    private static @Nullable Node compose(String text, ReadingContext context) throws ConfigurationException {
        LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
        try {
            return new Compose(settings).composeString(text).orElse(null);
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().orElseThrow(() -> e);
            throw new ConfigurationException(List.of(new ConfigurationFault(
                    context.file(), mark.getLine() + 1, mark.getColumn() + 1, "not YAML: " + e.getProblem())));
        } catch (YamlEngineException e) {
            throw new ConfigurationException(
                    List.of(new ConfigurationFault(context.file(), 1, 1, "not YAML: " + e.getMessage())));
        }
    }

    private static GatewayConfiguration bind(YamlMapping root, @Nullable Path routes, ReadingContext context) {
        Path data = root.parsed("data", "a folder", Path::of);
        StorageSettings storage = storage(root);
        UpkeepSettings upkeep = UpkeepReader.read(root);
        InetAddress bind = address(root, "bind", InetAddress.getLoopbackAddress());
        Security security =
                root.parsed("security", "closed or open", text -> Security.valueOf(text.toUpperCase(Locale.ROOT)));
        YamlMapping dicomSection = root.mapping("dicom");
        DicomSettings dicom = DicomSection.read(dicomSection, bind);
        PullSection pulls = PullSection.read(root, dicom);
        WorklistSettings worklist = DicomSection.worklist(root.mapping("worklist"), dicom);
        YamlMapping httpSection = root.mapping("http");
        HttpSettings http = http(httpSection, bind);
        if (dicom.port() != 0 && dicom.port() == http.port() && overlap(dicom.bind(), http.bind())) {
            (httpSection.has("port") ? httpSection : dicomSection)
                    .fault(
                            "port",
                            "dicom.port and http.port are both " + http.port() + "; each needs a port of its own");
        }
        YamlMapping mllp = root.mapping("mllp");
        int mllpPort = mllp.integer("port", 2575, 0, 65535);
        mllp.finish();
        QueueSettings queue = root.parsed("queue", QueueSettings.ALLOWED, QueueSettings::parse);
        IntakeSettings intake = intake(root.mapping("intake"));
        Path model = root.parsed("model", "a folder", Path::of);
        EncoderSettings encoder = encoder(root.mapping("encoder"));
        CollectionSettings collection = collection(root.mapping("collection"));
        ZoneId timeZone = root.parsed("timeZone", TIME_ZONE, ZoneId::of);
        List<SourceSettings> sources = sources(root);
        DestinationsSection destinations = DestinationsSection.read(root, dicom);
        CommitmentSection.check(
                dicomSection.mapping(CommitmentSection.NAME), dicom.commitment(), destinations.archives());
        Map<String, String> properties = properties(root.mapping("properties"));
        if (security == Security.OPEN
                && !(dicom.bind().isLoopbackAddress() && http.bind().isLoopbackAddress())) {
            root.fault("security", "security may be open only while every listener is bound to loopback (127.0.0.1)");
        }
        root.finish();
        return new GatewayConfiguration(
                data == null ? Path.of("data") : data,
                storage,
                upkeep,
                security == null ? Security.CLOSED : security,
                dicom,
                http,
                mllpPort,
                queue == null ? QueueSettings.EMBEDDED : queue,
                intake,
                model,
                encoder,
                collection,
                timeZone,
                sources,
                destinations.servers(),
                destinations.archives(),
                destinations.webArchives(),
                pulls.archives(),
                pulls.webArchives(),
                worklist,
                properties,
                routes,
                context.remarks());
    }

    /** Any placeholder of the user's own, and the built-in ones, whose numbers are held to what their keys allow. */
    private static Map<String, String> properties(YamlMapping section) {
        Map<String, String> properties = section.texts();
        NUMBERS.forEach((key, range) -> {
            if (properties.containsKey(key)) {
                section.integer(key, range.least(), range.least(), range.most());
            }
        });
        return properties;
    }

    private static StorageSettings storage(YamlMapping root) {
        String node = root.parsed("node", "letters, digits, hyphens and dots, at most 63", ConfigurationReader::node);
        PostgresAddress ledger = root.parsed(
                "ledger",
                "embedded, or postgresql://[user[:password]@]host[:port]/database",
                text -> text.equals(EMBEDDED) ? null : PostgresAddress.parse(text));
        Path objects = root.parsed("objects", "a folder", Path::of);
        if (node == null && (ledger != null || objects != null)) {
            root.fault("node", "node is missing; nodes that share a ledger or objects each need a name of their own");
        }
        return new StorageSettings(node == null ? StorageSettings.EMBEDDED.node() : node, ledger, objects);
    }

    private static HttpSettings http(YamlMapping http, InetAddress bind) {
        HttpSettings settings = new HttpSettings(
                address(http, "bind", bind),
                http.integer("port", 8080, 0, 65535),
                http.parsed("baseUrl", "an http or https URL", ConfigurationReader::httpUrl),
                http.list("bearerTokens", "at least 16 letters, digits and - . _ ~ + /", ConfigurationReader::token));
        http.finish();
        return settings;
    }

    private static @Nullable CollectionSettings collection(YamlMapping section) {
        Path store = section.parsed("store", "a folder", Path::of);
        String source = section.parsed(
                "source", "a name other than 'simulated', which is the simulator's", ConfigurationReader::source);
        Path secretFile = section.parsed("secretFile", "a file", Path::of);
        if (section.isGiven() && (store == null || source == null || secretFile == null)) {
            section.fault("store", "collection needs store, source and secretFile");
        }
        section.finish();
        return store == null || source == null || secretFile == null
                ? null
                : new CollectionSettings(store, source, secretFile);
    }

    private static String source(String text) {
        return EcgStore.isReserved(text) ? refuse() : text;
    }

    private static IntakeSettings intake(YamlMapping intake) {
        IntakeSettings settings = new IntakeSettings(
                intake.integer("maxWaiting", IntakeSettings.DEFAULT.maxWaiting(), 1, 10_000_000),
                intake.integer("minimumFreeMegabytes", IntakeSettings.DEFAULT.minimumFreeMegabytes(), 0, 100_000_000));
        intake.finish();
        return settings;
    }

    private static @Nullable EncoderSettings encoder(YamlMapping encoder) {
        URI url = encoder.parsed("url", PLAIN_URL, ConfigurationReader::plainUrl);
        String token =
                encoder.parsed("token", "at least 16 letters, digits and - . _ ~ + /", ConfigurationReader::token);
        Fallback fallback =
                encoder.parsed("fallback", "local or none", text -> Fallback.valueOf(text.toUpperCase(Locale.ROOT)));
        int timeoutSeconds = encoder.integer("timeoutSeconds", 10, 1, 600);
        int tries = encoder.integer("tries", 3, 1, 10);
        if (encoder.isGiven()) {
            required(encoder, "url", PLAIN_URL, url);
        }
        encoder.finish();
        return url == null
                ? null
                : new EncoderSettings(
                        url,
                        token,
                        fallback == null ? Fallback.LOCAL : fallback,
                        Duration.ofSeconds(timeoutSeconds),
                        tries);
    }

    private static List<SourceSettings> sources(YamlMapping root) {
        List<SourceSettings> sources = new ArrayList<>();
        Set<String> titles = new HashSet<>();
        for (YamlMapping source : root.mappings("sources")) {
            String aeTitle = required(
                    source, "aeTitle", AE_TITLE, source.parsed("aeTitle", AE_TITLE, ConfigurationReader::aeTitle));
            ZoneId zone = required(source, "timeZone", TIME_ZONE, source.parsed("timeZone", TIME_ZONE, ZoneId::of));
            if (aeTitle != null && !titles.add(aeTitle)) {
                source.fault("aeTitle", "the source " + aeTitle + " is given twice");
            }
            source.finish();
            if (aeTitle != null && zone != null) {
                sources.add(new SourceSettings(aeTitle, zone));
            }
        }
        return sources;
    }

    /** Notes an absent key; a wrong one was noted by its parser. */
    static <T> @Nullable T required(YamlMapping mapping, String key, String allowed, @Nullable T value) {
        if (value == null && !mapping.has(key)) {
            mapping.fault(key, key + " is missing; it must be " + allowed);
        }
        return value;
    }

    static InetAddress address(YamlMapping mapping, String key, InetAddress otherwise) {
        InetAddress address = mapping.parsed(key, "an address of this machine such as 127.0.0.1 or 0.0.0.0", text -> {
            try {
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(e);
            }
        });
        return Objects.requireNonNullElse(address, otherwise);
    }

    private static boolean overlap(InetAddress one, InetAddress other) {
        return one.equals(other) || one.isAnyLocalAddress() || other.isAnyLocalAddress();
    }

    static String aeTitle(String text) {
        return text.matches("[ -\\[\\]-~]{1,16}") && !text.isBlank() ? text.strip() : refuse();
    }

    static String name(String text) {
        return text.matches("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?") && !text.equals(OWN_STORE) ? text : refuse();
    }

    private static String node(String text) {
        return text.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?") ? text : refuse();
    }

    private static String token(String text) {
        return text.length() >= 16 && text.matches("[A-Za-z0-9\\-._~+/]+=*") ? text : refuse();
    }

    static Duration timeout(String text) {
        Duration timeout = UpkeepReader.duration(text);
        return timeout.compareTo(DestinationSettings.LONGEST_TIMEOUT) > 0 ? refuse() : timeout;
    }

    private static URI httpUrl(String text) {
        URI url = URI.create(text);
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        return http && url.getHost() != null ? url : refuse();
    }

    static URI plainUrl(String text) {
        URI url = httpUrl(text);
        return url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null ? url : refuse();
    }

    static <T> T refuse() {
        throw new IllegalArgumentException();
    }
}
