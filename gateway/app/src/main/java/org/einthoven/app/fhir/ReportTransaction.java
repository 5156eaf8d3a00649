package org.einthoven.app.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A report's transaction Bundle taken apart as JSON: its resources need not be parsed and encoded once more to be
 * stored as they are.
 */
public final class ReportTransaction {
    private final List<JsonNode> entries;

    private ReportTransaction(List<JsonNode> entries) {
        this.entries = entries;
    }

    /** @throws IllegalArgumentException when it is no JSON object */
    public static ReportTransaction of(String bundle) {
        return new ReportTransaction(
                StreamSupport.stream(JsonText.tree(bundle).path("entry").spliterator(), false)
                        .toList());
    }

    /**
     * The id of its DiagnosticReport.
     *
     * @throws IllegalArgumentException when it has not exactly one
     */
    public String reportId() {
        List<String> ids = entries.stream()
                .map(entry -> entry.path("resource"))
                .filter(resource -> resource.path("resourceType").asText().equals("DiagnosticReport"))
                .map(resource -> resource.path("id").asText())
                .toList();
        if (ids.size() != 1 || ids.get(0).isEmpty()) {
            throw new IllegalArgumentException("a report's Bundle has one DiagnosticReport, and it has an id");
        }
        return ids.get(0);
    }

    /**
     * Its resources, with references to other entries' full URLs made relative.
     *
     * @throws IllegalArgumentException when an entry is not a PUT of a resource by its id
     */
    public List<ResourceContent> resources() {
        Map<String, String> targets = new HashMap<>();
        for (JsonNode entry : entries) {
            requirePut(entry);
            if (entry.path("fullUrl").isTextual()) {
                targets.put(entry.path("fullUrl").textValue(), url(entry));
            }
        }
        return entries.stream().map(entry -> content(entry, targets)).toList();
    }

    private static void requirePut(JsonNode entry) {
        JsonNode resource = entry.path("resource");
        String key = resource.path("resourceType").textValue() + "/"
                + resource.path("id").textValue();
        if (!entry.path("request").path("method").asText().equals("PUT") || !key.equals(url(entry))) {
            throw new IllegalArgumentException("an entry of the Bundle is not a PUT of a resource by its id");
        }
    }

    private static String url(JsonNode entry) {
        return entry.path("request").path("url").asText();
    }

    private static ResourceContent content(JsonNode entry, Map<String, String> targets) {
        // What is taken apart is delivered again after a conflict: the entry stays as it is.
        ObjectNode resource = (ObjectNode) entry.path("resource");
        if (refersTo(resource, targets)) {
            resource = resource.deepCopy();
            resolve(resource, targets);
        }
        return ResourceContent.of(resource);
    }

    private static boolean refersTo(JsonNode node, Map<String, String> targets) {
        if (node.isObject() && targets.containsKey(node.path("reference").asText())) {
            return true;
        }
        for (JsonNode child : node) {
            if (child.isContainerNode() && refersTo(child, targets)) {
                return true;
            }
        }
        return false;
    }

    /** References to an entry's fullUrl become references by type and id, as in {@link BundleReferences}. */
    private static void resolve(JsonNode node, Map<String, String> targets) {
        if (node instanceof ObjectNode object) {
            String target = targets.get(object.path("reference").asText());
            if (target != null) {
                object.put("reference", target);
            }
        }
        node.forEach(child -> resolve(child, targets));
    }
}
