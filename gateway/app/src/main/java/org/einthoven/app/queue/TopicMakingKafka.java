package org.einthoven.app.queue;

import java.util.Map;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Camel's Kafka component, which makes a topic that a route names before a broker would with its own defaults. */
@Component("kafka")
final class TopicMakingKafka extends KafkaComponent {
    private final KafkaTopics topics;

    TopicMakingKafka(KafkaTopics topics) {
        this.topics = topics;
    }

    @Override
    protected KafkaEndpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        topics.make(remaining);
        KafkaEndpoint endpoint = super.createEndpoint(uri, remaining, parameters);
        if (endpoint.getConfiguration().getGroupId() == null) {
            endpoint.getConfiguration().setGroupId(topics.group(remaining));
        }
        return endpoint;
    }
}
