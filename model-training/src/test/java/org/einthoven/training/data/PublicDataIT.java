package org.einthoven.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Path store = folder.resolve("store");
        EcgImport.Result result = new EcgImport(folder, store, "public", null, null).run(done -> {});
        EcgDataset dataset = EcgDataset.open(store);
        LabelledRecords records =
                LabelledRecords.of(dataset, PatientIndex.of(dataset, ecg -> true), List.of(Task.values()));

        assertThat(result.leftOut()).isEmpty();
        assertThat(result.records()).isEqualTo(390);
        // The counts that come with the data; infarction also counts the code for an old one here.
        assertThat(present(records, Task.ATRIAL_FIBRILLATION)).isEqualTo(34);
        assertThat(present(records, Task.ATRIAL_FLUTTER)).isEqualTo(10);
        assertThat(present(records, Task.PREMATURE_ATRIAL_CONTRACTION)).isEqualTo(45);
        assertThat(present(records, Task.PREMATURE_VENTRICULAR_CONTRACTION)).isEqualTo(32);
        assertThat(present(records, Task.FIRST_DEGREE_AV_BLOCK)).isEqualTo(15);
        assertThat(present(records, Task.MYOCARDIAL_INFARCTION)).isGreaterThanOrEqualTo(18);
    }

    private static int present(LabelledRecords records, Task task) {
        return records.present(task.ordinal()).length;
    }
}
