package org.einthoven.app.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.einthoven.app.SyncedFiles;
import org.einthoven.app.configuration.QueueSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedArtemisTest extends QueueEngineContract {
    private static final int MAX_WAITING = 10_000;

    @TempDir
    Path folder;

    private EmbeddedArtemis engine;

    @Override
    protected QueueSettings settings() {
        return QueueSettings.EMBEDDED;
    }

    @Override
    protected QueueEngine open() throws Exception {
        engine = EmbeddedArtemis.start(folder, MAX_WAITING);
        return engine;
    }

    @Override
    protected void stopBroker() throws Exception {
        engine.server().stop();
    }

    @Test
    void theJournalIsWrittenBeforeTheFirstMessageComes() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".amq")))
                    .hasSize(EmbeddedArtemis.journalFiles(MAX_WAITING))
                    .allSatisfy(file -> assertThat(file).hasSize(10 << 20));
        }
    }

    @Test
    void aMessageIsOnTheDiskWhenItIsSent() throws Exception {
        startRoutes(null);

        assertThat(SyncedFiles.during(() -> send("a", "1")))
                .anyMatch(file -> file.getParent().equals(folder.resolve("journal")));
    }

    @Test
    void theJournalHoldsTwoKibibytesForEachMessageThatMayWait() {
        assertThat(EmbeddedArtemis.journalFiles(100_000)).isEqualTo(20);
        assertThat(EmbeddedArtemis.journalFiles(10_000_000)).isEqualTo(1954);
        assertThat(EmbeddedArtemis.journalFiles(1)).isEqualTo(4);
    }

    @Test
    void aJournalThatFailsStopsTheQueuesAndSaysSo() throws Exception {
        startRoutes(null);
        send("a", "1");
        assertThat(engine.mustRestart()).isFalse();
        engine.server().getIoCriticalErrorListener().onIOException(new IOException("No space left"), "test", null);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        send("a", "2");
                    }
                })
                .hasMessage("not sent");
        assertThat(engine.problem())
                .contains("the journal of the queues failed")
                .contains("No space left");
        assertThat(engine.mustRestart()).isTrue();
    }
}
