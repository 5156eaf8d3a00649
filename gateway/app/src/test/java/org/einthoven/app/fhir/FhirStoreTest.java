package org.einthoven.app.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.einthoven.app.fhir.SearchQuery.Comparison;
import org.einthoven.app.fhir.SearchQuery.SpanMatch;
import org.einthoven.app.fhir.SearchQuery.TokenMatch;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FhirStoreTest {
    private static final int WRITERS = 8;

    private FhirStore store;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        store = openStore(folder);
    }

    /** An empty store; in this folder, where it is a file. */
    FhirStore openStore(Path folder) throws Exception {
        return FhirStore.open(folder.resolve("fhir.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsEveryVersion() throws Exception {
        store.write(report("a", "first"), Write.Condition.NONE);
        Written second = store.write(report("a", "second"), Write.Condition.NONE);

        assertThat(second.version()).isEqualTo(2);
        assertThat(store.read("DiagnosticReport", "a", 1).orElseThrow().as(DiagnosticReport.class))
                .returns("first", DiagnosticReport::getConclusion)
                .returns("1", report -> report.getMeta().getVersionId());
        assertThat(store.history("DiagnosticReport", "a"))
                .extracting(StoredResource::version)
                .containsExactly(2L, 1L);
        assertThat(store.read("DiagnosticReport", "absent")).isEmpty();
    }

    @Test
    void sameContentMakesNoVersion() throws Exception {
        store.write(report("a", "same"), Write.Condition.NONE);
        DiagnosticReport readBack =
                store.read("DiagnosticReport", "a").orElseThrow().as(DiagnosticReport.class);

        assertThat(store.write(readBack, Write.Condition.ABSENT_OR_SAME).effect())
                .isEqualTo(Written.Effect.UNCHANGED);
        assertThat(store.history("DiagnosticReport", "a")).hasSize(1);
    }

    @Test
    void aFailedConditionWritesNothingOfTheTransaction() throws Exception {
        store.write(report("a", "there"), Write.Condition.NONE);

        assertThatThrownBy(() -> store.write(List.of(
                        new Write(report("b", "new"), Write.Condition.NONE),
                        new Write(report("a", "other"), Write.Condition.version(7)))))
                .isInstanceOf(VersionConflictException.class)
                .hasMessageContaining("version 7")
                .hasMessageContaining("version 1 is there");
        assertThat(store.read("DiagnosticReport", "b")).isEmpty();
        assertThatThrownBy(() -> store.write(report("a", "other"), Write.Condition.ABSENT))
                .isInstanceOf(VersionConflictException.class);
        assertThatThrownBy(() -> store.write(report("a", "other"), Write.Condition.ABSENT_OR_SAME))
                .isInstanceOf(VersionConflictException.class);
        assertThatThrownBy(() -> store.write(report("c", "other"), Write.Condition.version(1)))
                .isInstanceOf(VersionConflictException.class);
    }

    @Test
    void eightWritersOfTheSameContentMakeOneVersion() throws Exception {
        List<@Nullable Written> written =
                together(writer -> store.write(report("a", "same"), Write.Condition.ABSENT_OR_SAME));

        assertThat(written).doesNotContainNull().allMatch(one -> one.version() == 1);
        assertThat(written)
                .filteredOn(one -> one.effect() == Written.Effect.CREATED)
                .hasSize(1);
        assertThat(store.history("DiagnosticReport", "a")).hasSize(1);
    }

    @Test
    void ofEightWritersWithTheSameIfMatchOneWins() throws Exception {
        store.write(report("a", "first"), Write.Condition.NONE);

        List<@Nullable Written> written =
                together(writer -> store.write(report("a", "by " + writer), Write.Condition.version(1)));

        assertThat(written).filteredOn(java.util.Objects::nonNull).hasSize(1);
        assertThat(store.history("DiagnosticReport", "a")).hasSize(2);
    }

    /** Runs eight writers at the same moment; null for each that met a conflict. */
    private static List<@Nullable Written> together(WriterWork work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            CyclicBarrier start = new CyclicBarrier(WRITERS);
            List<Callable<@Nullable Written>> calls = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                calls.add(() -> {
                    start.await();
                    try {
                        return work.write(writer);
                    } catch (VersionConflictException conflict) {
                        return null;
                    }
                });
            }
            List<@Nullable Written> results = new ArrayList<>();
            for (Future<@Nullable Written> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private interface WriterWork {
        Written write(int writer) throws VersionConflictException;
    }

    @Test
    void refusesAResourceTwiceInOneTransaction() {
        assertThatThrownBy(() -> store.write(List.of(
                        new Write(report("a", "x"), Write.Condition.NONE),
                        new Write(report("a", "y"), Write.Condition.NONE))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theIndexFollowsTheCurrentVersion() throws Exception {
        store.write(report("a", "x"), Write.Condition.NONE);
        store.write(report("a", "x").setStatus(DiagnosticReport.DiagnosticReportStatus.FINAL), Write.Condition.NONE);

        assertThat(count(byToken("status", null, "preliminary"))).isZero();
        assertThat(count(byToken("status", null, "final"))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:15:00Z, EQUAL, 2026-11-20, true",
        "2026-11-20T10:15:00Z, EQUAL, 2026-11, true",
        "2026-11-20T23:59:59.999Z, EQUAL, 2026-11-20, true",
        "2026-11-21T00:00:00Z, EQUAL, 2026-11-20, false",
        "2026-11-21T00:30:00+01:00, EQUAL, 2026-11-20, true",
        "2026-11, EQUAL, 2026-11-20, false",
        "2026-11-20, GREATER_OR_EQUAL, 2026-11-20, true",
        "2026-11-20, GREATER, 2026-11-20, false",
        "2026-11-21, GREATER, 2026-11-20, true",
        "2026-11-19, LESS, 2026-11-20, true",
        "2026-11-20, LESS, 2026-11-20, false",
        "2026-11-20, LESS_OR_EQUAL, 2026-11-20, true",
        "2026-11-20T10:15:00Z, NOT_EQUAL, 2026-11-20, false",
        "2026-11-21, STARTS_AFTER, 2026-11-20, true",
        "2026-11-19, ENDS_BEFORE, 2026-11-20, true",
        "2024-02-29, EQUAL, 2024-02, true",
    })
    void findsByDate(String effective, Comparison comparison, String searched, boolean found) throws Exception {
        store.write(ExampleReports.report("a", "4711", effective), Write.Condition.NONE);
        SearchIndex.Span span = SearchIndex.Span.of(new DateTimeType(searched));

        SearchQuery query =
                new SearchQuery("DiagnosticReport").anyDate(List.of(new SpanMatch(comparison, span.from(), span.to())));

        assertThat(store.count(query)).isEqualTo(found ? 1 : 0);
    }

    @Test
    void findsThePatientByIdentifierInTheReferenceAndInThePatient() throws Exception {
        Patient patient = new Patient();
        patient.addIdentifier().setSystem(ExampleReports.PATIENTS).setValue("4711");
        patient.setId("p1");
        store.write(patient, Write.Condition.NONE);
        store.write(ExampleReports.report("logical", "4711", "2026-11-20"), Write.Condition.NONE);
        store.write(report("literal", "x").setSubject(new Reference("Patient/p1")), Write.Condition.NONE);
        store.write(ExampleReports.report("another", "4712", "2026-11-20"), Write.Condition.NONE);

        SearchQuery query = new SearchQuery("DiagnosticReport")
                .anySubjectIdentifier(List.of(new TokenMatch(ExampleReports.PATIENTS, "4711")));

        assertThat(store.search(query, 0, 10))
                .extracting(StoredResource::id)
                .containsExactlyInAnyOrder("logical", "literal");
        assertThat(count(new SearchQuery("DiagnosticReport").anySubject(List.of("Patient/p1"))))
                .isEqualTo(1);
    }

    @Test
    void valuesAreNeverSql() {
        assertThat(count(byToken("identifier", null, "' or 1=1 --"))).isZero();
        assertThat(count(byToken("identifier", "'); drop table resource; --", null)))
                .isZero();
        assertThat(count(new SearchQuery("DiagnosticReport"))).isZero();
    }

    @Test
    void newestFirstInPages() throws Exception {
        for (int day = 1; day <= 5; day++) {
            store.write(ExampleReports.report("r" + day, "4711", "2026-11-0" + day), Write.Condition.NONE);
        }
        SearchQuery query = new SearchQuery("DiagnosticReport");

        assertThat(store.search(query, 0, 2)).extracting(StoredResource::id).containsExactly("r5", "r4");
        assertThat(store.search(query, 4, 2)).extracting(StoredResource::id).containsExactly("r1");
    }

    private long count(SearchQuery query) {
        return store.count(query);
    }

    private static SearchQuery byToken(String parameter, @Nullable String system, @Nullable String value) {
        return new SearchQuery("DiagnosticReport").anyToken(parameter, List.of(new TokenMatch(system, value)));
    }

    private static DiagnosticReport report(String id, String conclusion) {
        return ExampleReports.report(id).setConclusion(conclusion);
    }
}
