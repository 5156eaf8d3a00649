package org.einthoven.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.einthoven.app.http.AnsweringServer;
import org.einthoven.app.http.AnsweringServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backfill where a proxy, or something else, stands before the gateway and answers in its place. */
class BackfillProxyTest {
    private static final String PAGE = "<html><body>nginx</body></html>";
    private static final String HASH = "0".repeat(64);

    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private AnsweringServer server;
    private volatile int status;
    private volatile String body;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("archive")).resolve("a.dcm"), "an ECG");
        server = AnsweringServer.start(request -> {
            asked.incrementAndGet();
            return new Answer(status, Map.of(), body);
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "413, " + PAGE + ", larger than the gateway",
        "413, {\"reason\":\"too large\"}, larger than the gateway",
        "400, " + PAGE + ", HTTP 400 is no answer of the gateway",
        "400, {\"reason\":\"odd\"}, HTTP 400 is no answer of the gateway",
        "403, " + PAGE + ", HTTP 403 is no answer of the gateway",
        "415, " + PAGE + ", HTTP 415 is no answer of the gateway",
        "422, " + PAGE + ", HTTP 422 is no answer of the gateway",
        "422, '{\"error\":{\"reason\":\"x\"}}', HTTP 422 is no answer of the gateway",
        "422, '{\"reason\":\"x\",\"rule\":\"9\"}', HTTP 422 is no answer of the gateway"
    })
    void whatAProxyRefusesIsNotSentAndTriedAgain(int refusal, String page, String reason) throws Exception {
        answers(refusal, page);

        TestCommands.Result first = backfill();

        assertThat(first.status()).as(first.err()).isEqualTo(1);
        assertThat(first.out()).contains("0 sent, 0 known to the gateway, 0 no ECG, 1 not sent, 0 settled");
        assertThat(Files.readString(folder.resolve("state.csv"))).contains("a.dcm", reason);
        answers(202, "{\"received\":\"" + HASH + "\"}");
        TestCommands.Result second = backfill();
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(second.out()).contains("1 sent, 0 known to the gateway, 0 no ECG, 0 not sent, 0 settled");
    }

    /** A login page, and a proxy that answers for a gateway that is not there. */
    @ParameterizedTest
    @CsvSource({"200, " + PAGE, "202, " + PAGE, "404, " + PAGE})
    void whatIsNoReceiptSettlesNothing(int answer, String page) {
        answers(answer, page);

        TestCommands.Result result = backfill();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("HTTP " + answer + ": no gateway that takes files is there");
        answers(200, "{\"known\":\"" + HASH + "\"}");
        assertThat(backfill().out()).contains("0 sent, 1 known to the gateway, 0 no ECG, 0 not sent, 0 settled");
    }

    @Test
    void whatTheGatewayItselfCannotReadIsSettled() throws Exception {
        answers(422, "{\"reason\":\"The ECG cannot be read: it is a letter\"}");

        assertThat(backfill().status()).isZero();
        TestCommands.Result second = backfill();

        assertThat(second.status()).isZero();
        assertThat(second.out()).contains("0 no ECG, 0 not sent, 1 settled by an earlier run");
        assertThat(asked).hasValue(1);
        assertThat(Files.readString(folder.resolve("state.csv"))).contains("The ECG cannot be read: it is a letter");
    }

    private void answers(int with, String page) {
        status = with;
        body = page;
    }

    private TestCommands.Result backfill() {
        return TestCommands.run(
                "backfill",
                folder.resolve("archive").toString(),
                "--url",
                server.address().toString(),
                "--state",
                folder.resolve("state").toString());
    }
}
