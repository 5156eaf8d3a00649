package org.einthoven.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.einthoven.app.configuration.Suggestion;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Checks the words of a route file against the schema of Camel's YAML DSL. */
final class RouteSchema {
    private static final String RESOURCE = "schema/camelYamlDsl.json";
    private static final int SHOWN_WORDS = 12;

    private final JsonNode schemaText;
    private final JsonSchema schema;

    RouteSchema() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                RouteSchema.class.getClassLoader().getResourceAsStream(RESOURCE), "camel-yaml-dsl brings its schema")) {
            schemaText = new ObjectMapper().readTree(in);
        }
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schemaText);
    }

    void check(RouteDocument document) {
        Set<ValidationMessage> messages = schema.validate(document.json());
        Set<String> explained = messages.stream()
                .filter(message -> message.getType().equals("additionalProperties"))
                .map(message -> message.getInstanceLocation().toString())
                .collect(Collectors.toSet());
        for (ValidationMessage message : messages) {
            Node node = document.at(path(message.getInstanceLocation()));
            if (message.getType().equals("additionalProperties")) {
                unknownWord(document, node, message);
            } else if (!explained.contains(message.getInstanceLocation().toString()) && isTelling(message, node)) {
                document.fault(node, message.getMessage().replaceFirst("^[^:]*: ", ""));
            }
        }
    }

    private void unknownWord(RouteDocument document, Node node, ValidationMessage message) {
        NodeTuple entry = RouteDocument.entries(node).get(message.getProperty());
        Set<String> allowed = allowed(message);
        String words = allowed.size() <= SHOWN_WORDS ? "; allowed are " + String.join(", ", allowed) : "";
        document.fault(
                entry == null ? node : entry.getKeyNode(),
                "'" + message.getProperty() + "' is not known here" + words
                        + Suggestion.ask(message.getProperty(), allowed));
    }

    /** What stands under "properties" beside the rule that was broken. */
    private Set<String> allowed(ValidationMessage message) {
        String rule = String.valueOf(message.getSchemaLocation().getFragment());
        JsonNode properties = schemaText.at(rule.replaceFirst("/[^/]*$", "/properties"));
        Set<String> names = new TreeSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A placeholder may stand where a number or boolean is meant; of alternatives the parts tell, not the whole. */
    private static boolean isTelling(ValidationMessage message, Node node) {
        boolean placeholder = RouteDocument.textOf(node).contains("{{");
        return !placeholder
                && !message.getType().equals("oneOf")
                && !message.getType().equals("anyOf");
    }

    private static List<String> path(JsonNodePath location) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < location.getNameCount(); i++) {
            path.add(String.valueOf(location.getElement(i)));
        }
        return path;
    }
}
