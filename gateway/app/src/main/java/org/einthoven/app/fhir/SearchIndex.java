package org.einthoven.app.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Function;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.jspecify.annotations.Nullable;

/**
 * What a resource is found by.
 *
 * @param dates its clinical date; null without one
 */
record SearchIndex(List<Token> tokens, @Nullable Span dates) {
    /** Whichever thread read one last: it is right for every one of them. */
    private static volatile @Nullable Known last;

    private record Known(String text, Span span) {}

    /** A code, identifier or reference; no system is the empty text. */
    record Token(String parameter, String system, String value) {}

    /** A span of time in milliseconds since 1970, both ends included. */
    record Span(long from, long to) {
        /** A date or time covers its precision: 2026-11 is the whole month. Without an offset it is taken as UTC. */
        static Span of(BaseDateTimeType time) {
            Calendar from = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
            from.setTime(time.getValue());
            if (time.getTimeZone() == null && !time.hasTime()) {
                // The library reads a bare date at the start of the day of this machine's zone.
                from.clear();
                from.set(time.getYear(), orFirst(time.getMonth(), 0), orFirst(time.getDay(), 1), 0, 0, 0);
            }
            long start = from.getTimeInMillis();
            if (time.getPrecision().getCalendarConstant() == Calendar.MILLISECOND) {
                return new Span(start, start);
            }
            from.add(time.getPrecision().getCalendarConstant(), 1);
            return new Span(start, from.getTimeInMillis() - 1);
        }

        private static int orFirst(@Nullable Integer value, int first) {
            return value == null ? first : value;
        }
    }

    /** @param resource in FHIR's JSON */
    static SearchIndex of(JsonNode resource) {
        Collector collector = new Collector();
        switch (resource.path("resourceType").asText()) {
            case "DiagnosticReport", "Observation" -> {
                collector.identifiers(resource.path("identifier"));
                collector.concept("code", resource.path("code"));
                resource.path("category").forEach(category -> collector.concept("category", category));
                collector.add("status", null, resource.path("status").textValue());
                collector.subject(resource.path("subject"));
                return new SearchIndex(collector.tokens, span(resource));
            }
            case "Patient", "Device" -> collector.identifiers(resource.path("identifier"));
            case "Provenance" -> resource.path("target").forEach(target -> collector.reference("target", target));
            default -> {
                // Found by its id only.
            }
        }
        return new SearchIndex(collector.tokens, null);
    }

    private static @Nullable Span span(JsonNode resource) {
        Span time = dateTime(resource.path("effectiveDateTime"));
        Span instant = time != null ? time : span(resource.path("effectiveInstant"), InstantType::new);
        if (instant != null) {
            return instant;
        }
        JsonNode period = resource.path("effectivePeriod");
        Span start = span(period.path("start"), DateTimeType::new);
        Span end = span(period.path("end"), DateTimeType::new);
        return start == null && end == null
                ? null
                : new Span(start == null ? Long.MIN_VALUE : start.from(), end == null ? Long.MAX_VALUE : end.to());
    }

    private static @Nullable Span span(JsonNode time, Function<String, BaseDateTimeType> type) {
        return time.isTextual() ? Span.of(type.apply(time.textValue())) : null;
    }

    /** The span of a dateTime; all resources of a report have one, and it costs more to read than the rest of them. */
    private static @Nullable Span dateTime(JsonNode time) {
        if (!time.isTextual()) {
            return null;
        }
        Known known = last;
        if (known == null || !known.text().equals(time.textValue())) {
            known = new Known(time.textValue(), Span.of(new DateTimeType(time.textValue())));
            last = known;
        }
        return known.span();
    }

    private static final class Collector {
        private final List<Token> tokens = new ArrayList<>();

        void identifiers(JsonNode identifiers) {
            identifiers.forEach(identifier -> identifier("identifier", identifier));
        }

        void identifier(String parameter, JsonNode identifier) {
            add(
                    parameter,
                    identifier.path("system").textValue(),
                    identifier.path("value").textValue());
        }

        void concept(String parameter, JsonNode concept) {
            for (JsonNode coding : concept.path("coding")) {
                add(
                        parameter,
                        coding.path("system").textValue(),
                        coding.path("code").textValue());
            }
        }

        void reference(String parameter, JsonNode reference) {
            String address = reference.path("reference").textValue();
            if (address != null) {
                add(
                        parameter,
                        null,
                        new IdType(address).toUnqualifiedVersionless().getValue());
            }
        }

        void subject(JsonNode subject) {
            reference("subject", subject);
            identifier("subject.identifier", subject.path("identifier"));
        }

        private void add(String parameter, @Nullable String system, @Nullable String value) {
            if (value != null && !value.isBlank()) {
                // PostgreSQL holds no NUL in a text.
                tokens.add(new Token(
                        parameter,
                        system == null ? "" : system.replace('\0', '\uFFFD'),
                        value.replace('\0', '\uFFFD')));
            }
        }
    }
}
