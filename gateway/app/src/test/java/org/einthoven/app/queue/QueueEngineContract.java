package org.einthoven.app.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.einthoven.app.configuration.QueueSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine keeps, with Camel routes over a real broker. */
public abstract class QueueEngineContract {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final String QUEUE = "ecg.received";

    private QueueEngine engine;
    private CamelContext context;

    /** The broker of this test: the same one at each call. */
    protected abstract QueueSettings settings() throws Exception;

    /** Opens the engine on {@link #settings}, anew where it was open before. */
    protected abstract QueueEngine open() throws Exception;

    /** Makes the broker stop, so that a send must fail. */
    protected abstract void stopBroker() throws Exception;

    /** Ends the broker's process when its test is over. */
    protected void endBroker() throws Exception {}

    @BeforeEach
    void openEngine() throws Exception {
        engine = open();
    }

    @AfterEach
    void closeAll() throws Exception {
        stopRoutes();
        engine.close();
        endBroker();
    }

    @Test
    void whatWasSentIsThereWhenTheEngineComesBack() throws Exception {
        startRoutes(null);
        send("a", "1");
        stopRoutes();
        engine.close();
        engine = open();
        List<String> received = new CopyOnWriteArrayList<>();
        startRoutes(exchange -> received.add(text(exchange)));

        await().atMost(LONG).untilAsserted(() -> assertThat(received).containsExactly("1"));
    }

    @Test
    void workThatFailsIsOfferedAgainAndNothingIsSkipped() throws Exception {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        Set<String> done = ConcurrentHashMap.newKeySet();
        startRoutes(exchange -> {
            String text = text(exchange);
            if (Integer.parseInt(text) % 20 == 7 && failed.add(text)) {
                throw new IllegalStateException("the first try fails");
            }
            done.add(text);
        });
        for (int i = 0; i < 60; i++) {
            send("patient-" + i % 9, String.valueOf(i));
        }

        await().atMost(LONG).untilAsserted(() -> assertThat(done).hasSize(60));
        assertThat(failed).containsExactlyInAnyOrder("7", "27", "47");
    }

    @Test
    void whatIsUnderWorkWhenRoutesStopIsOfferedAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        startRoutes(exchange -> {
            begun.countDown();
            throw new IllegalStateException("never done in this life");
        });
        send("a", "1");
        begun.await();
        stopRoutes();
        List<String> received = new CopyOnWriteArrayList<>();
        startRoutes(exchange -> received.add(text(exchange)));

        await().atMost(LONG).untilAsserted(() -> assertThat(received).contains("1"));
    }

    @Test
    void messagesOfOneKeyKeepTheirOrder() throws Exception {
        Map<String, List<Integer>> received = new ConcurrentHashMap<>();
        startRoutes(exchange -> {
            String[] parts = text(exchange).split(" ");
            List<Integer> numbers = received.computeIfAbsent(parts[0], key -> new CopyOnWriteArrayList<>());
            numbers.add(Integer.valueOf(parts[1]));
        });
        int keys = 8;
        int each = 25;
        for (int i = 0; i < each; i++) {
            for (int key = 0; key < keys; key++) {
                send("patient-" + key, key + " " + i);
            }
        }

        await().atMost(LONG).untilAsserted(() -> assertThat(
                        received.values().stream().mapToInt(List::size).sum())
                .isEqualTo(keys * each));
        assertThat(received.values()).allSatisfy(numbers -> assertThat(numbers)
                .containsExactlyElementsOf(IntStream.range(0, each).boxed().toList()));
    }

    @Test
    void theDepthIsWhatWaitsAndWhatIsUnderWork() throws Exception {
        startRoutes(null);
        for (int i = 0; i < 5; i++) {
            send("patient-" + i, String.valueOf(i));
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(engine.depth(QUEUE)).isEqualTo(5));
        CountDownLatch go = new CountDownLatch(1);
        startRoutes(exchange -> go.await());
        go.countDown();

        await().atMost(LONG).untilAsserted(() -> assertThat(engine.depth(QUEUE)).isZero());
    }

    @Test
    void aQueueThatNobodyUsedIsEmpty() {
        assertThat(engine.depth("ecg.never.used")).isZero();
        assertThat(engine.problem()).isNull();
    }

    @Test
    void aBrokerThatStopsFailsTheSend() throws Exception {
        startRoutes(null);
        send("a", "1");
        stopBroker();

        assertThatThrownBy(() -> send("a", "2")).hasRootCauseInstanceOf(Exception.class);
        await().atMost(LONG).untilAsserted(() -> assertThat(engine.problem())
                .isNotNull()
                .doesNotContain("\n")
                .doesNotContain("Exception"));
    }

    /** @param work what the consumer does with each message; null for a producer alone */
    protected final void startRoutes(Processor work) throws Exception {
        stopRoutes();
        context = contextOn(engine, settings());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send").to("{{queue}}" + QUEUE + "{{queue.producer}}");
                if (work != null) {
                    from("{{queue}}" + QUEUE + "{{queue.consumer}}").process(work);
                }
            }
        });
        context.start();
    }

    /** A Camel context whose registry and placeholders are the engine's. */
    protected static CamelContext contextOn(QueueEngine engine, QueueSettings settings) {
        CamelContext context = new DefaultCamelContext();
        QueueEngine.routeProperties(settings).forEach(context.getPropertiesComponent()::addInitialProperty);
        engine.bind(context.getRegistry()::bind);
        context.getShutdownStrategy().setTimeout(10);
        return context;
    }

    private void stopRoutes() {
        if (context != null) {
            context.stop();
            context = null;
        }
    }

    /** Sends as the routes do; returns when the message is durable. */
    protected final void send(String key, String text) throws Exception {
        Exchange sent = context.createProducerTemplate().send("direct:send", exchange -> {
            exchange.setPattern(org.apache.camel.ExchangePattern.InOnly);
            exchange.getMessage().setHeader("JMSXGroupID", key);
            exchange.getMessage().setHeader("kafka.KEY", key);
            exchange.getMessage().setBody(text.getBytes(StandardCharsets.UTF_8));
        });
        if (sent.getException() != null) {
            throw new IllegalStateException("not sent", sent.getException());
        }
    }

    protected static String text(Exchange exchange) {
        return new String(Objects.requireNonNull(exchange.getMessage().getBody(byte[].class)), StandardCharsets.UTF_8);
    }

    /** What was sent and acknowledged, while a broker was killed and started again; the texts are numbers. */
    protected final List<String> sendWhile(int count, Runnable fault) throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i == count / 2) {
                fault.run();
            }
            try {
                send("patient-" + i % 9, String.valueOf(i));
                acknowledged.add(String.valueOf(i));
            } catch (IllegalStateException refused) {
                assertThat(refused).hasMessage("not sent");
            }
        }
        return acknowledged;
    }
}
