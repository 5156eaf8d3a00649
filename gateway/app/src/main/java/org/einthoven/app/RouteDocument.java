package org.einthoven.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.einthoven.app.configuration.ConfigurationFault;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A route file as a tree that knows its lines and columns, with the faults found in it. */
final class RouteDocument {
    private final RouteFiles.RouteFile file;
    private final @Nullable Node root;
    private final List<ConfigurationFault> faults = new ArrayList<>();

    private RouteDocument(RouteFiles.RouteFile file, @Nullable Node root) {
        this.file = file;
        this.root = root;
    }

    static RouteDocument parse(RouteFiles.RouteFile file) {
        LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
        try {
            return new RouteDocument(
                    file, new Compose(settings).composeString(file.text()).orElse(null));
        } catch (MarkedYamlEngineException e) {
            RouteDocument document = new RouteDocument(file, null);
            document.fault(e.getProblemMark().orElse(null), "not YAML: " + e.getProblem());
            return document;
        } catch (YamlEngineException e) {
            RouteDocument document = new RouteDocument(file, null);
            document.fault((Mark) null, "not YAML: " + e.getMessage());
            return document;
        }
    }

    @Nullable
    Node root() {
        return root;
    }

    List<ConfigurationFault> faults() {
        return faults;
    }

    void fault(Node node, String message) {
        fault(node.getStartMark().orElse(null), message);
    }

    private void fault(@Nullable Mark mark, String message) {
        int line = mark == null ? 1 : mark.getLine() + 1;
        int column = mark == null ? 1 : mark.getColumn() + 1;
        faults.add(new ConfigurationFault(file.shownAs(), line, column, message));
    }

    /** The entries of a mapping by key, in order; empty for any other node. */
    static Map<String, NodeTuple> entries(@Nullable Node node) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> entries.putIfAbsent(textOf(tuple.getKeyNode()), tuple));
        }
        return entries;
    }

    static @Nullable Node value(@Nullable Node node, String key) {
        NodeTuple tuple = entries(node).get(key);
        return tuple == null ? null : tuple.getValueNode();
    }

    /** The text of a scalar, else nothing. */
    static String textOf(@Nullable Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** Visits each entry of each mapping: its key and the whole entry. */
    void eachEntry(BiConsumer<String, NodeTuple> visitor) {
        visitEntries(root, visitor);
    }

    private static void visitEntries(@Nullable Node node, BiConsumer<String, NodeTuple> visitor) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                visitor.accept(textOf(tuple.getKeyNode()), tuple);
                visitEntries(tuple.getValueNode(), visitor);
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> visitEntries(item, visitor));
        }
    }

    /** The node at a path of keys and indices, or the deepest that there is. */
    Node at(List<String> path) {
        Node node = java.util.Objects.requireNonNull(root);
        for (String step : path) {
            Node next = null;
            if (node instanceof SequenceNode sequence && step.matches("\\d+")) {
                next = sequence.getValue().get(Integer.parseInt(step));
            } else {
                next = value(node, step);
            }
            if (next == null) {
                return node;
            }
            node = next;
        }
        return node;
    }

    JsonNode json() {
        return root == null ? JsonNodeFactory.instance.arrayNode() : json(root);
    }

    private static JsonNode json(Node node) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (node instanceof MappingNode mapping) {
            ObjectNode object = factory.objectNode();
            mapping.getValue().forEach(tuple -> object.set(textOf(tuple.getKeyNode()), json(tuple.getValueNode())));
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = factory.arrayNode();
            sequence.getValue().forEach(item -> array.add(json(item)));
            return array;
        }
        return scalar(node);
    }

    private static JsonNode scalar(Node node) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        String text = textOf(node);
        if (Tag.BOOL.equals(node.getTag())) {
            return factory.booleanNode(Boolean.parseBoolean(text));
        }
        if (Tag.INT.equals(node.getTag()) && text.matches("[-+]?\\d{1,18}")) {
            return factory.numberNode(Long.parseLong(text));
        }
        if (Tag.FLOAT.equals(node.getTag()) && text.matches("[-+]?\\d+\\.\\d+")) {
            return factory.numberNode(Double.parseDouble(text));
        }
        return Tag.NULL.equals(node.getTag()) ? factory.nullNode() : factory.textNode(text);
    }
}
