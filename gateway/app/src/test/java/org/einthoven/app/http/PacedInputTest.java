package org.einthoven.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.BadMessageException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose time counts, by a clock that the test sets. */
class PacedInputTest {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private long now = Long.MAX_VALUE - 5; // So that it runs over.

    /** Each read lasts so long and gives so many bytes. */
    private final class Sender extends ServletInputStream {
        private final Duration pause;
        private final int bytes;
        private @Nullable Exception failure;

        Sender(Duration pause, int bytes) {
            this.pause = pause;
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0];
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            now += pause.toNanos();
            if (failure instanceof IOException io) {
                throw io;
            }
            if (failure instanceof RuntimeException other) {
                throw other;
            }
            return Math.min(bytes, length);
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {}
    }

    private PacedInput paced(Sender sender) {
        return new PacedInput(sender, GRACE, () -> now);
    }

    @Test
    void aDripEndsWhenTheGraceIsOver() throws IOException {
        PacedInput in = paced(new Sender(Duration.ofSeconds(1), 1));
        byte[] target = new byte[100];
        for (int i = 0; i < 30; i++) {
            assertThat(in.read(target)).isEqualTo(1);
        }
        assertThatThrownBy(() -> in.read(target))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("1024 bytes a second");
        assertThatThrownBy(() -> in.read(target)).as("and stays so").isInstanceOf(IOException.class);
    }

    @Test
    void whoKeepsThePaceMaySendForEver() throws IOException {
        PacedInput in = paced(new Sender(Duration.ofSeconds(1), 1025));
        byte[] target = new byte[2000];
        for (int i = 0; i < 100_000; i++) {
            assertThat(in.read(target)).isEqualTo(1025);
        }
    }

    @Test
    void whatTheServerDoesBetweenItsReadsIsNotTheSendersTime() throws IOException {
        PacedInput in = paced(new Sender(Duration.ZERO, 1));
        for (int i = 0; i < 100; i++) {
            assertThat(in.read()).isNotNegative();
            now += Duration.ofHours(1).toNanos();
        }
    }

    @Test
    void aSilenceIsTheSendersToo() {
        Sender silent = new Sender(GRACE, 0);
        silent.failure = new IOException(new TimeoutException("Idle timeout expired"));
        assertThatThrownBy(() -> paced(silent).read()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aMalformedBodyIsAnIoException() {
        Sender malformed = new Sender(Duration.ZERO, 0);
        malformed.failure = new BadMessageException("early EOF");
        assertThatThrownBy(() -> paced(malformed).read())
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }
}
