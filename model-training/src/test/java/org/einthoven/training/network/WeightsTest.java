package org.einthoven.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void theSameSeedGivesTheSameWeights() {
        Weights first = Weights.random(TinyModel.ARCHITECTURE, 6, 5);

        assertThat(Weights.random(TinyModel.ARCHITECTURE, 6, 5).get("stem.conv.weights"))
                .isEqualTo(first.get("stem.conv.weights"));
        assertThat(Weights.random(TinyModel.ARCHITECTURE, 6, 6).get("stem.conv.weights"))
                .isNotEqualTo(first.get("stem.conv.weights"));
    }

    @Test
    void theStandardEncoderHasAboutSevenHundredThousandParameters() {
        assertThat(Weights.random(Architecture.STANDARD, 6, 1).count()).isBetween(700_000L, 800_000L);
    }

    @Test
    void comeBackFromAFile() throws IOException {
        Weights weights = Weights.random(TinyModel.ARCHITECTURE, 6, 5);
        Path file = folder.resolve("weights.bin");

        weights.write(file);

        Weights read = Weights.read(file);
        assertThat(read.values().keySet())
                .containsExactlyElementsOf(weights.values().keySet());
        weights.values().forEach((name, values) -> assertThat(read.get(name)).isEqualTo(values));
    }

    @Test
    void aFileOfSomethingElseIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("other"), "something else altogether");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Weights.read(file))
                .withMessageContaining("no file of weights");
    }

    @Test
    void oneChangedBitIsSeen() throws IOException {
        Path file = folder.resolve("weights.bin");
        Weights.random(TinyModel.ARCHITECTURE, 6, 5).write(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Weights.read(file))
                .withMessage(file + " is damaged: its checksum is another");
    }

    @Test
    void whatIsNoNumberIsRefused() throws IOException {
        Path file = folder.resolve("weights.bin");
        new Weights(Map.of("stem.conv.weights", new float[] {1, Float.NaN})).write(file);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Weights.read(file))
                .withMessage(file + " is damaged: stem.conv.weights holds a value that is no number");
    }

    @Test
    void aMissingParameterIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Weights.random(TinyModel.ARCHITECTURE, 6, 5).get("nose"))
                .withMessageContaining("nose");
    }
}
