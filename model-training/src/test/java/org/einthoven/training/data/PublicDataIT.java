package org.einthoven.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.ecg.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the real 12-lead records where they lie beside the project. */
class PublicDataIT {
    private static final Path ARCHIVE = Path.of("../../shared/ecg-data/challenge2021_12lead.tar.xz");

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyRecordIsReadWithItsLabels() throws IOException, InterruptedException {
        assumeTrue(Files.isRegularFile(ARCHIVE), "the 12-lead data sets do not lie beside the project: not tested");
        Process tar = new ProcessBuilder("tar", "-xf", ARCHIVE.toAbsolutePath().toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        DataSetReader reader = new DataSetReader();
        List<Example> examples = new ArrayList<>();
        for (Path header : DataSetReader.headers(folder)) {
            reader.read(header).ifPresent(examples::add);
        }

        assertThat(reader.leftOut()).isEmpty();
        assertThat(examples).hasSize(390);
        // The counts that come with the data; infarction also counts the code for an old one here.
        assertThat(present(examples, Task.ATRIAL_FIBRILLATION)).isEqualTo(34);
        assertThat(present(examples, Task.ATRIAL_FLUTTER)).isEqualTo(10);
        assertThat(present(examples, Task.PREMATURE_ATRIAL_CONTRACTION)).isEqualTo(45);
        assertThat(present(examples, Task.PREMATURE_VENTRICULAR_CONTRACTION)).isEqualTo(32);
        assertThat(present(examples, Task.FIRST_DEGREE_AV_BLOCK)).isEqualTo(15);
        assertThat(present(examples, Task.MYOCARDIAL_INFARCTION)).isGreaterThanOrEqualTo(18);
        // The six of Chapman/Ningbo that are known to have flat leads, which the normaliser masks.
        assertThat(examples).filteredOn(e -> e.windows().get(0).leads() < 12).hasSize(6);
    }

    private static long present(List<Example> examples, Task task) {
        return examples.stream().filter(e -> e.labels().isPresent(task)).count();
    }
}
