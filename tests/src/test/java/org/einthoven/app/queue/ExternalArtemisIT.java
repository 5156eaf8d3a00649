package org.einthoven.app.queue;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.einthoven.app.configuration.QueueSettings;
import org.einthoven.tests.brokers.Broker;
import org.junit.jupiter.api.Test;

/** The contract with a real Artemis broker. */
class ExternalArtemisIT extends BrokerContract {
    @Override
    Broker start(Path empty) throws IOException {
        return Broker.artemis(empty);
    }

    @Override
    QueueSettings settings(String address) {
        return new QueueSettings(QueueSettings.Engine.ARTEMIS, List.of(address), Map.of());
    }

    @Override
    protected QueueEngine open() throws Exception {
        return ExternalArtemis.connect(settings());
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
