package org.einthoven.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackfillCommandTest {
    @TempDir
    Path folder;

    private Path archive;
    private Path state;

    @BeforeEach
    void makeArchive() throws IOException {
        archive = Files.createDirectories(folder.resolve("archive"));
        state = folder.resolve("state");
        Files.writeString(archive.resolve("letter.txt"), "Dear colleague");
    }

    @Test
    void aDryRunWritesNoFileAndShowsItsReasons() throws Exception {
        TestCommands.Result result = dryRun();

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("letter.txt,")
                .contains("0 would be sent, 0 known to the gateway, 1 no ECG, 0 not sent, 0 settled")
                .doesNotContain("state.csv");
        assertThat(filesOf(folder)).containsExactly(archive);
    }

    @Test
    void aDryRunLeavesTheStateOfAnEarlierRunAsItIs() throws Exception {
        String earlier = "einthoven backfill 1 to http://127.0.0.1:1\n0123456789abcdef\n";
        Files.writeString(state, earlier);

        assertThat(dryRun().status()).isZero();

        assertThat(state).hasContent(earlier);
        assertThat(filesOf(folder)).containsExactlyInAnyOrder(archive, state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5"})
    void patienceIsPositive(String minutes) throws Exception {
        TestCommands.Result result = run("--patience=" + minutes);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().strip().lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("--patience is a number of minutes from 1, not " + minutes));
        assertThat(filesOf(folder)).containsExactly(archive);
    }

    private TestCommands.Result dryRun() {
        return run("--dry-run");
    }

    private TestCommands.Result run(String option) {
        return TestCommands.run(
                "backfill", archive.toString(), "--url", "http://127.0.0.1:1", "--state", state.toString(), option);
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
