package org.einthoven.app.queue;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * An Artemis broker in this process. A send returns when the message is synced to the journal; of the settings below,
 * every one that touches syncing or blocking was needed in kill tests to lose nothing.
 */
public final class Broker implements AutoCloseable {
    private static final int MEBIBYTE = 1 << 20;
    /** Messages are references of about 1 KiB, so this holds some hundred thousand. */
    private static final long ALL_MESSAGES_BYTES = 256L * MEBIBYTE;

    private static final long FIRST_REDELIVERY_MS = 1_000;
    private static final long LAST_REDELIVERY_MS = 300_000;
    private static final double REDELIVERY_MULTIPLIER = 2;
    private static final String CONNECTION_OPTIONS = "?blockOnDurableSend=true&minLargeMessageSize=" + MEBIBYTE;
    /** Brokers of one process are told apart by number. */
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final EmbeddedActiveMQ server;
    private final JmsPoolConnectionFactory connections;

    private Broker(EmbeddedActiveMQ server, JmsPoolConnectionFactory connections) {
        this.server = server;
        this.connections = connections;
    }

    /** @throws IOException when it does not run after its start, which the library itself would only log */
    public static Broker start(Path folder) throws Exception {
        String address = "vm://" + NEXT.getAndIncrement();
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setConfiguration(configuration(folder, address));
        server.start();
        if (!server.getActiveMQServer().isActive()) {
            server.stop();
            throw new IOException("the queues in " + folder + " cannot be opened; the log says why");
        }
        JmsPoolConnectionFactory connections = new JmsPoolConnectionFactory();
        connections.setConnectionFactory(new ActiveMQConnectionFactory(address + CONNECTION_OPTIONS));
        connections.setMaxConnections(4);
        return new Broker(server, connections);
    }

    private static Configuration configuration(Path folder, String address) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalDatasync(true)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setJournalFileSize(10 * MEBIBYTE)
                .setJournalMinFiles(4)
                .setJournalBufferSize_NIO(MEBIBYTE)
                .setGlobalMaxSize(ALL_MESSAGES_BYTES);
        configuration.addAcceptorConfiguration("vm", address);
        configuration.addAddressSetting("#", addressSettings());
        return configuration;
    }

    private static AddressSettings addressSettings() {
        return new AddressSettings()
                // Routes decide when a message is given up and say so in the ledger; the broker only waits longer.
                .setMaxDeliveryAttempts(-1)
                .setRedeliveryDelay(FIRST_REDELIVERY_MS)
                .setRedeliveryMultiplier(REDELIVERY_MULTIPLIER)
                .setMaxRedeliveryDelay(LAST_REDELIVERY_MS)
                .setDeadLetterAddress(SimpleString.of("dead"))
                .setExpiryAddress(SimpleString.of("dead"))
                // Full: the send fails, the sender hears "out of resources" and keeps the object.
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL)
                .setAutoCreateQueues(true)
                .setAutoCreateAddresses(true)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }

    public ConnectionFactory connectionFactory() {
        return connections;
    }

    public boolean active() {
        return server.getActiveMQServer().isActive();
    }

    /** How many messages lie in a queue, those in work and those that wait for another try included. */
    public long depth(String queue) {
        Queue located = server.getActiveMQServer().locateQueue(queue);
        return located == null ? 0 : located.getMessageCount();
    }

    @Override
    public void close() throws Exception {
        connections.stop();
        server.stop();
    }
}
