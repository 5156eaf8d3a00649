package org.einthoven.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
        TOLD_BY_206,
        TOLD_AND_NOT_GIVEN,
        TOLD_BY_206_AND_NOT_GIVEN,
        TELLS_OF_NAMES,
        IGNORES_OFFSET,
        IGNORES_OFFSET_AND_LIMIT,
        IGNORES_OFFSET_OF_MANY,
        IGNORES_OFFSET_ABOVE_A_MAXIMUM,
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
            TOLD_BY_206, 100, 1000, 23, COMPLETE
            TOLD_AND_NOT_GIVEN, 100, 1000, 4, INCOMPLETE
            TOLD_BY_206_AND_NOT_GIVEN, 100, 1000, 4, INCOMPLETE
            TELLS_OF_NAMES, 100, 1000, 23, COMPLETE
            IGNORES_OFFSET, 5, 1000, 5, INCOMPLETE
            IGNORES_OFFSET, 100, 1000, 23, INCOMPLETE
            IGNORES_OFFSET_OF_MANY, 5, 1000, 5, INCOMPLETE
            IGNORES_OFFSET_OF_MANY, 23, 1000, 23, INCOMPLETE
            IGNORES_OFFSET_OF_MANY, 100, 1000, 23, COMPLETE
            IGNORES_OFFSET_ABOVE_A_MAXIMUM, 100, 1000, 4, INCOMPLETE
            IGNORES_OFFSET_AND_LIMIT, 5, 1000, 23, INCOMPLETE
            IGNORES_OFFSET_AND_LIMIT, 5, 10, 10, LIMIT
            TOO_LARGE_ABOVE_TEN, 100, 1000, 23, COMPLETE
            """)
    void goesOnToTheEndHoweverTheServerPages(Paging paging, int pageSize, int limit, int found, End end)
            throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(exchange -> page(exchange, paging))) {
            SearchResult result = server.client()
                    .search(SearchQuery.instances()
                            .within("1.2", "1.3")
                            .withPageSize(pageSize)
                            .withLimit(limit));
            assertThat(result.end()).isEqualTo(end);
            assertThat(result.matches())
                    .extracting(match -> match.getString(Tag.SOPInstanceUID))
                    .containsExactlyElementsOf(
                            IntStream.range(0, found).mapToObj(i -> "1.2." + i).toList());
        }
    }

    /** What has a maximum of four, told or not. */
    private static final Set<Paging> FOUR_AT_MOST = EnumSet.of(
            Paging.SILENT_MAXIMUM,
            Paging.TOLD_MAXIMUM,
            Paging.TOLD_BY_206,
            Paging.TOLD_AND_NOT_GIVEN,
            Paging.TOLD_BY_206_AND_NOT_GIVEN,
            Paging.IGNORES_OFFSET_ABOVE_A_MAXIMUM);

    private static void page(HttpExchange exchange, Paging paging) throws IOException {
        boolean pages = !paging.name().startsWith("IGNORES_OFFSET");
        int offset = pages ? parameter(exchange, "offset") : 0;
        int limit = paging == Paging.IGNORES_OFFSET_AND_LIMIT ? 1000 : parameter(exchange, "limit");
        if (FOUR_AT_MOST.contains(paging)) {
            limit = Math.min(limit, 4);
        }
        if (paging == Paging.TOO_LARGE_ABOVE_TEN && limit > 10) {
            FakeServer.answer(exchange, 413, "text/plain", "too many");
            return;
        }
        boolean everything = !exchange.getRequestURI().getPath().contains("/studies/");
        int to = Math.min(paging == Paging.IGNORES_OFFSET_OF_MANY && everything ? 500 : MATCHES, offset + limit);
        if (offset >= to || (offset > 0 && paging.name().endsWith("NOT_GIVEN"))) {
            boolean array = paging == Paging.EMPTY_ARRAY_AT_END;
            FakeServer.answer(exchange, array ? 200 : 204, array ? "application/json" : "", array ? "[]" : "");
            return;
        }
        if (to < MATCHES && paging.name().startsWith("TOLD") && !paging.name().startsWith("TOLD_BY_206")) {
            exchange.getResponseHeaders().set("Warning", "299 here \"There are additional results\"");
        }
        if (paging == Paging.TELLS_OF_NAMES) {
            exchange.getResponseHeaders().set("Warning", "299 here: The fuzzymatching parameter is not supported");
        }
        boolean partial = to < MATCHES && paging.name().startsWith("TOLD_BY_206");
        String matches = IntStream.range(offset, to)
                .mapToObj(i -> "{\"00080018\":{\"vr\":\"UI\",\"Value\":[\"1.2." + i + "\"]}}")
                .collect(Collectors.joining(","));
        FakeServer.answer(exchange, partial ? 206 : 200, "application/dicom+json", "[" + matches + "]");
    }

    /** A server that gives many objects at once may have a lower maximum of studies: what it gave of the one says nothing of the other. */
    @Test
    void aMaximumIsOfALevel() throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(exchange -> {
            boolean studies = exchange.getRequestURI().getPath().endsWith("/studies");
            String matches = IntStream.range(0, studies ? 100 : 150)
                    .mapToObj(i -> "{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"1.2." + (studies ? i : 0)
                            + "\"]},\"00080018\":{\"vr\":\"UI\",\"Value\":[\"1.3." + i + "\"]}}")
                    .collect(Collectors.joining(","));
            FakeServer.answer(exchange, 200, "application/dicom+json", "[" + matches + "]");
        })) {
            DicomWebClient client = server.client();
            client.search(SearchQuery.instances().within("1.2.0", "1.2.1"));
            assertThat(client.search(SearchQuery.studies()).end()).isEqualTo(End.INCOMPLETE);
        }
    }

    /** Whatever it does, a search ends: here each second page says something that was said before. */
    @Test
    void pagesThatRepeatThemselvesEndTheSearch() throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(exchange -> {
            exchange.getResponseHeaders().set("Warning", "Warning: 299 {+service}: There are 7 additional results");
            String uid = "1.2." + Math.min(parameter(exchange, "offset"), 3);
            FakeServer.answer(
                    exchange,
                    200,
                    "application/dicom+json",
                    "[{\"00080018\":{\"vr\":\"UI\",\"Value\":[\"" + uid + "\"]}}]");
        })) {
            SearchResult result = server.client().search(SearchQuery.instances());
            assertThat(result.matches()).hasSize(4);
            assertThat(result.end()).isEqualTo(End.INCOMPLETE);
            assertThat(server.requests()).hasSize(5);
        }
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
