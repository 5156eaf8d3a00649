package org.einthoven.app.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.einthoven.app.CommitPoints;

/**
 * Queues as {@link org.einthoven.app.queue.QueueEngine} promises them, worked on by the thread that asks for it, so that a
 * test knows at which point of the way an ECG is. They outlive the routes: what the engines themselves keep is shown by
 * the tests of their contract and by killing them.
 */
final class KeptQueues {
    private final Map<String, Deque<Sent>> queues = new TreeMap<>();

    private record Sent(Map<String, Object> headers, Object body) {}

    long depth(String queue) {
        return queues.getOrDefault(queue, new ArrayDeque<>()).size();
    }

    boolean areEmpty() {
        return queues.values().stream().allMatch(Deque::isEmpty);
    }

    private void send(String queue, Sent message) {
        CommitPoints.reached("before a send to " + queue);
        queues.computeIfAbsent(queue, name -> new ArrayDeque<>()).add(message);
        CommitPoints.reached("after a send to " + queue);
    }

    /** The queues in one Camel context. */
    final class Routes extends DefaultComponent {
        private final Map<String, KeptConsumer> consumers = new TreeMap<>();

        /** Has each message worked on, those too that come of it, until nothing is left or one cannot be done. */
        void workOff() throws Exception {
            boolean worked = true;
            while (worked) {
                worked = false;
                for (KeptConsumer consumer : consumers.values()) {
                    worked |= consumer.workOnOne();
                }
            }
        }

        @Override
        protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
            return new KeptEndpoint(uri, name, this);
        }
    }

    private final class KeptEndpoint extends DefaultEndpoint {
        private final String queue;
        private final Routes routes;

        KeptEndpoint(String uri, String queue, Routes routes) {
            super(uri, routes);
            this.queue = queue;
            this.routes = routes;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    send(
                            queue,
                            new Sent(
                                    Map.copyOf(exchange.getMessage().getHeaders()),
                                    exchange.getMessage().getBody()));
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            KeptConsumer consumer = new KeptConsumer(this, processor);
            routes.consumers.put(queue, consumer);
            return consumer;
        }
    }

    private final class KeptConsumer extends DefaultConsumer {
        private final String queue;

        KeptConsumer(KeptEndpoint endpoint, Processor processor) {
            super(endpoint, processor);
            this.queue = endpoint.queue;
        }

        /** @return whether there was one and it is done; it stays where it is when its exchange failed */
        boolean workOnOne() throws Exception {
            Deque<Sent> waiting = queues.getOrDefault(queue, new ArrayDeque<>());
            if (waiting.isEmpty()) {
                return false;
            }
            Exchange exchange = getEndpoint().createExchange();
            exchange.getMessage().setHeaders(new TreeMap<>(waiting.element().headers()));
            exchange.getMessage().setBody(waiting.element().body());
            getProcessor().process(exchange);
            if (exchange.isFailed()) {
                return false;
            }
            CommitPoints.reached("before the end of a message of " + queue);
            waiting.remove();
            CommitPoints.reached("after the end of a message of " + queue);
            return true;
        }
    }
}
