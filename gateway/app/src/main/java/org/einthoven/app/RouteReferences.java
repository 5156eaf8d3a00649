package org.einthoven.app;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.einthoven.app.configuration.Suggestion;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Checks what routes refer to by name: beans and their methods, exceptions, other routes. */
final class RouteReferences {
    private static final Set<String> BEAN_OWNERS = Set.of("bean", "method");

    private final Map<String, Class<?>> beans;
    private final Set<String> directConsumers;
    private final Map<String, String> routeIds = new HashMap<>();

    RouteReferences(Map<String, Class<?>> beans, List<RouteDocument> documents) {
        this.beans = beans;
        this.directConsumers = documents.stream()
                .flatMap(document -> directConsumers(document).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> directConsumers(RouteDocument document) {
        Set<String> addresses = new TreeSet<>();
        document.eachEntry((key, entry) -> {
            String uri = uriOf(entry.getValueNode());
            if (key.equals("from") && uri.startsWith("direct:")) {
                addresses.add(withoutOptions(uri));
            }
        });
        return addresses;
    }

    void check(RouteDocument document, String file) {
        document.eachEntry((key, entry) -> {
            Node value = entry.getValueNode();
            if (BEAN_OWNERS.contains(key)) {
                bean(document, RouteDocument.value(value, "ref"), RouteDocument.value(value, "method"));
            } else if (key.equals("exception") && value instanceof SequenceNode names) {
                names.getValue().forEach(name -> exception(document, name));
            } else if (key.equals("to")) {
                direct(document, value);
            } else if (key.equals("route")) {
                routeId(document, RouteDocument.value(value, "id"), file);
            }
        });
    }

    private void bean(RouteDocument document, @Nullable Node ref, @Nullable Node method) {
        String name = RouteDocument.textOf(ref);
        if (ref == null || name.contains("{{")) {
            return;
        }
        Class<?> type = beans.get(name);
        if (type == null) {
            document.fault(
                    ref,
                    "there is no bean '" + name + "'; there are " + String.join(", ", new TreeSet<>(beans.keySet()))
                            + Suggestion.ask(name, beans.keySet()));
            return;
        }
        String called = RouteDocument.textOf(method).replaceFirst("\\(.*", "");
        Set<String> methods = methods(type);
        if (method != null && !methods.contains(called)) {
            document.fault(
                    method,
                    "the bean '" + name + "' has no method '" + called + "'; it has " + String.join(", ", methods)
                            + Suggestion.ask(called, methods));
        }
    }

    private static Set<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void exception(RouteDocument document, Node node) {
        String name = RouteDocument.textOf(node);
        try {
            Class<?> type = Class.forName(name, false, RouteReferences.class.getClassLoader());
            if (!Throwable.class.isAssignableFrom(type)) {
                document.fault(node, name + " is not an exception");
            }
        } catch (ClassNotFoundException e) {
            document.fault(node, "there is no exception " + name);
        }
    }

    private void direct(RouteDocument document, Node value) {
        String address = withoutOptions(uriOf(value));
        if (address.startsWith("direct:") && !address.contains("{{") && !directConsumers.contains(address)) {
            document.fault(
                    value,
                    "no route starts from " + address
                            + (directConsumers.isEmpty()
                                    ? ""
                                    : "; there are " + String.join(", ", directConsumers)
                                            + Suggestion.ask(address, directConsumers)));
        }
    }

    private void routeId(RouteDocument document, @Nullable Node id, String file) {
        if (id != null) {
            String other = routeIds.putIfAbsent(RouteDocument.textOf(id), file);
            if (other != null) {
                document.fault(id, "the route id '" + RouteDocument.textOf(id) + "' is used in " + other + " already");
            }
        }
    }

    private static String uriOf(Node node) {
        Node uri = RouteDocument.value(node, "uri");
        return RouteDocument.textOf(uri == null ? node : uri);
    }

    private static String withoutOptions(String uri) {
        return uri.replaceFirst("\\?.*", "");
    }
}
