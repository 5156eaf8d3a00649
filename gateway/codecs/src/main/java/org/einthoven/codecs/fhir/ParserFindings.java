package org.einthoven.codecs.fhir;

import ca.uhn.fhir.parser.ErrorHandlerAdapter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.einthoven.ecg.QualityIssue;
import org.jspecify.annotations.Nullable;

/** Collects what a parser passes over, and stops it at a value that it cannot read. Names elements, never values. */
final class ParserFindings extends ErrorHandlerAdapter {
    private static final int MOST_NAMES = 8;

    private final Set<String> unknown = new TreeSet<>();

    List<QualityIssue> issues() {
        return unknown.isEmpty()
                ? List.of()
                : List.of(QualityIssue.note(
                        "fhir-unknown-element",
                        "Not of FHIR R4 and not read: "
                                + unknown.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))));
    }

    @Override
    public void unknownElement(@Nullable IParseLocation location, String name) {
        unknown.add(FhirResources.shown(name));
    }

    @Override
    public void unknownAttribute(@Nullable IParseLocation location, String name) {
        unknown.add(FhirResources.shown(name));
    }

    @Override
    public void unexpectedRepeatingElement(@Nullable IParseLocation location, String name) {
        throw new Refused("the FHIR element " + FhirResources.shown(name) + " is repeated and may not be");
    }

    @Override
    public void invalidValue(@Nullable IParseLocation location, @Nullable String value, @Nullable String error) {
        String element = location == null ? null : location.getParentElementName();
        throw new Refused("the FHIR element " + FhirResources.shown(element) + " has a value that is not of its type");
    }

    /** Ends the parse. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String sentence) {
            super(sentence);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }
}
