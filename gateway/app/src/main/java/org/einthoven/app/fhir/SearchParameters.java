package org.einthoven.app.fhir;

import ca.uhn.fhir.rest.api.SortOrderEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.param.DateAndListParam;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.ParamPrefixEnum;
import ca.uhn.fhir.rest.param.ReferenceAndListParam;
import ca.uhn.fhir.rest.param.ReferenceOrListParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenAndListParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.List;
import java.util.function.Consumer;
import org.einthoven.app.fhir.SearchQuery.Comparison;
import org.einthoven.app.fhir.SearchQuery.SpanMatch;
import org.einthoven.app.fhir.SearchQuery.TokenMatch;
import org.hl7.fhir.r4.model.DateTimeType;
import org.jspecify.annotations.Nullable;

/** Makes a query of the parameters of a request. What a search cannot do is answered 400, never passed over. */
final class SearchParameters {
    static final int DEFAULT_COUNT = 20;
    static final int LARGEST_COUNT = 200;

    private final SearchQuery query;

    SearchParameters(String type) {
        this.query = new SearchQuery(type);
    }

    SearchParameters id(@Nullable TokenAndListParam ids) {
        for (TokenOrListParam alternatives : valuesOf(ids)) {
            query.anyId(alternatives.getValuesAsQueryTokens().stream()
                    .map(TokenParam::getValue)
                    .map(String::valueOf)
                    .toList());
        }
        return this;
    }

    SearchParameters token(String parameter, @Nullable TokenAndListParam tokens) {
        for (TokenOrListParam alternatives : valuesOf(tokens)) {
            query.anyToken(parameter, matches(parameter, alternatives.getValuesAsQueryTokens()));
        }
        return this;
    }

    /** A reference by "123", "Patient/123" or address; by :identifier or .identifier, the identifier. */
    SearchParameters patient(String parameter, @Nullable ReferenceAndListParam references) {
        if (references == null) {
            return this;
        }
        for (ReferenceOrListParam alternatives : references.getValuesAsQueryTokens()) {
            List<ReferenceParam> values = alternatives.getValuesAsQueryTokens();
            if (values.stream().allMatch(SearchParameters::isByIdentifier)) {
                query.anySubjectIdentifier(values.stream()
                        .map(value -> match(parameter, tokenOf(value)))
                        .toList());
            } else {
                query.anySubject(values.stream()
                        .map(value -> reference(parameter, value))
                        .toList());
            }
        }
        return this;
    }

    SearchParameters reference(String parameter, @Nullable ReferenceAndListParam references) {
        if (references != null) {
            for (ReferenceOrListParam alternatives : references.getValuesAsQueryTokens()) {
                query.anyToken(
                        parameter,
                        alternatives.getValuesAsQueryTokens().stream()
                                .map(value -> new TokenMatch(null, value.getValue()))
                                .toList());
            }
        }
        return this;
    }

    SearchParameters date(@Nullable DateAndListParam dates) {
        return spans(dates, query::anyDate);
    }

    SearchParameters lastUpdated(@Nullable DateAndListParam dates) {
        return spans(dates, query::anyLastUpdated);
    }

    SearchParameters sort(@Nullable SortSpec sort) {
        if (sort != null) {
            query.orderedBy(order(sort));
        }
        return this;
    }

    SearchQuery query() {
        return query;
    }

    static int offset(@Nullable Integer offset) {
        if (offset != null && offset < 0) {
            throw new InvalidRequestException("_offset is not negative.");
        }
        return offset == null ? 0 : offset;
    }

    static int count(@Nullable Integer count) {
        return count == null || count <= 0 ? DEFAULT_COUNT : Math.min(count, LARGEST_COUNT);
    }

    private SearchParameters spans(@Nullable DateAndListParam dates, Consumer<List<SpanMatch>> condition) {
        if (dates != null) {
            dates.getValuesAsQueryTokens()
                    .forEach(alternatives -> condition.accept(alternatives.getValuesAsQueryTokens().stream()
                            .map(SearchParameters::span)
                            .toList()));
        }
        return this;
    }

    private static List<TokenOrListParam> valuesOf(@Nullable TokenAndListParam tokens) {
        return tokens == null ? List.of() : tokens.getValuesAsQueryTokens();
    }

    private static List<TokenMatch> matches(String parameter, List<TokenParam> tokens) {
        return tokens.stream().map(token -> match(parameter, token)).toList();
    }

    private static TokenMatch match(String parameter, TokenParam token) {
        if (token.getModifier() != null || token.getMissing() != null) {
            throw new InvalidRequestException("Modifiers of the search parameter " + parameter + " are not supported.");
        }
        String value = token.getValue() == null || token.getValue().isEmpty() ? null : token.getValue();
        String system = token.getSystem();
        if (value == null && (system == null || system.isEmpty())) {
            throw new InvalidRequestException("The search parameter " + parameter + " has no value.");
        }
        return new TokenMatch(system, value);
    }

    /** The library takes the modifier :identifier for a resource type of that name. */
    private static boolean isByIdentifier(ReferenceParam reference) {
        return "identifier".equals(reference.getChain()) || hasIdentifierModifier(reference);
    }

    private static boolean hasIdentifierModifier(ReferenceParam reference) {
        return "identifier".equals(reference.getResourceType());
    }

    private static TokenParam tokenOf(ReferenceParam reference) {
        String value = reference.getValue();
        if (hasIdentifierModifier(reference) && value.startsWith("identifier/")) {
            value = value.substring("identifier/".length());
        }
        TokenParam token = new TokenParam();
        token.setValueAsQueryToken(FhirJson.r4(), "identifier", null, value);
        return token;
    }

    private static String reference(String parameter, ReferenceParam reference) {
        if (reference.getChain() != null || reference.getMissing() != null) {
            throw new InvalidRequestException("The search parameter " + parameter
                    + " takes a reference, or with .identifier an identifier; both cannot be mixed.");
        }
        if (reference.getBaseUrl() != null || reference.hasResourceType()) {
            return reference.getValue();
        }
        return "Patient/" + reference.getIdPart();
    }

    private static SpanMatch span(DateParam date) {
        if (date.getMissing() != null || date.getValueAsString() == null) {
            throw new InvalidRequestException("A date to search for is missing.");
        }
        SearchIndex.Span span = SearchIndex.Span.of(new DateTimeType(date.getValueAsString()));
        return new SpanMatch(comparison(date.getPrefix()), span.from(), span.to());
    }

    private static Comparison comparison(@Nullable ParamPrefixEnum prefix) {
        if (prefix == null) {
            return Comparison.EQUAL;
        }
        return switch (prefix) {
            case EQUAL -> Comparison.EQUAL;
            case NOT_EQUAL -> Comparison.NOT_EQUAL;
            case GREATERTHAN -> Comparison.GREATER;
            case GREATERTHAN_OR_EQUALS -> Comparison.GREATER_OR_EQUAL;
            case LESSTHAN -> Comparison.LESS;
            case LESSTHAN_OR_EQUALS -> Comparison.LESS_OR_EQUAL;
            case STARTS_AFTER -> Comparison.STARTS_AFTER;
            case ENDS_BEFORE -> Comparison.ENDS_BEFORE;
            case APPROXIMATE -> throw new InvalidRequestException("The prefix ap of a date is not supported.");
        };
    }

    private static SearchQuery.Order order(SortSpec sort) {
        boolean descending = sort.getOrder() == SortOrderEnum.DESC;
        if (sort.getChain() == null && "date".equals(sort.getParamName())) {
            return descending ? SearchQuery.Order.DATE_DESCENDING : SearchQuery.Order.DATE_ASCENDING;
        }
        if (sort.getChain() == null && "_lastUpdated".equals(sort.getParamName())) {
            return descending ? SearchQuery.Order.LAST_UPDATED_DESCENDING : SearchQuery.Order.LAST_UPDATED_ASCENDING;
        }
        throw new InvalidRequestException("_sort is date, -date, _lastUpdated or -_lastUpdated.");
    }
}
