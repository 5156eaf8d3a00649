package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoggedProgressTest {
    private final AtomicLong clock = new AtomicLong();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final LoggedProgress progress =
            new LoggedProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), "steps", clock::get);

    private void at(int seconds, int done) {
        clock.set(seconds * 1_000_000_000L);
        progress.at(done, 100, "loss 0.5");
    }

    @Test
    void printsNowAndThenAndAtTheEnd() {
        at(0, 0);
        at(20, 20);
        at(21, 21);
        at(50, 100);

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "steps 20/100, 20 s, about 80 s left, loss 0.5",
                        "steps 100/100, 50 s, about 0 s left, loss 0.5");
    }

    /** Ten steps in twenty seconds, whatever was done before. */
    @Test
    void whatWasDoneBeforeCountsForNoSpeed() {
        at(5, 50);
        at(25, 60);
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("steps 60/100, 20 s, about 80 s left, loss 0.5");
    }
}
