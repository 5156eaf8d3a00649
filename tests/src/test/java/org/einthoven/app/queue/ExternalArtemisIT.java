package org.einthoven.app.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.einthoven.app.configuration.QueueSettings;
import org.einthoven.tests.brokers.ArtemisProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract with a real Artemis broker in a process of its own. */
class ExternalArtemisIT extends QueueEngineContract {
    @TempDir
    Path folder;

    private ArtemisProcess broker;

    @Override
    protected QueueSettings settings() throws IOException {
        if (broker == null) {
            broker = ArtemisProcess.start(folder);
        }
        return new QueueSettings(QueueSettings.Engine.ARTEMIS, List.of(broker.address()), Map.of());
    }

    @Override
    protected QueueEngine open() throws Exception {
        return ExternalArtemis.connect(settings());
    }

    @Override
    protected void stopBroker() {
        broker.kill();
    }

    @Override
    protected void endBroker() throws IOException {
        broker.close();
    }

    @Test
    void aKilledBrokerLosesNothingThatItAcknowledged() throws Exception {
        Set<String> done = ConcurrentHashMap.newKeySet();
        startRoutes(exchange -> done.add(text(exchange)));
        List<String> acknowledged = sendWhile(400, this::killAndRestart);

        assertThat(acknowledged).hasSizeGreaterThan(200);
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(done).containsAll(acknowledged));
    }

    private void killAndRestart() {
        try {
            broker.kill();
            broker.restart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBrokerThatIsNotThereIsToldInOneSentence() {
        QueueSettings nowhere =
                new QueueSettings(QueueSettings.Engine.ARTEMIS, List.of("127.0.0.1:1"), Map.of("password", "secret"));

        assertThatThrownBy(() -> ExternalArtemis.connect(nowhere))
                .isInstanceOf(IOException.class)
                .hasMessage("Artemis at 127.0.0.1:1 takes no connection");
    }
}
