package org.einthoven.app.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Artemis broker in this process. A send returns when the message is synced to the journal; of the settings below,
 * every one that touches syncing or blocking was needed in kill tests to lose nothing.
 *
 * <p>The journal's files are written in full when the broker first starts and used again, so that a message that is taken
 * needs no new disk space. A message is a reference of some 300 bytes; with its headers and the records of its delivery
 * and acknowledgement it takes less than 1 KiB of journal. It passes two queues, so {@code maxWaiting} messages need
 * 2 KiB each: 100,000 of them 195 MiB, 20 files of 10 MiB.
 */
final class EmbeddedArtemis implements QueueEngine {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedArtemis.class);
    private static final int KIBIBYTE = 1 << 10;
    private static final int MEBIBYTE = 1 << 20;
    private static final int JOURNAL_FILE_BYTES = 10 * MEBIBYTE;
    private static final int LEAST_JOURNAL_FILES = 4;
    private static final long JOURNAL_BYTES_A_MESSAGE = 2 * KIBIBYTE;
    /** On the heap, as Artemis counts it, a message of 300 bytes takes about 1.5 KiB. */
    private static final long HEAP_BYTES_A_MESSAGE = 2 * KIBIBYTE;

    private static final long LEAST_HEAP_BYTES = 16L * MEBIBYTE;
    /** Patients hashed into so many groups, each worked on by one consumer: a map of all patients would only grow. */
    private static final int GROUPS = 1024;

    private static final long FIRST_REDELIVERY_MS = 1_000;
    private static final long LAST_REDELIVERY_MS = 30_000;
    private static final double REDELIVERY_MULTIPLIER = 1.5;
    /** Brokers of one process are told apart by number. */
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final EmbeddedActiveMQ server;
    private final JmsPoolConnectionFactory connections;
    private volatile @Nullable String failure;

    private EmbeddedArtemis(EmbeddedActiveMQ server, JmsPoolConnectionFactory connections) {
        this.server = server;
        this.connections = connections;
    }

    /** @throws IOException when it does not run after its start, which the library itself would only log */
    static EmbeddedArtemis start(Path folder, int maxWaiting) throws Exception {
        String address = "vm://" + NEXT.getAndIncrement();
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setConfiguration(configuration(folder, address, maxWaiting));
        server.start();
        if (!server.getActiveMQServer().isActive()) {
            server.stop();
            throw new IOException("the queues in " + folder + " cannot be opened; the log says why");
        }
        EmbeddedArtemis engine = new EmbeddedArtemis(
                server, JmsRoutes.pool(new ActiveMQConnectionFactory(address + "?" + JmsRoutes.CLIENT_OPTIONS)));
        server.getActiveMQServer().registerIOCriticalErrorListener((cause, message, file) -> engine.fail(cause));
        return engine;
    }

    private static Configuration configuration(Path folder, String address, int maxWaiting) throws Exception {
        int files = journalFiles(maxWaiting);
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
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setJournalMinFiles(files)
                .setJournalPoolFiles(files)
                .setJournalBufferSize_NIO(MEBIBYTE)
                // Beyond 90 % of the disk Artemis would hold every send for ever; the gateway's intake looks itself.
                .setMaxDiskUsage(-1)
                .setGlobalMaxSize(Math.max(LEAST_HEAP_BYTES, 2 * maxWaiting * HEAP_BYTES_A_MESSAGE));
        configuration.addAcceptorConfiguration("vm", address);
        configuration.addAddressSetting("#", addressSettings());
        return configuration;
    }

    static int journalFiles(int maxWaiting) {
        long bytes = maxWaiting * JOURNAL_BYTES_A_MESSAGE;
        return Math.toIntExact(Math.max(LEAST_JOURNAL_FILES, (bytes + JOURNAL_FILE_BYTES - 1) / JOURNAL_FILE_BYTES));
    }

    private static AddressSettings addressSettings() {
        return new AddressSettings()
                // What fails is noted in the ledger and acknowledged; only when that fails a message comes back here.
                .setMaxDeliveryAttempts(-1)
                .setRedeliveryDelay(FIRST_REDELIVERY_MS)
                .setRedeliveryMultiplier(REDELIVERY_MULTIPLIER)
                .setMaxRedeliveryDelay(LAST_REDELIVERY_MS)
                .setDeadLetterAddress(SimpleString.of("dead"))
                .setExpiryAddress(SimpleString.of("dead"))
                // Full: the send fails, the sender hears "out of resources" and keeps the object.
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL)
                .setDefaultGroupBuckets(GROUPS)
                .setAutoCreateQueues(true)
                .setAutoCreateAddresses(true)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }

    /** The journal could not be written or read. The broker stops itself, so that every send fails from now on. */
    private void fail(Throwable cause) {
        failure = "the journal of the queues failed and the gateway must be restarted: " + cause.getMessage();
        LOG.error("The queues stop: {}", failure);
    }

    @Override
    public void bind(BiConsumer<String, Object> registry) {
        JmsRoutes.bind(registry, connections, connections);
    }

    @Override
    public @Nullable String problem() {
        String known = failure;
        return known != null || server.getActiveMQServer().isActive() ? known : "the embedded broker does not run";
    }

    @Override
    public boolean mustRestart() {
        return problem() != null;
    }

    @Override
    public long depth(String queue) {
        Queue located = server.getActiveMQServer().locateQueue(queue);
        return located == null ? 0 : located.getMessageCount();
    }

    /** For tests that break it. */
    ActiveMQServer server() {
        return server.getActiveMQServer();
    }

    @Override
    public void close() throws Exception {
        connections.stop();
        server.stop();
    }
}
