package org.einthoven.app.queue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics behind the queues: makes those that are missing and tells how much of one is still to be read. */
final class KafkaTopics {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
    /** From so many replicas on, two must have a record before it is acknowledged: one broker may be lost. */
    private static final int SAFE_REPLICAS = 3;

    private static final int SAFE_IN_SYNC = 2;

    /** Read or not, a record goes after so many days; what no node has read by then is still in the ledger. */
    private static final long RETENTION_DAYS = 28;

    private final Admin admin;
    private final String group;
    private final int partitions;
    private final int replicas;
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    /** @param replicas of a new topic; Kafka refuses to make one that has more than there are brokers */
    KafkaTopics(Admin admin, String group, int partitions, int replicas) {
        this.admin = admin;
        this.group = group;
        this.partitions = partitions;
        this.replicas = replicas;
    }

    /** The consumer group of a topic: of its own, so that a change in one queue's consumers halts no other queue. */
    String group(String topic) {
        return group + "." + topic;
    }

    /** Makes the topic where it does not exist; one that does is left as it is. */
    void make(String topic) throws IOException {
        if (!made.contains(topic)) {
            create(topic);
            made.add(topic);
            String weakness = weakness(topic);
            if (weakness != null) {
                LOG.warn("{}", weakness);
            }
        }
    }

    private void create(String topic) throws IOException {
        NewTopic wanted = new NewTopic(topic, partitions, (short) replicas)
                .configs(Map.of(
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        replicas < SAFE_REPLICAS ? "1" : String.valueOf(SAFE_IN_SYNC),
                        TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                        "false",
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(TimeUnit.DAYS.toMillis(RETENTION_DAYS))));
        try {
            admin.createTopics(List.of(wanted)).all().get();
            LOG.info("Made the topic {} of {} partitions with {} replicas", topic, partitions, replicas);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IOException("Kafka does not make the topic " + topic + ": " + e.getMessage(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Kafka made the topic " + topic, e);
        }
    }

    /** In what a topic, made by whomever, falls short of surviving the loss of a broker; null where it does not. */
    @Nullable
    String weakness(String topic) {
        try {
            int copies = described(topic)
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0);
            int needed = Integer.parseInt(configuration(topic, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));
            return copies >= SAFE_REPLICAS && needed >= SAFE_IN_SYNC
                    ? null
                    : "The topic %s has %d replicas, of which %d must have a record before it is acknowledged; with fewer than %d and %d a broker that is lost may take what it acknowledged"
                            .formatted(topic, copies, needed, SAFE_REPLICAS, SAFE_IN_SYNC);
        } catch (IOException e) {
            return "Whether the topic " + topic + " has enough replicas could not be seen: " + e.getMessage();
        }
    }

    private String configuration(String topic, String name) throws IOException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return answer("configuration", admin.describeConfigs(List.of(resource)).all()::get).values().stream()
                .map(configuration -> configuration.get(name).value())
                .findFirst()
                .orElseThrow(() -> new IOException("Kafka does not tell " + name + " of the topic " + topic));
    }

    /** How many records of a topic are not committed; {@link QueueEngine#UNKNOWN} when Kafka does not answer. */
    long lag(String topic) {
        try {
            List<TopicPartition> all = partitionsOf(topic);
            Map<TopicPartition, Long> ends = offsets(all, OffsetSpec.latest());
            Map<TopicPartition, Long> begins = offsets(all, OffsetSpec.earliest());
            Map<TopicPartition, OffsetAndMetadata> committed = answer(
                    "offsets", admin.listConsumerGroupOffsets(group(topic)).partitionsToOffsetAndMetadata()::get);
            return all.stream()
                    .mapToLong(partition -> {
                        OffsetAndMetadata read = committed.get(partition);
                        long begin = begins.getOrDefault(partition, 0L);
                        return ends.getOrDefault(partition, 0L)
                                - (read == null ? begin : Math.max(begin, read.offset()));
                    })
                    .sum();
        } catch (IOException e) {
            if (e.getCause() instanceof ExecutionException failed
                    && failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            LOG.warn("Kafka does not tell how much of {} is unread: {}", topic, e.getMessage());
            return QueueEngine.UNKNOWN;
        }
    }

    private List<TopicPartition> partitionsOf(String topic) throws IOException {
        return described(topic)
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private Stream<TopicPartitionInfo> described(String topic) throws IOException {
        return answer("topics", admin.describeTopics(List.of(topic)).allTopicNames()::get).values().stream()
                .flatMap(described -> described.partitions().stream());
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> all, OffsetSpec which) throws IOException {
        Map<TopicPartition, OffsetSpec> asked =
                all.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> told =
                answer("offsets", admin.listOffsets(asked).all()::get);
        told.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    @FunctionalInterface
    private interface Question<T> {
        T get() throws ExecutionException, InterruptedException;
    }

    private static <T> T answer(String what, Question<T> question) throws IOException {
        try {
            return question.get();
        } catch (ExecutionException e) {
            throw new IOException("Kafka does not tell its " + what + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Kafka was asked for " + what, e);
        }
    }
}
