package org.einthoven.app.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.einthoven.app.configuration.IntakeSettings;
import org.einthoven.app.configuration.QueueSettings;
import org.jspecify.annotations.Nullable;

/**
 * The queues between the steps. Whatever the engine: a send returns when the message is durable or fails within a
 * bounded time; a message leaves its queue only when its exchange has ended without failure, and is offered again
 * otherwise; messages with the same key (headers {@code JMSXGroupID} and {@code kafka.KEY}) are worked on one after the
 * other, in order. A message may be offered twice, so every step can run twice.
 */
public interface QueueEngine extends AutoCloseable {
    /** What {@link #depth} answers when the engine cannot be asked. */
    long UNKNOWN = -1;

    /**
     * Opens the engine that is configured.
     *
     * @param folder of the embedded engine's journal
     * @throws java.io.IOException with one sentence when it does not answer
     */
    static QueueEngine open(QueueSettings settings, IntakeSettings intake, Path folder) throws Exception {
        return switch (settings.engine()) {
            case EMBEDDED -> EmbeddedArtemis.start(folder, intake.maxWaiting());
            case ARTEMIS -> ExternalArtemis.connect(settings);
            case KAFKA -> KafkaEngine.connect(settings);
        };
    }

    /**
     * The placeholders by which routes name queues: {@code {{queue}}NAME{{queue.producer}}} and
     * {@code {{queue}}NAME{{queue.consumer}}}.
     */
    static Map<String, String> routeProperties(QueueSettings settings) {
        return switch (settings.engine()) {
            case EMBEDDED, ARTEMIS -> JmsRoutes.PROPERTIES;
            case KAFKA -> KafkaEngine.ROUTE_PROPERTIES;
        };
    }

    /** Puts what the routes need into Camel's registry: name, object. */
    void bind(BiConsumer<String, Object> registry);

    /** Why messages cannot be sent now, in one sentence; null when they can. */
    @Nullable
    String problem();

    /** Whether nothing but a start of the whole gateway ends the problem. */
    default boolean mustRestart() {
        return false;
    }

    /**
     * How many messages lie in a queue, those in work included; the answer may be as old as {@link #depthAge}.
     * {@link #UNKNOWN} when the engine does not answer.
     */
    long depth(String queue);

    /** How old a depth may be, in whole seconds: that of an engine in another process is not asked for each time. */
    default Duration depthAge() {
        return Duration.ZERO;
    }
}
