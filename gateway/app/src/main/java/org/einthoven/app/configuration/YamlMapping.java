package org.einthoven.app.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML mapping that is read key by key; what is wrong is noted with its place, and reading goes on. */
final class YamlMapping {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final String path;
    private final ReadingContext context;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private record Entry(Node key, Node value) {}

    /** A scalar with its place, after environment references are resolved. */
    private record Scalar(String text, String file, int line, int column) {}

    /** @param node null for a mapping that the file does not hold */
    YamlMapping(@Nullable Node node, String path, ReadingContext context) {
        this.path = path;
        this.context = context;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::add);
        } else if (node != null && !Tag.NULL.equals(node.getTag())) {
            fault(node, name("this") + " is a mapping of keys to values");
        }
    }

    private void add(NodeTuple tuple) {
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (key.isEmpty()) {
            fault(tuple.getKeyNode(), "a key is a word");
        } else if (entries.putIfAbsent(key, new Entry(tuple.getKeyNode(), tuple.getValueNode())) != null) {
            fault(tuple.getKeyNode(), name(key) + " is given twice");
        }
    }

    @Nullable
    String text(String key) {
        return parsed(key, "a text", Function.identity());
    }

    String text(String key, String otherwise) {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    int integer(String key, int otherwise, int least, int most) {
        Integer value = parsed(key, "a whole number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException(text);
            }
            return number;
        });
        return value == null ? otherwise : value;
    }

    /**
     * The parsed value, or null when it is absent or wrong (which is noted).
     *
     * @param allowed completes the sentence "must be …"
     * @param parser throws a runtime exception for what is not allowed
     */
    <T> @Nullable T parsed(String key, String allowed, Function<String, T> parser) {
        return scalar(key, allowed).map(s -> parse(key, s, allowed, parser)).orElse(null);
    }

    private <T> @Nullable T parse(String key, Scalar scalar, String allowed, Function<String, T> parser) {
        try {
            return parser.apply(scalar.text());
        } catch (RuntimeException e) {
            context.fault(new ConfigurationFault(
                    scalar.file(), scalar.line(), scalar.column(), name(key) + " must be " + allowed));
            return null;
        }
    }

    <T> List<T> list(String key, String allowed, Function<String, T> parser) {
        List<T> values = new ArrayList<>();
        for (Node item : items(key)) {
            located(item, key, allowed)
                    .map(scalar -> parse(key, scalar, allowed, parser))
                    .ifPresent(values::add);
        }
        return values;
    }

    YamlMapping mapping(String key) {
        known.add(key);
        Entry entry = entries.get(key);
        return new YamlMapping(entry == null ? null : entry.value(), name(key), context);
    }

    List<YamlMapping> mappings(String key) {
        List<YamlMapping> mappings = new ArrayList<>();
        for (Node item : items(key)) {
            mappings.add(new YamlMapping(item, name(key) + "[" + mappings.size() + "]", context));
        }
        return mappings;
    }

    /** All keys as texts: for a mapping whose keys the user chooses. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : List.copyOf(entries.keySet())) {
            String text = text(key);
            if (text != null) {
                texts.put(key, text);
            }
        }
        return texts;
    }

    /** Whether the file holds any key of it. */
    boolean isGiven() {
        return !entries.isEmpty();
    }

    /** Whether the file or the environment says anything of a key. */
    boolean has(String key) {
        known.add(key);
        return entries.containsKey(key) || context.overrideOf(name(key)) != null;
    }

    /** Notes what is wrong with a key: at its value, at its place in the parent when absent. */
    void fault(String key, String message) {
        context.fault(about(key, message));
    }

    /** Notes what is allowed and seldom meant, at the same place. */
    void remark(String key, String message) {
        context.remark(about(key, message));
    }

    private ConfigurationFault about(String key, String message) {
        String variable = context.overrideOf(name(key));
        Entry entry = entries.get(key);
        if (variable != null) {
            return new ConfigurationFault(variable, 1, 1, message);
        }
        Node place = entry != null
                ? entry.value()
                : entries.values().stream().map(Entry::key).findFirst().orElse(null);
        return place == null
                ? new ConfigurationFault(context.file(), 1, 1, message)
                : new ConfigurationFault(context.file(), line(place), column(place), message);
    }

    /** To be called when every key was asked for: notes the keys that nobody knows. */
    void finish() {
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                fault(
                        entry.key(),
                        name(key) + " is unknown; allowed are " + String.join(", ", known)
                                + Suggestion.ask(key, known));
            }
        });
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private List<Node> items(String key) {
        known.add(key);
        Entry entry = entries.get(key);
        if (entry == null || Tag.NULL.equals(entry.value().getTag())) {
            return List.of();
        }
        if (entry.value() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        fault(entry.value(), name(key) + " must be a list");
        return List.of();
    }

    private Optional<Scalar> scalar(String key, String allowed) {
        known.add(key);
        String variable = context.overrideOf(name(key));
        if (variable != null) {
            return Optional.of(new Scalar(context.environment(variable), variable, 1, 1));
        }
        Entry entry = entries.get(key);
        return entry == null ? Optional.empty() : located(entry.value(), key, allowed);
    }

    private Optional<Scalar> located(Node node, String key, String allowed) {
        if (!(node instanceof ScalarNode scalar) || Tag.NULL.equals(node.getTag())) {
            fault(node, name(key) + " must be " + allowed);
            return Optional.empty();
        }
        Matcher reference = REFERENCE.matcher(scalar.getValue());
        StringBuilder text = new StringBuilder();
        while (reference.find()) {
            String value = context.environment(reference.group(1));
            if (value.isEmpty()) {
                fault(node, name(key) + " needs the environment variable " + reference.group(1) + ", which is not set");
                return Optional.empty();
            }
            reference.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        reference.appendTail(text);
        return Optional.of(new Scalar(text.toString(), context.file(), line(node), column(node)));
    }

    private void fault(Node node, String message) {
        context.fault(new ConfigurationFault(context.file(), line(node), column(node), message));
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static int column(Node node) {
        return node.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    }
}
