package org.einthoven.app.queue;

import jakarta.jms.ConnectionFactory;
import java.util.Map;
import java.util.function.BiConsumer;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** What routes on embedded and on external Artemis have in common. */
final class JmsRoutes {
    static final Map<String, String> PROPERTIES = Map.of(
            "queue", "sjms2:queue:",
            // A transacted producer would commit after the sender was answered: kill tests lost messages that way.
            "queue.producer", "?connectionFactory=#sendingConnections",
            "queue.consumer", consumers(4),
            // As many as the encoder takes at once: the more read together, the larger its batches.
            "queue.consumer.live", consumers(16),
            "queue.consumer.backfill", consumers(1));

    private static final String SENDING = "sendingConnections";
    private static final String RECEIVING = "receivingConnections";
    /** How long a send waits for the broker's word that the message is on its disk. */
    static final long CALL_TIMEOUT_MS = 20_000;

    /**
     * Each send waits until the broker has synced the message. Without the client's flow control: a full broker refuses
     * a send, and one that has no credits to give would hold it for ever. The small window leaves messages in the broker
     * for whichever consumer is idle. Threads of its own, as many as there are consumers: the client's global pool has eight
     * a core, which those that wait for the encoder would take from those that deliver.
     */
    static final String CLIENT_OPTIONS = "blockOnDurableSend=true&minLargeMessageSize=1048576&producerWindowSize=-1"
            + "&consumerWindowSize=65536&useGlobalPools=false&threadPoolMaxSize=-1&callTimeout=" + CALL_TIMEOUT_MS;

    private JmsRoutes() {}

    private static String consumers(int count) {
        return "?connectionFactory=#receivingConnections&transacted=true&concurrentConsumers=" + count;
    }

    static void bind(BiConsumer<String, Object> registry, ConnectionFactory sending, ConnectionFactory receiving) {
        registry.accept(SENDING, sending);
        registry.accept(RECEIVING, receiving);
    }

    static JmsPoolConnectionFactory pool(ConnectionFactory connections) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(connections);
        pool.setMaxConnections(4);
        pool.setBlockIfSessionPoolIsFullTimeout(CALL_TIMEOUT_MS);
        return pool;
    }
}
