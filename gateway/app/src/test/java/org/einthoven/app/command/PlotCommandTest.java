package org.einthoven.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.einthoven.app.command.TestCommands.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlotCommandTest {
    private static final Path ECG = Path.of("../../tests/samples/dicom/ecgtoolkit_Example.dcm");

    @TempDir
    private Path folder;

    private String plot(String... more) throws IOException {
        Path out = folder.resolve("ecg.svg");
        String[] arguments = new String[4 + more.length];
        System.arraycopy(new String[] {"plot", ECG.toString(), "--out", out.toString()}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        Result result = TestCommands.run(arguments);
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        return Files.readString(out);
    }

    private static long curves(String svg) {
        return svg.lines().filter(line -> line.contains("data-lead=")).count();
    }

    @ParameterizedTest
    @CsvSource({"3x4, 13", "6x2, 12", "12x1, 12", "6X2, 12"})
    void drawsInEachLayout(String layout, int curves) throws IOException {
        String svg = plot("--layout", layout);

        assertThat(curves(svg)).isEqualTo(curves);
        assertThat(svg).contains("Page 1 of 1").doesNotContain("Research");
    }

    @Test
    void choosesALayoutWhereNoneIsGiven() throws IOException {
        assertThat(plot()).isEqualTo(plot("--layout", "3x4")).isNotEqualTo(plot("--layout", "12x1"));
    }

    @Test
    void marksWhatTheProgramFoundForResearchUseOnly() throws IOException {
        assertThat(plot("--marks"))
                .contains("Research use only", "QRS complexes found by this program", "stroke=\"#1565c0\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4x3", "automatic", "THREE_BY_FOUR", "", "3x4\nx"})
    void namesTheLayoutsThatThereAre(String layout) {
        Result result = TestCommands.run(
                "plot", ECG.toString(), "--out", folder.resolve("x.svg").toString(), "--layout", layout);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).startsWith("einthoven: ").contains("--layout", "3x4, 6x2 or 12x1");
        assertThat(folder.resolve("x.svg")).doesNotExist();
    }

    @Test
    void marksNothingAtARateThatNobodyReads() throws IOException {
        Files.write(folder.resolve("r.dat"), new byte[400]);
        Path slow = Files.writeString(folder.resolve("r.hea"), "r 1 50 200\nr.dat 16 200/mV 16 0 0 0 0 I\n");
        Path out = folder.resolve("r.png");
        Result result = TestCommands.run("plot", slow.toString(), "--out", out.toString(), "--marks");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("100 to 2000 Hz, not of 50.0 Hz");
        assertThat(TestCommands.run("plot", slow.toString(), "--out", out.toString())
                        .status())
                .isZero();
        assertThat(out).isNotEmptyFile();
    }
}
