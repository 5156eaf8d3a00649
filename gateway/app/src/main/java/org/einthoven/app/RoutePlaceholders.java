package org.einthoven.app;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.app.configuration.Suggestion;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Checks that every placeholder of a route file has a value. */
final class RoutePlaceholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");

    private final Map<String, String> properties;

    RoutePlaceholders(Map<String, String> properties) {
        this.properties = properties;
    }

    /** The text with its known placeholders filled in; others stay as they are. */
    String resolve(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            String value = properties.getOrDefault(name, matcher.group());
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(resolved).toString();
    }

    void check(RouteDocument document) {
        Set<String> known = new TreeSet<>(properties.keySet());
        document.eachEntry((key, entry) -> {
            if (key.equals("routeTemplate")
                    && RouteDocument.value(entry.getValueNode(), "parameters") instanceof SequenceNode parameters) {
                parameters.getValue().forEach(one -> known.add(RouteDocument.textOf(RouteDocument.value(one, "name"))));
            }
        });
        document.eachEntry((key, entry) -> check(document, entry.getValueNode(), known));
    }

    private static void check(RouteDocument document, Node node, Set<String> known) {
        if (!(node instanceof ScalarNode scalar)) {
            return;
        }
        Matcher matcher = PLACEHOLDER.matcher(scalar.getValue());
        while (matcher.find()) {
            String name = matcher.group(1);
            // {{name:default}}, {{env:NAME}} and {{?optional}} have a value or may do without.
            if (!name.contains(":") && !name.startsWith("?") && !known.contains(name)) {
                document.fault(
                        node,
                        "the placeholder {{" + name + "}} has no value; set it under properties: in einthoven.yaml"
                                + Suggestion.ask(name, known));
            }
        }
    }
}
