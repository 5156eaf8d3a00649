package org.einthoven.app.fhir;

import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a resource is found by.
 *
 * @param dates its clinical date; null without one
 */
record SearchIndex(List<Token> tokens, @Nullable Span dates) {
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

    static SearchIndex of(Resource resource) {
        Collector collector = new Collector();
        if (resource instanceof DiagnosticReport report) {
            collector.identifiers("identifier", report.getIdentifier());
            collector.concept("code", report.getCode());
            report.getCategory().forEach(category -> collector.concept("category", category));
            collector.code("status", report.hasStatus() ? report.getStatus().toCode() : null);
            collector.subject(report.getSubject());
            return new SearchIndex(collector.tokens, span(report.getEffective()));
        }
        if (resource instanceof Observation observation) {
            collector.identifiers("identifier", observation.getIdentifier());
            collector.concept("code", observation.getCode());
            observation.getCategory().forEach(category -> collector.concept("category", category));
            collector.code(
                    "status", observation.hasStatus() ? observation.getStatus().toCode() : null);
            collector.subject(observation.getSubject());
            return new SearchIndex(collector.tokens, span(observation.getEffective()));
        }
        if (resource instanceof Patient patient) {
            collector.identifiers("identifier", patient.getIdentifier());
        } else if (resource instanceof Device device) {
            collector.identifiers("identifier", device.getIdentifier());
        } else if (resource instanceof Provenance provenance) {
            provenance.getTarget().forEach(target -> collector.reference("target", target));
        }
        return new SearchIndex(collector.tokens, null);
    }

    private static @Nullable Span span(@Nullable Type effective) {
        if (effective instanceof BaseDateTimeType time && time.hasValue()) {
            return Span.of(time);
        }
        if (effective instanceof Period period && !period.isEmpty()) {
            return new Span(
                    period.hasStart() ? Span.of(period.getStartElement()).from() : Long.MIN_VALUE,
                    period.hasEnd() ? Span.of(period.getEndElement()).to() : Long.MAX_VALUE);
        }
        return null;
    }

    private static final class Collector {
        private final List<Token> tokens = new ArrayList<>();

        void identifiers(String parameter, List<Identifier> identifiers) {
            identifiers.forEach(identifier -> identifier(parameter, identifier));
        }

        void identifier(String parameter, Identifier identifier) {
            add(parameter, identifier.getSystem(), identifier.getValue());
        }

        void concept(String parameter, CodeableConcept concept) {
            for (Coding coding : concept.getCoding()) {
                add(parameter, coding.getSystem(), coding.getCode());
            }
        }

        void code(String parameter, @Nullable String code) {
            add(parameter, null, code);
        }

        void reference(String parameter, Reference reference) {
            if (reference.hasReference()) {
                add(
                        parameter,
                        null,
                        reference
                                .getReferenceElement()
                                .toUnqualifiedVersionless()
                                .getValue());
            }
        }

        void subject(Reference subject) {
            reference("subject", subject);
            if (subject.hasIdentifier()) {
                identifier("subject.identifier", subject.getIdentifier());
            }
        }

        private void add(String parameter, @Nullable String system, @Nullable String value) {
            if (value != null && !value.isBlank()) {
                tokens.add(new Token(parameter, system == null ? "" : system, value));
            }
        }
    }
}
