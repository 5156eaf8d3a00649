package org.einthoven.training.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFileTest {
    private static final float[][] ROWS = {{1, 2}, {3, 4}, {5, 6}};

    @TempDir
    private Path folder;

    private int computed;

    private float[][] features(String key) throws IOException {
        return FeatureFile.of(folder.resolve("a.features"), key, () -> {
            computed++;
            return ROWS;
        });
    }

    @Test
    void computesOnceForAKey() throws IOException {
        assertThat(features("one")).isDeepEqualTo(ROWS);
        assertThat(features("one")).isDeepEqualTo(ROWS);
        assertThat(computed).isEqualTo(1);
        features("two");
        assertThat(computed).isEqualTo(2);
    }

    @Test
    void aFileThatIsCutOffOrAnotherOneIsMadeAnew() throws IOException {
        features("one");
        Path file = folder.resolve("a.features");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 2));
        assertThat(features("one")).isDeepEqualTo(ROWS);
        Files.writeString(file, "something else that is long enough");
        assertThat(features("one")).isDeepEqualTo(ROWS);
        assertThat(computed).isEqualTo(3);
    }
}
