package org.einthoven.app.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.einthoven.app.configuration.QueueSettings;
import org.einthoven.tests.brokers.Broker;
import org.junit.jupiter.api.Test;

/** The contract with a real Kafka broker, one that syncs each record. */
class KafkaEngineIT extends BrokerContract {
    @Override
    Broker start(Path empty) throws IOException {
        return Broker.kafka(empty);
    }

    @Override
    QueueSettings settings(String address) {
        return new QueueSettings(
                QueueSettings.Engine.KAFKA,
                List.of(address),
                Map.of("partitions", "6", "replicas", "1", "client.id", "test"));
    }

    @Override
    protected QueueEngine open() throws Exception {
        return KafkaEngine.connect(settings());
    }

    /** A rebalance in the middle of the work: what the node that goes had under work goes to the one that stays. */
    @Test
    void aNodeThatComesAndGoesSkipsNothing() throws Exception {
        Set<String> done = ConcurrentHashMap.newKeySet();
        startRoutes(exchange -> done.add(text(exchange)));
        try (QueueEngine second = open();
                CamelContext node = contextOn(second, settings())) {
            node.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("{{queue}}ecg.received{{queue.consumer}}").process(exchange -> done.add(text(exchange)));
                }
            });
            node.start();
            List<String> acknowledged = sendWhile(200, node::stop);

            assertThat(acknowledged).hasSize(200);
            await().atMost(LONG).untilAsserted(() -> assertThat(done).containsAll(acknowledged));
        }
    }

    @Test
    void topicsAreMadeWithTheirPartitions() throws Exception {
        startRoutes(null);
        String servers = settings().servers().get(0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            TopicDescription topic = admin.describeTopics(List.of("ecg.received"))
                    .allTopicNames()
                    .get()
                    .get("ecg.received");
            assertThat(topic.partitions()).hasSize(6).allSatisfy(partition -> assertThat(partition.replicas())
                    .hasSize(1));
            assertThat(new KafkaTopics(admin, "einthoven", 6, 1).weakness("ecg.received"))
                    .startsWith("The topic ecg.received has 1 replicas, of which 1 must have a record");
        }
    }

    @Test
    void aClusterThatIsNotThereIsToldInOneSentence() {
        QueueSettings nowhere = new QueueSettings(QueueSettings.Engine.KAFKA, List.of("127.0.0.1:1"), Map.of());

        assertThatThrownBy(() -> KafkaEngine.connect(nowhere))
                .isInstanceOf(IOException.class)
                .hasMessage("Kafka at 127.0.0.1:1 does not answer");
    }
}
