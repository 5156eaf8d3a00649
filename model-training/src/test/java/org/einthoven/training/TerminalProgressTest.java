package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
    @Test
    void aLineTellsWhatIsDoneAndTheRemark() {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (Progress progress = new TerminalProgress(ProgressBar.builder()
                .setTaskName("steps")
                .setConsumer(new DelegatingProgressBarConsumer(lines::add, 200)))) {
            progress.at(500, 1000, "loss 2.1, alignment 0.20, uniformity -1.3, 210 views/s");
            progress.at(1000, 1000, "loss 2.0, alignment 0.19, uniformity -1.4, 212 views/s");
        }
        assertThat(lines.get(lines.size() - 1))
                .contains("steps", "100%", "1000/1000")
                .contains("loss 2.0, alignment 0.19, uniformity -1.4, 212 views/s");
    }
}
