package org.einthoven.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncoderSettingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 5 | 256 | 2 | maxBatch must be 1 to 1024, not 0",
                "1025 | 5 | 2000 | 2 | maxBatch must be 1 to 1024, not 1025",
                "32 | -1 | 256 | 2 | maxWait must be 0 to 1 s, not PT-0.001S",
                "32 | 1001 | 256 | 2 | maxWait must be 0 to 1 s, not PT1.001S",
                "32 | 5 | 31 | 2 | queueCapacity must be at least maxBatch (32), not 31",
                "32 | 5 | 256 | 0 | threads must be 1 to 64, not 0",
            })
    void namesTheSettingThatIsOutOfRange(
            int maxBatch, long maxWaitMillis, int queueCapacity, int threads, String sentence) {
        assertThatThrownBy(() -> new EncoderSettings(
                        maxBatch, Duration.ofMillis(maxWaitMillis), queueCapacity, threads, Path.of("cache")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void hasDefaults() {
        Path cache = Path.of("cache");
        assertThat(EncoderSettings.in(cache)).isEqualTo(new EncoderSettings(32, Duration.ofMillis(5), 256, 2, cache));
    }

    @Test
    void saysThatTheCacheFolderCannotBeCreated(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Path cache = file.resolve("cache");
        assertThatThrownBy(() -> OfflineTensorFlow.createCache(cache))
                .isInstanceOf(IOException.class)
                .hasMessage("the encoder's cache folder " + cache + " cannot be created");
    }
}
