package org.einthoven.tests.brokers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.einthoven.tests.processes.ServerProcess;

/**
 * A broker that is a controller as well, of one or of three. Arguments: folder, number of this node from 1, then port and
 * port of the controller of each node.
 */
final class KafkaMain {
    /** Each cluster has ports of its own, so that none meets another of the same name. */
    private static final Uuid CLUSTER = new Uuid(1, 1);

    private static final int NODES_BEGIN = 2;

    private KafkaMain() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        List<String> ports = List.of(arguments).subList(NODES_BEGIN, arguments.length);
        Properties properties = properties(folder.resolve("log"), Integer.parseInt(arguments[1]), ports);
        if (!Files.exists(folder.resolve("log/meta.properties"))) {
            format(folder.resolve("server.properties"), properties);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        System.out.println(ServerProcess.READY);
        System.in.transferTo(OutputStream.nullOutputStream());
        server.shutdown();
        server.awaitShutdown();
        System.exit(0);
    }

    private static void format(Path file, Properties properties) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        String[] arguments = {"format", "-t", CLUSTER.toString(), "-c", file.toString()};
        if (StorageTool.execute(arguments, System.out) != 0) {
            throw new IOException("the folder of the broker cannot be formatted");
        }
    }

    private static Properties properties(Path log, int node, List<String> ports) {
        int nodes = ports.size() / 2;
        String port = ports.get(2 * (node - 1));
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", String.valueOf(node));
        properties.put("controller.quorum.voters", voters(ports));
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + ports.get(2 * node - 1));
        properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", log.toString());
        if (nodes == 1) {
            // One broker alone must sync what it acknowledges; in production replicas do what a sync does here.
            properties.put("log.flush.interval.messages", "1");
        }
        properties.put("auto.create.topics.enable", "false");
        properties.put("offsets.topic.replication.factor", String.valueOf(nodes));
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.replication.factor", String.valueOf(nodes));
        properties.put("transaction.state.log.min.isr", String.valueOf(nodes / 2 + 1));
        properties.put("min.insync.replicas", String.valueOf(nodes / 2 + 1));
        properties.put("group.initial.rebalance.delay.ms", "0");
        return properties;
    }

    private static String voters(List<String> ports) {
        return IntStream.rangeClosed(1, ports.size() / 2)
                .mapToObj(node -> node + "@127.0.0.1:" + ports.get(2 * node - 1))
                .collect(Collectors.joining(","));
    }
}
