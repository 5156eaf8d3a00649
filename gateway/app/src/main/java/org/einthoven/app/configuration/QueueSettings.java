package org.einthoven.app.configuration;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Which queues stand between the steps.
 *
 * @param servers "host:port" each; none for the embedded engine
 * @param options what follows the question mark, decoded; may hold credentials
 */
public record QueueSettings(Engine engine, List<String> servers, Map<String, String> options) {
    /** Which broker holds the queues. */
    public enum Engine {
        /** Artemis in the gateway's own process. */
        EMBEDDED,
        /** An Artemis broker or cluster. */
        ARTEMIS,
        /** A Kafka cluster. */
        KAFKA
    }

    public static final QueueSettings EMBEDDED = new QueueSettings(Engine.EMBEDDED, List.of(), Map.of());

    /** Completes the sentence "queue must be …". */
    static final String ALLOWED =
            "embedded, kafka://HOST:PORT[,HOST:PORT] with partitions, replicas, group or properties of"
                    + " Kafka's clients after a '?' (but those that the gateway's promise rests on, such as"
                    + " enable.auto.commit), or artemis://HOST:PORT[,HOST:PORT] with user, password or its TLS options";

    private static final String LOCAL_KAFKA = "kafka://localhost:9092";
    private static final Set<String> KAFKA_OPTIONS = Set.of("partitions", "replicas", "group");
    /** A name that no client knows would be passed over, as one that is misspelt. */
    private static final Set<String> KAFKA_CLIENTS = Stream.of(
                    AdminClientConfig.configNames(), ConsumerConfig.configNames(), ProducerConfig.configNames())
            .flatMap(Set::stream)
            .filter(name -> name.contains("."))
            .collect(Collectors.toUnmodifiableSet());

    /** With other values than the gateway's own, messages are lost, skipped or read by nobody. */
    private static final Set<String> KAFKA_PROMISE = Set.of(
            "auto.offset.reset",
            "bootstrap.servers",
            "enable.auto.commit",
            "enable.idempotence",
            "group.id",
            "isolation.level",
            "key.deserializer",
            "key.serializer",
            "transactional.id",
            "value.deserializer",
            "value.serializer");

    private static final Set<String> ARTEMIS_OPTIONS = Set.of(
            "user",
            "password",
            "sslEnabled",
            "verifyHost",
            "trustStorePath",
            "trustStorePassword",
            "trustStoreType",
            "keyStorePath",
            "keyStorePassword",
            "keyStoreType");

    public QueueSettings {
        Objects.requireNonNull(engine);
        servers = List.copyOf(servers);
        options = Map.copyOf(options);
        if (servers.isEmpty() != (engine == Engine.EMBEDDED)) {
            throw new IllegalArgumentException("the embedded engine has no servers, every other has some");
        }
    }

    /**
     * Reads "embedded", "kafka", "kafka://host:port[,host:port][?options]" or "artemis://…".
     *
     * @throws IllegalArgumentException for anything else, without the text, which may hold a password
     */
    static QueueSettings parse(String text) {
        if (text.equals("embedded")) {
            return EMBEDDED;
        }
        String address = text.equals("kafka") ? LOCAL_KAFKA : text;
        int options = address.indexOf('?') < 0 ? address.length() : address.indexOf('?');
        int servers = address.indexOf("://");
        if (servers < 0 || servers > options) {
            throw new IllegalArgumentException(ALLOWED);
        }
        Engine engine = engine(address.substring(0, servers));
        return new QueueSettings(
                engine,
                Arrays.stream(address.substring(servers + 3, options).split(",", -1))
                        .map(QueueSettings::server)
                        .toList(),
                options(engine, address.substring(options)));
    }

    private static Engine engine(String scheme) {
        return switch (scheme) {
            case "kafka" -> Engine.KAFKA;
            case "artemis" -> Engine.ARTEMIS;
            default -> throw new IllegalArgumentException(ALLOWED);
        };
    }

    private static String server(String text) {
        int colon = text.lastIndexOf(':');
        int port = colon < 0 ? -1 : Integer.parseInt(text.substring(colon + 1));
        if (port < 1 || port > 65_535 || !text.substring(0, colon).matches("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+]")) {
            throw new IllegalArgumentException(ALLOWED);
        }
        return text;
    }

    private static Map<String, String> options(Engine engine, String query) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option :
                query.length() < 2 ? new String[0] : query.substring(1).split("&", -1)) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (equals < 0 || !isKnown(engine, name)) {
                throw new IllegalArgumentException(ALLOWED);
            }
            options.put(name, URLDecoder.decode(option.substring(equals + 1), StandardCharsets.UTF_8));
        }
        if (Integer.parseInt(options.getOrDefault("partitions", "1")) < 1
                || Integer.parseInt(options.getOrDefault("replicas", "1")) < 1) {
            throw new IllegalArgumentException(ALLOWED);
        }
        return options;
    }

    /** The properties of Kafka's clients that may be given have a dot in their names, the gateway's own have none. */
    private static boolean isKnown(Engine engine, String name) {
        return engine == Engine.KAFKA
                ? KAFKA_OPTIONS.contains(name) || (KAFKA_CLIENTS.contains(name) && !KAFKA_PROMISE.contains(name))
                : ARTEMIS_OPTIONS.contains(name);
    }

    /** Without the values of the options, which no log may show. */
    @Override
    public String toString() {
        return "QueueSettings[engine=" + engine + ", servers=" + servers + ", options="
                + new TreeSet<>(options.keySet()) + "]";
    }
}
