package org.einthoven.training.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsPlotTest {
    @TempDir
    private Path folder;

    private Path plot(String table) throws IOException {
        Path metrics = Files.writeString(folder.resolve("metrics.csv"), table);
        Path file = folder.resolve("plot.svg");
        MetricsPlot.read(metrics)
                .write(file, "Loss & more", "a source", "nats", new MetricsPlot.Line("loss", "the loss"));
        return file;
    }

    @Test
    void drawsAColumnOverTheSteps() throws IOException {
        assertThat(Files.readString(plot("step,loss,auroc\n10,2.5,\n20,2.0,0.7\n30,,0.8\n40,1.5,\n")))
                .startsWith("<svg")
                .contains("Loss &amp; more", "the loss", "nats")
                .doesNotContain("NaN");
    }

    @Test
    void aFlatLineIsOneToo() throws IOException {
        assertThat(Files.readString(plot("step,loss\n10,0\n20,0\n"))).startsWith("<svg");
    }

    @Test
    void withoutTwoStepsThereIsNothingToDraw() throws IOException {
        assertThat(plot("step,loss\n10,2.5\n")).doesNotExist();
        assertThat(plot("step,other\n10,2.5\n20,2\n")).doesNotExist();
        assertThat(plot("")).doesNotExist();
        assertThatThrownBy(() -> plot("step,loss\n10,x\n")).hasMessageContaining("is no table of numbers");
    }
}
