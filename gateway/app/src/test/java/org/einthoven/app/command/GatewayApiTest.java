package org.einthoven.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.einthoven.app.http.AnsweringServer;
import org.einthoven.app.http.AnsweringServer.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command says of an answer that is not the API's. */
class GatewayApiTest {
    @ParameterizedTest
    @CsvSource({
        "200, is no gateway with an API: it answers HTTP 200",
        "404, is no gateway with an API: it answers HTTP 404",
        "400, 'or a proxy before it, answers HTTP 400 and says no more'",
        "502, 'or a proxy before it, answers HTTP 502 and says no more'"
    })
    void whatAnswersIsNamedByWhatItAnswers(int status, String words) throws Exception {
        try (AnsweringServer server = AnsweringServer.start(request -> new Answer(status, Map.of(), ""))) {
            TestCommands.Result result =
                    TestCommands.run("ledger", "--url", server.address().toString());

            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err().strip().lines()).singleElement().satisfies(line -> assertThat(line)
                    .contains(words));
        }
    }
}
