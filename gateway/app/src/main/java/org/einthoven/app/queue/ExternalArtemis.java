package org.einthoven.app.queue;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.einthoven.app.configuration.QueueSettings;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues in an Artemis broker or cluster of other machines. What the broker promises is its own configuration: its
 * journal must sync (the default), and a primary needs a backup for a message to survive the loss of a disk.
 */
final class ExternalArtemis implements QueueEngine {
    private static final Logger LOG = LoggerFactory.getLogger(ExternalArtemis.class);
    private static final Duration ANSWER_AGE = Duration.ofSeconds(5);
    private static final String COMMON_OPTIONS = JmsRoutes.CLIENT_OPTIONS
            + "&ha=true&initialConnectAttempts=1&connectionTTL=15000&clientFailureCheckPeriod=5000"
            + "&retryInterval=200&retryIntervalMultiplier=1.5";
    /** A lost connection tries its servers for some 5 s, time for a backup to take over; then its sends fail. */
    private static final String SENDING_OPTIONS =
            "&reconnectAttempts=8&maxRetryInterval=1000&callFailoverTimeout=10000";
    /** Consumers come back whenever the broker does; one that is closed while it is away waits a second for it. */
    private static final String RECEIVING_OPTIONS =
            "&reconnectAttempts=-1&maxRetryInterval=5000&callFailoverTimeout=1000";

    private final ActiveMQConnectionFactory broker;
    private final ActiveMQConnectionFactory receiving;
    private final JmsPoolConnectionFactory sending;
    private final List<String> servers;
    private final Map<String, Supplier<Long>> depths = new ConcurrentHashMap<>();
    private final Supplier<Boolean> answers = Suppliers.memoizeWithExpiration(this::connects, ANSWER_AGE);

    private ExternalArtemis(QueueSettings settings) {
        this.broker = factory(settings, SENDING_OPTIONS);
        this.receiving = factory(settings, RECEIVING_OPTIONS);
        this.sending = JmsRoutes.pool(broker);
        this.servers = settings.servers();
    }

    /** @throws IOException when no server answers */
    static ExternalArtemis connect(QueueSettings settings) throws IOException {
        ExternalArtemis engine = new ExternalArtemis(settings);
        String problem = engine.problem();
        if (problem != null) {
            engine.close();
            throw new IOException(problem);
        }
        return engine;
    }

    private static ActiveMQConnectionFactory factory(QueueSettings settings, String reconnecting) {
        Map<String, String> options = settings.options();
        return new ActiveMQConnectionFactory(
                url(settings) + reconnecting, options.get("user"), options.get("password"));
    }

    private static String url(QueueSettings settings) {
        String tls = settings.options().entrySet().stream()
                .filter(option ->
                        !option.getKey().equals("user") && !option.getKey().equals("password"))
                .map(option ->
                        "&" + option.getKey() + "=" + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        return settings.servers().stream().map(server -> "tcp://" + server).collect(Collectors.joining(",", "(", ")"))
                + "?" + COMMON_OPTIONS + tls;
    }

    @Override
    public void bind(BiConsumer<String, Object> registry) {
        JmsRoutes.bind(registry, sending, new SteadyConnections(receiving));
    }

    @Override
    public @Nullable String problem() {
        return answers.get() ? null : "Artemis at " + String.join(", ", servers) + " takes no connection";
    }

    private boolean connects() {
        try (Connection connection = broker.createConnection()) {
            connection.start();
            return true;
        } catch (JMSException e) {
            LOG.warn("Artemis at {} takes no connection: {}", servers, e.getMessage());
            return false;
        }
    }

    @Override
    public long depth(String queue) {
        return depths.computeIfAbsent(queue, name -> Suppliers.memoizeWithExpiration(() -> count(name), ANSWER_AGE))
                .get();
    }

    /** Of a cluster: what the broker that answers holds. */
    private long count(String queue) {
        try (ActiveMQConnection connection = (ActiveMQConnection) broker.createConnection();
                ClientSession session = connection.getSessionFactory().createSession()) {
            return session.queueQuery(SimpleString.of(queue)).getMessageCount();
        } catch (JMSException | ActiveMQException e) {
            LOG.warn("Artemis does not tell how many messages wait in {}: {}", queue, e.getMessage());
            return UNKNOWN;
        }
    }

    @Override
    public Duration depthAge() {
        return ANSWER_AGE;
    }

    @Override
    public void close() {
        sending.stop();
        broker.close();
        receiving.close();
    }
}
