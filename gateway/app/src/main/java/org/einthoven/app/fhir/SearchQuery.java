package org.einthoven.app.fhir;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search of one resource type as SQL conditions, all of which must hold. Values are bound, never part of the SQL.
 */
public final class SearchQuery {
    /** Whoever has a value of one of these is one of few, however many resources there are. */
    private static final Set<String> OF_FEW = Set.of("identifier", "subject", "target");

    private final String type;
    private final String typeBinding;
    private final List<String> conditions = new ArrayList<>();
    private final List<String> dates = new ArrayList<>();
    private final List<String> updates = new ArrayList<>();
    private final Map<String, Object> bindings = new LinkedHashMap<>();
    private boolean findsFew;
    private Order order = Order.DATE_DESCENDING;

    /** @param type "DiagnosticReport" */
    public SearchQuery(String type) {
        this.type = Objects.requireNonNull(type);
        this.typeBinding = bind(type);
    }

    /**
     * One of these codes or identifiers.
     *
     * @param parameter the parameter's name in the index: "identifier", "code"
     */
    public SearchQuery anyToken(String parameter, List<TokenMatch> alternatives) {
        conditions.add("r.key in (" + tokenKeys(parameter, alternatives) + ")");
        findsFew |= OF_FEW.contains(parameter)
                && alternatives.stream().allMatch(alternative -> alternative.value() != null);
        return this;
    }

    /** One of these logical ids. */
    public SearchQuery anyId(List<String> ids) {
        conditions.add(keyed(
                "r.id in (" + String.join(", ", ids.stream().map(this::bind).toList()) + ")"));
        findsFew = true;
        return this;
    }

    /** Refers to one of these: "Patient/1", or the whole address. */
    public SearchQuery anySubject(List<String> references) {
        return anyToken(
                "subject",
                references.stream().map(value -> new TokenMatch(null, value)).toList());
    }

    /** The subject has one of these identifiers: in the reference itself, or in the Patient that is stored here. */
    public SearchQuery anySubjectIdentifier(List<TokenMatch> identifiers) {
        String patients = "select 'Patient/' || p.id from resource p where " + among("p", bind("Patient"))
                + " and p.key in (" + tokenKeys("identifier", identifiers) + ")";
        conditions.add("r.key in (" + tokenKeys("subject.identifier", identifiers)
                + " union all select resource_key from search_token where parameter = 'subject' and value in ("
                + patients + "))");
        findsFew |= identifiers.stream().allMatch(identifier -> identifier.value() != null);
        return this;
    }

    /** The clinical date compares so with one of these spans. */
    public SearchQuery anyDate(List<SpanMatch> alternatives) {
        dates.add(anySpan(alternatives, "r.date_from", "r.date_to"));
        return this;
    }

    /** The time of the last update compares so with one of these spans. */
    public SearchQuery anyLastUpdated(List<SpanMatch> alternatives) {
        updates.add(anySpan(alternatives, "r.last_updated", "r.last_updated"));
        return this;
    }

    private String anySpan(List<SpanMatch> alternatives, String from, String to) {
        List<String> matches = alternatives.stream()
                .map(match -> match.comparison().sql(from, to, bind(match.from()), bind(match.to())))
                .toList();
        return "(" + String.join(" or ", matches) + ")";
    }

    /** In which order; by date, the newest first, unless asked otherwise. */
    public SearchQuery orderedBy(Order newOrder) {
        this.order = newOrder;
        return this;
    }

    private String tokenKeys(String parameter, List<TokenMatch> alternatives) {
        List<String> matches =
                alternatives.stream().map(match -> match.sql(this::bind)).toList();
        return "select resource_key from search_token where parameter = " + bind(parameter) + " and ("
                + String.join(" or ", matches) + ")";
    }

    private String bind(Object value) {
        // No resource has it, and PostgreSQL refuses to look for it.
        if (value instanceof String text && text.indexOf(0) >= 0) {
            throw new InvalidRequestException("A value to search for contains the character U+0000.");
        }
        String name = "b" + bindings.size();
        bindings.put(name, value);
        return ":" + name;
    }

    String type() {
        return type;
    }

    String where() {
        // In the order of one time, spans of the other would be looked for among all resources.
        List<String> others = order.isByDate ? updates : dates;
        List<String> all = new ArrayList<>();
        all.add(findsFew || !others.isEmpty() ? among("r", typeBinding) : "r.type = " + typeBinding);
        all.addAll(conditions);
        all.addAll(order.isByDate ? dates : updates);
        others.forEach(span -> all.add(keyed(span)));
        return String.join(" and ", all);
    }

    /** A condition on the resource as one on its key, which is looked for first. */
    private String keyed(String condition) {
        return "r.key in (select k.key from resource k where k.type = " + typeBinding + " and "
                + condition.replace("r.", "k.") + ")";
    }

    /**
     * The type of resources that another condition finds by their keys. In this form no index is used for it: SQLite
     * would go through all resources of the type, as it does not know how few the keys are.
     */
    private static String among(String alias, String type) {
        return alias + ".type || '' = " + type;
    }

    Map<String, Object> bindings() {
        return bindings;
    }

    String orderBy() {
        return order.sql;
    }

    /**
     * A code or identifier that is looked for.
     *
     * @param system null for any, empty for none
     * @param value null for any value of the system
     */
    public record TokenMatch(
            @Nullable String system, @Nullable String value) {
        public TokenMatch {
            if (system == null && value == null) {
                throw new IllegalArgumentException("a token names a system, a value or both");
            }
        }

        String sql(java.util.function.Function<Object, String> bind) {
            String bySystem = system == null ? null : "system = " + bind.apply(system);
            String byValue = value == null ? null : "value = " + bind.apply(value);
            if (bySystem == null) {
                return Objects.requireNonNull(byValue);
            }
            return byValue == null ? bySystem : "(" + bySystem + " and " + byValue + ")";
        }
    }

    /** A span that is compared with, in milliseconds since 1970, both ends included. */
    public record SpanMatch(Comparison comparison, long from, long to) {}

    /** How a resource's span compares with the one searched for (FHIR R4, Search, Prefixes). */
    public enum Comparison {
        EQUAL("{from} >= {a} and {to} <= {b}"),
        NOT_EQUAL("not ({from} >= {a} and {to} <= {b})"),
        GREATER("{to} > {b}"),
        LESS("{from} < {a}"),
        GREATER_OR_EQUAL("({to} > {b} or ({from} >= {a} and {to} <= {b}))"),
        LESS_OR_EQUAL("({from} < {a} or ({from} >= {a} and {to} <= {b}))"),
        STARTS_AFTER("{from} > {b}"),
        ENDS_BEFORE("{to} < {a}");

        private final String template;

        Comparison(String template) {
            this.template = template;
        }

        String sql(String from, String to, String a, String b) {
            return "("
                    + template.replace("{from}", from)
                            .replace("{to}", to)
                            .replace("{a}", a)
                            .replace("{b}", b)
                    + ")";
        }
    }

    /** Orders that a search may ask for; ties go by the last update. */
    public enum Order {
        DATE_DESCENDING(true, "r.date_from desc nulls last, r.last_updated desc, r.key desc"),
        DATE_ASCENDING(true, "r.date_from asc nulls last, r.last_updated asc, r.key asc"),
        LAST_UPDATED_DESCENDING(false, "r.last_updated desc, r.key desc"),
        LAST_UPDATED_ASCENDING(false, "r.last_updated asc, r.key asc");

        private final boolean isByDate;
        private final String sql;

        Order(boolean isByDate, String sql) {
            this.isByDate = isByDate;
            this.sql = sql;
        }
    }
}
