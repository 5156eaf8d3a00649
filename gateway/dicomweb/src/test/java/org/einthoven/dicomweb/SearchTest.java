package org.einthoven.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.einthoven.dicom.Tag;
import org.einthoven.dicomweb.SearchResult.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
    private static final int MATCHES = 23;

    /** How a server pages. */
    enum Paging {
        STANDARD,
        SILENT_MAXIMUM,
        TOLD_MAXIMUM,
        EMPTY_ARRAY_AT_END,
        IGNORES_OFFSET,
        IGNORES_OFFSET_AND_LIMIT,
        TOO_LARGE_ABOVE_TEN
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            STANDARD, 5, 1000, 23, COMPLETE
            STANDARD, 23, 1000, 23, COMPLETE
            STANDARD, 100, 1000, 23, COMPLETE
            STANDARD, 5, 23, 23, COMPLETE
            STANDARD, 5, 22, 22, LIMIT
            STANDARD, 100, 7, 7, LIMIT
            SILENT_MAXIMUM, 100, 1000, 23, COMPLETE
            TOLD_MAXIMUM, 100, 1000, 23, COMPLETE
            EMPTY_ARRAY_AT_END, 5, 1000, 23, COMPLETE
            IGNORES_OFFSET, 5, 1000, 5, NOT_PAGED
            IGNORES_OFFSET, 100, 1000, 23, COMPLETE
            IGNORES_OFFSET_AND_LIMIT, 5, 1000, 23, COMPLETE
            IGNORES_OFFSET_AND_LIMIT, 5, 10, 10, LIMIT
            TOO_LARGE_ABOVE_TEN, 100, 1000, 23, COMPLETE
            """)
    void goesOnToTheEndHoweverTheServerPages(Paging paging, int pageSize, int limit, int found, End end)
            throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(exchange -> page(exchange, paging))) {
            SearchResult result = server.client()
                    .search(SearchQuery.instances().withPageSize(pageSize).withLimit(limit));
            assertThat(result.end()).isEqualTo(end);
            assertThat(result.matches())
                    .extracting(match -> match.getString(Tag.SOPInstanceUID))
                    .containsExactlyElementsOf(
                            IntStream.range(0, found).mapToObj(i -> "1.2." + i).toList());
        }
    }

    private static void page(HttpExchange exchange, Paging paging) throws IOException {
        boolean pages = paging != Paging.IGNORES_OFFSET && paging != Paging.IGNORES_OFFSET_AND_LIMIT;
        int offset = pages ? parameter(exchange, "offset") : 0;
        int limit = paging == Paging.IGNORES_OFFSET_AND_LIMIT ? 1000 : parameter(exchange, "limit");
        if (paging == Paging.SILENT_MAXIMUM || paging == Paging.TOLD_MAXIMUM) {
            limit = Math.min(limit, 4);
        }
        if (paging == Paging.TOO_LARGE_ABOVE_TEN && limit > 10) {
            FakeServer.answer(exchange, 413, "text/plain", "too many");
            return;
        }
        int to = Math.min(MATCHES, offset + limit);
        if (offset >= to) {
            boolean array = paging == Paging.EMPTY_ARRAY_AT_END;
            FakeServer.answer(exchange, array ? 200 : 204, array ? "application/json" : "", array ? "[]" : "");
            return;
        }
        boolean told = paging == Paging.TOLD_MAXIMUM && to < MATCHES;
        if (told) {
            exchange.getResponseHeaders().set("Warning", "299 here \"There are additional results\"");
        }
        String matches = IntStream.range(offset, to)
                .mapToObj(i -> "{\"00080018\":{\"vr\":\"UI\",\"Value\":[\"1.2." + i + "\"]}}")
                .collect(Collectors.joining(","));
        FakeServer.answer(exchange, told ? 206 : 200, "application/dicom+json", "[" + matches + "]");
    }

    private static int parameter(HttpExchange exchange, String name) {
        Matcher matcher = Pattern.compile(name + "=(\\d+)")
                .matcher(exchange.getRequestURI().getQuery());
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    @Test
    void aVisitorEndsTheSearch() throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(exchange -> page(exchange, Paging.STANDARD))) {
            List<String> seen = new ArrayList<>();
            End end = server.client().search(SearchQuery.instances().withPageSize(5), match -> {
                seen.add(match.getString(Tag.SOPInstanceUID));
                return seen.size() < 7;
            });
            assertThat(end).isEqualTo(End.STOPPED);
            assertThat(seen).hasSize(7);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void keysAreEncoded() throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(exchange -> FakeServer.answer(exchange, 204, "", ""))) {
            server.client()
                    .search(SearchQuery.of(SearchQuery.Level.INSTANCES)
                            .within("1.2", "1.2.3")
                            .match(Tag.PatientName, "Müller^A&B +*")
                            .match(Tag.StudyDate, "20261101-20261128")
                            .include(Tag.SOPClassUID)
                            .withPageSize(50));
            assertThat(server.requests())
                    .containsExactly("GET /dicom-web/studies/1.2/series/1.2.3/instances"
                            + "?00100010=M%C3%BCller%5EA%26B%20%2B*&00080020=20261101-20261128"
                            + "&includefield=00080016&limit=50&offset=0");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/html              | <html>please log in</html>  | is not application/dicom+json
            application/dicom+json | [{"00100020":{"vr":"LO"}}   | malformed, cut off
            application/dicom+json | {"00100020":7}              | is no object
            application/dicom+json | "4711"                      | neither an object nor an array
            """)
    void whatIsNoAnswerIsRefused(String type, String body, String message) {
        try (FakeServer server = new FakeServer(exchange -> FakeServer.answer(exchange, 200, type, body))) {
            assertThatThrownBy(
                            () -> server.client().search(SearchQuery.studies().match(Tag.PatientID, "4711")))
                    .isInstanceOfSatisfying(DicomWebException.class, e -> assertThat(e.isWorthRetrying())
                            .isFalse())
                    .hasMessageContaining(message)
                    .hasMessageNotContaining("4711");
        }
    }

    @Test
    void oneMatchWithoutArrayIsOne() throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(exchange -> FakeServer.answer(
                exchange,
                200,
                "application/json; charset=utf-8",
                "{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"1.2\"]}}"))) {
            assertThat(server.client().search(SearchQuery.studies()).matches()).hasSize(1);
        }
    }

    @Test
    void queriesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> SearchQuery.studies().within("1.2", null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SearchQuery.instances().within("../1", null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SearchQuery.instances().within("..", null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SearchQuery.instances().withLimit(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(SearchQuery.instances().match(Tag.PatientID, "4711").toString())
                .doesNotContain("4711");
    }
}
