package org.einthoven.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.einthoven.app.configuration.Suggestion;
import org.einthoven.camel.DicomComponent;
import org.einthoven.camel.DicomOptions;
import org.einthoven.camel.EcgComponent;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Checks the endpoints of a route file against the catalogs of their components: names, options, values. */
final class RouteEndpoints {
    private static final Set<String> URI_OWNERS =
            Set.of("from", "to", "toD", "wireTap", "enrich", "pollEnrich", "poll");

    private final DefaultCamelCatalog catalog = new DefaultCamelCatalog(true);
    private final Set<String> components;
    private final RoutePlaceholders placeholders;

    RouteEndpoints(RoutePlaceholders placeholders) throws IOException {
        this.placeholders = placeholders;
        catalog.addComponent("dicom", DicomComponent.class.getName(), catalogText("dicom"));
        catalog.addComponent("ecg", EcgComponent.class.getName(), catalogText("ecg"));
        components = catalog.findComponentNames().stream()
                .filter(RouteEndpoints::isPresent)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String catalogText(String name) throws IOException {
        String resource = "META-INF/org/einthoven/camel/" + name + ".json";
        try (InputStream in =
                Objects.requireNonNull(RouteEndpoints.class.getClassLoader().getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean isPresent(String component) {
        return RouteEndpoints.class
                        .getClassLoader()
                        .getResource("META-INF/services/org/apache/camel/component/" + component)
                != null;
    }

    void check(RouteDocument document) {
        document.eachEntry((key, entry) -> {
            if (URI_OWNERS.contains(key)) {
                Node uri = RouteDocument.value(entry.getValueNode(), "uri");
                check(document, uri == null ? entry.getValueNode() : uri, entry.getValueNode(), key);
            }
        });
    }

    private void check(RouteDocument document, Node uri, Node owner, String key) {
        String written = RouteDocument.textOf(uri);
        if (written.isEmpty() || key.equals("toD")) {
            return;
        }
        Map<String, Node> places = new LinkedHashMap<>();
        String address = placeholders.resolve(written);
        String whole = withParameters(address, RouteDocument.value(owner, "parameters"), places);
        String scheme = address.replaceFirst(":.*", "");
        if (scheme.contains("{{")) {
            return; // the placeholder without value is a fault of its own
        }
        if (!components.contains(scheme)) {
            unknownComponent(document, uri, scheme);
            return;
        }
        boolean consumer = key.equals("from");
        EndpointValidationResult result = catalog.validateEndpointProperties(whole, false, consumer, !consumer);
        report(document, uri, places, scheme, result);
        if (scheme.equals("dicom") && result.isSuccess()) {
            dicomOptions(document, uri, places, whole);
        }
    }

    private void dicomOptions(RouteDocument document, Node uri, Map<String, Node> places, String whole) {
        try {
            catalog.endpointProperties(whole)
                    .forEach((option, value) -> DicomOptions.fault(option, value.replaceFirst("^RAW\\((.*)\\)$", "$1"))
                            .ifPresent(fault -> document.fault(
                                    places.getOrDefault(option, uri), "the option '" + option + "': " + fault)));
        } catch (URISyntaxException e) {
            document.fault(uri, "no address of an endpoint");
        }
    }

    private void unknownComponent(RouteDocument document, Node uri, String scheme) {
        document.fault(
                uri,
                "the component '" + scheme + "' is not part of this gateway" + Suggestion.ask(scheme, components)
                        + (Suggestion.nearest(scheme, components).isPresent()
                                ? ""
                                : "; there are " + String.join(", ", components)));
    }

    private String withParameters(String address, @Nullable Node parameters, Map<String, Node> places) {
        StringBuilder whole = new StringBuilder(address);
        for (Map.Entry<String, NodeTuple> parameter :
                RouteDocument.entries(parameters).entrySet()) {
            String value = placeholders.resolve(
                    RouteDocument.textOf(parameter.getValue().getValueNode()));
            if (value.contains("{{")) {
                continue;
            }
            places.put(parameter.getKey(), parameter.getValue().getKeyNode());
            whole.append(whole.indexOf("?") < 0 ? '?' : '&')
                    .append(parameter.getKey())
                    .append("=RAW(")
                    .append(value)
                    .append(')');
        }
        return whole.toString().replaceAll("RAW\\(([\\w.:,/-]*)\\)", "$1").replaceAll("[{}]{2}", "");
    }

    private void report(
            RouteDocument document,
            Node uri,
            Map<String, Node> places,
            String scheme,
            EndpointValidationResult result) {
        if (result.getSyntaxError() != null) {
            document.fault(uri, result.getSyntaxError());
        }
        for (String option : orEmpty(result.getUnknown())) {
            document.fault(
                    places.getOrDefault(option, uri),
                    scheme + ": has no option '" + option + "'" + Suggestion.ask(option, options(scheme)));
        }
        for (String option : orEmpty(result.getRequired())) {
            document.fault(uri, scheme + ": needs the option '" + option + "'");
        }
        wrong(
                document,
                uri,
                places,
                result.getInvalidEnum(),
                option -> "must be one of "
                        + String.join(", ", result.getInvalidEnumChoices().get(option)));
        wrong(document, uri, places, result.getInvalidBoolean(), option -> "must be true or false");
        wrong(document, uri, places, result.getInvalidInteger(), option -> "must be a whole number");
        wrong(document, uri, places, result.getInvalidNumber(), option -> "must be a number");
        wrong(
                document,
                uri,
                places,
                result.getInvalidDuration(),
                option -> "must be a duration such as 500, 10s or 5m");
    }

    private Set<String> options(String scheme) {
        return JsonMapper.generateComponentModel(Objects.requireNonNull(catalog.componentJSonSchema(scheme)))
                .getEndpointOptions()
                .stream()
                .map(EndpointOptionModel::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void wrong(
            RouteDocument document,
            Node uri,
            Map<String, Node> places,
            @Nullable Map<String, String> values,
            UnaryOperator<String> allowed) {
        if (values != null) {
            values.forEach((option, value) -> document.fault(
                    places.getOrDefault(option, uri),
                    "the option '" + option + "' " + allowed.apply(option) + ", not '" + value + "'"));
        }
    }

    private static Set<String> orEmpty(@Nullable Set<String> names) {
        return names == null ? Set.of() : names;
    }
}
