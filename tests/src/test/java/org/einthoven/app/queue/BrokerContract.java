package org.einthoven.app.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.einthoven.app.configuration.QueueSettings;
import org.einthoven.tests.brokers.Broker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract with a real broker in a process of its own, which is killed and started again. */
abstract class BrokerContract extends QueueEngineContract {
    static final Duration LONG = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private Broker broker;

    abstract Broker start(Path empty) throws IOException;

    /** @param address of the broker: "127.0.0.1:40123" */
    abstract QueueSettings settings(String address);

    @Override
    protected final QueueSettings settings() throws IOException {
        if (broker == null) {
            broker = start(folder);
        }
        return settings(broker.address());
    }

    @Override
    protected final void stopBroker() {
        broker.kill();
    }

    @Override
    protected final void endBroker() throws IOException {
        broker.close();
    }

    @Test
    void aKilledBrokerLosesNothingThatItAcknowledged() throws Exception {
        Set<String> done = ConcurrentHashMap.newKeySet();
        startRoutes(exchange -> done.add(text(exchange)));
        List<String> acknowledged = sendWhile(400, this::killAndRestart);

        assertThat(acknowledged).hasSizeGreaterThan(200);
        await().atMost(LONG).untilAsserted(() -> assertThat(done).containsAll(acknowledged));
    }

    private void killAndRestart() {
        try {
            broker.kill();
            broker.restart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
