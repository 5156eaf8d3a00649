package org.einthoven.app.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.einthoven.app.fhir.SearchQuery.TokenMatch;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How SQLite finds what few resources have: never by going through all resources of a type. */
class SearchPlanTest {
    private static final List<TokenMatch> ONE = List.of(new TokenMatch("urn:ietf:rfc:3986", "urn:oid:1.2"));
    private static final String BY_KEY = "SEARCH r USING INTEGER PRIMARY KEY";

    @TempDir
    Path folder;

    private Jdbi jdbi;

    @BeforeEach
    void make() throws Exception {
        FhirStore.open(folder.resolve("fhir.db")).close();
        jdbi = Jdbi.create("jdbc:sqlite:" + folder.resolve("fhir.db"));
    }

    @Test
    void anIdentifierIsFoundByItself() {
        assertThat(plan(reports().anyToken("identifier", ONE))).contains(BY_KEY);
        assertThat(plan(reports()
                        .anyToken("identifier", ONE)
                        .anyToken("code", List.of(new TokenMatch("http://loinc.org", "11524-6")))))
                .contains(BY_KEY);
        assertThat(plan(new SearchQuery("Provenance")
                        .anyToken("target", List.of(new TokenMatch(null, "DiagnosticReport/1")))))
                .contains(BY_KEY);
    }

    @Test
    void aPatientsReportsAreFoundByThePatient() {
        assertThat(plan(reports().anySubject(List.of("Patient/1")))).contains(BY_KEY);
        assertThat(plan(reports().anySubjectIdentifier(ONE)))
                .contains(BY_KEY)
                .contains("SEARCH p USING INTEGER PRIMARY KEY");
    }

    @Test
    void anIdIsFoundByItself() {
        assertThat(plan(reports().anyId(List.of("1", "2")))).contains(BY_KEY, "(type=? AND id=?)");
    }

    /** What all or most reports have is found in the order of the answer, which ends when the page is full. */
    @Test
    void aPageIsNotSortedOutOfAllReports() {
        for (SearchQuery query : List.of(
                reports(), reports().anyToken("code", List.of(new TokenMatch("http://loinc.org", "11524-6"))))) {
            assertThat(plan(query)).contains("INDEX resource_by_date (type=?)").doesNotContain("ORDER BY");
            assertThat(plan(query.orderedBy(SearchQuery.Order.LAST_UPDATED_DESCENDING)))
                    .contains("INDEX resource_by_last_updated (type=?)")
                    .doesNotContain("ORDER BY");
        }
    }

    @Test
    void aSpanOfOneTimeIsFoundByItselfInTheOrderOfTheOther() {
        List<SearchQuery.SpanMatch> since = List.of(new SearchQuery.SpanMatch(SearchQuery.Comparison.LESS, 9, 9));
        assertThat(plan(reports().anyLastUpdated(since))).contains(BY_KEY, "(type=? AND last_updated<?)");
        assertThat(plan(reports().anyDate(since).orderedBy(SearchQuery.Order.LAST_UPDATED_DESCENDING)))
                .contains(BY_KEY, "(type=? AND date_from<?)");
        assertThat(plan(reports().anyDate(since))).contains("resource_by_date (type=? AND date_from<?)");
    }

    private static SearchQuery reports() {
        return new SearchQuery("DiagnosticReport");
    }

    private String plan(SearchQuery query) {
        return jdbi.withHandle(handle -> handle.createQuery("explain query plan select r.key from resource r where "
                        + query.where() + " order by " + query.orderBy() + " limit 20")
                .bindMap(query.bindings())
                .map((row, context) -> row.getString("detail"))
                .list()
                .toString());
    }
}
