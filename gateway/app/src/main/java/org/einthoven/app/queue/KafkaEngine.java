package org.einthoven.app.queue;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.PollOnError;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualCommitFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.einthoven.app.configuration.QueueSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues as topics of a Kafka cluster. A send has the broker's acknowledgement before its step ends. A record's offset is
 * committed only when its exchange and all before it in its partition have ended; on any failure the consumer is thrown
 * away and a new one reads on from the last commit, so that nothing is skipped.
 *
 * <p>A record is as durable as its topic: unless told otherwise ({@code replicas=}) the gateway makes topics of three
 * replicas, two of which must have a record before it is acknowledged. Brokers do not sync each record, so a single broker that loses
 * power loses what it acknowledged.
 */
final class KafkaEngine implements QueueEngine {
    static final Map<String, String> ROUTE_PROPERTIES = Map.of(
            "queue", "kafka:",
            "queue.producer", "",
            "queue.consumer", "?consumersCount=4",
            "queue.consumer.live", "?consumersCount=12",
            "queue.consumer.backfill", "?consumersCount=1");

    private static final Logger LOG = LoggerFactory.getLogger(KafkaEngine.class);
    private static final Duration ANSWER_AGE = Duration.ofSeconds(5);
    /** Work for four nodes of twelve consumers each. */
    private static final int DEFAULT_PARTITIONS = 48;

    private static final int DEFAULT_REPLICAS = 3;
    private static final int REQUEST_TIMEOUT_MS = 5_000;
    private static final int ADMIN_TIMEOUT_MS = 10_000;
    /** A send fails after at most the first (no broker known) and the second (no acknowledgement). */
    private static final int MAX_BLOCK_MS = 5_000;

    private static final int DELIVERY_TIMEOUT_MS = 15_000;
    private static final int SESSION_TIMEOUT_MS = 10_000;
    private static final int MAX_POLL_INTERVAL_MS = 600_000;
    /** So many records at most are worked on again after a kill, for each of the consumers. */
    private static final int MAX_POLL_RECORDS = 10;
    /** How long an idle consumer takes to notice that it is to stop. */
    private static final long POLL_MS = 500;

    private static final int DRAIN_MS = 4_000;

    private final Admin admin;
    private final KafkaComponent component;
    private final KafkaTopics topics;
    private final List<String> servers;
    private final Map<String, Supplier<Long>> depths = new ConcurrentHashMap<>();
    private final Supplier<Boolean> answers = Suppliers.memoizeWithExpiration(this::answers, ANSWER_AGE);

    private KafkaEngine(Admin admin, KafkaComponent component, KafkaTopics topics, List<String> servers) {
        this.admin = admin;
        this.component = component;
        this.topics = topics;
        this.servers = servers;
    }

    /** @throws IOException when the cluster does not answer */
    static KafkaEngine connect(QueueSettings settings) throws IOException {
        Map<String, Object> client = clientProperties(settings);
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, String.join(",", settings.servers()));
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        Admin admin = Admin.create(properties);
        String group = settings.options().getOrDefault("group", "einthoven");
        int partitions =
                Integer.parseInt(settings.options().getOrDefault("partitions", String.valueOf(DEFAULT_PARTITIONS)));
        int replicas = Integer.parseInt(settings.options().getOrDefault("replicas", String.valueOf(DEFAULT_REPLICAS)));
        KafkaTopics topics = new KafkaTopics(admin, group, partitions, replicas);
        KafkaComponent component = new TopicMakingKafka(topics);
        component.setKafkaManualCommitFactory(new DefaultKafkaManualCommitFactory());
        component.setConfiguration(configuration(settings.servers(), client));
        KafkaEngine engine = new KafkaEngine(admin, component, topics, settings.servers());
        String problem = engine.problem();
        if (problem != null) {
            engine.close();
            throw new IOException(problem);
        }
        return engine;
    }

    private static Map<String, Object> clientProperties(QueueSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        settings.options().forEach((name, value) -> {
            if (name.contains(".")) {
                properties.put(name, value);
            }
        });
        return properties;
    }

    private static KafkaConfiguration configuration(List<String> servers, Map<String, Object> client) {
        KafkaConfiguration configuration = new KafkaConfiguration();
        configuration.setBrokers(String.join(",", servers));
        configuration.setAdditionalProperties(client);
        produceDurably(configuration);
        consumeWithoutSkipping(configuration);
        return configuration;
    }

    private static void produceDurably(KafkaConfiguration configuration) {
        configuration.setValueSerializer(ByteArraySerializer.class.getName());
        configuration.setRequestRequiredAcks("all");
        configuration.setEnableIdempotence(true);
        // The step waits for the acknowledgement in the thread that sends.
        configuration.setSynchronous(true);
        configuration.setLingerMs(0);
        configuration.setMaxBlockMs(MAX_BLOCK_MS);
        configuration.setDeliveryTimeoutMs(DELIVERY_TIMEOUT_MS);
        configuration.setRequestTimeoutMs(REQUEST_TIMEOUT_MS);
    }

    /**
     * Camel's default, pollOnError=ERROR_HANDLER, seeks past a record when a commit fails, and RETRY goes on behind those
     * that were fetched and not worked on: only RECONNECT reads on from what is committed. With auto-commit a break would
     * commit what was fetched. Without a factory of manual commits nothing is committed at all.
     */
    private static void consumeWithoutSkipping(KafkaConfiguration configuration) {
        configuration.setValueDeserializer(ByteArrayDeserializer.class.getName());
        configuration.setAutoCommitEnable(false);
        configuration.setAllowManualCommit(true);
        configuration.setBreakOnFirstError(true);
        configuration.setPollOnError(PollOnError.RECONNECT);
        configuration.setAutoOffsetReset("earliest");
        configuration.setIsolationLevel("read_committed");
        configuration.setMaxPollRecords(MAX_POLL_RECORDS);
        configuration.setMaxPollIntervalMs(MAX_POLL_INTERVAL_MS);
        configuration.setSessionTimeoutMs(SESSION_TIMEOUT_MS);
        configuration.setPollTimeoutMs(POLL_MS);
        configuration.setShutdownTimeout(DRAIN_MS);
    }

    @Override
    public void bind(BiConsumer<String, Object> registry) {
        registry.accept("kafka", component);
    }

    @Override
    public @Nullable String problem() {
        return answers.get() ? null : "Kafka at " + String.join(", ", servers) + " does not answer";
    }

    private boolean answers() {
        try {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            LOG.warn("Kafka at {} does not answer: {}", servers, e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public long depth(String queue) {
        return depths.computeIfAbsent(
                        queue, name -> Suppliers.memoizeWithExpiration(() -> topics.lag(name), ANSWER_AGE))
                .get();
    }

    @Override
    public Duration depthAge() {
        return ANSWER_AGE;
    }

    @Override
    public void close() {
        admin.close(Duration.ofMillis(REQUEST_TIMEOUT_MS));
    }
}
