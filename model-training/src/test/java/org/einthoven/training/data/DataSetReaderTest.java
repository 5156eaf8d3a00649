package org.einthoven.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetReaderTest {
    private static final List<String> TWELVE =
            Lead.STANDARD.stream().map(Lead::name).toList();

    @TempDir
    Path folder = Path.of("");

    private final DataSetReader reader = new DataSetReader();

    private Optional<Example> read(String record) throws IOException {
        return reader.read(folder.resolve(record + ".hea"));
    }

    @Test
    void readsARecordWithItsLabelsAsTheGatewayDoes() throws IOException {
        WfdbRecords.write(folder.resolve("georgia"), "E00001", TWELVE, 20, "164889003,59118001");

        Example example = read("georgia/E00001").orElseThrow();

        assertThat(example.id()).isEqualTo("georgia/E00001");
        assertThat(example.labels().isPresent(Task.ATRIAL_FIBRILLATION)).isTrue();
        assertThat(example.labels().of(Task.MYOCARDIAL_INFARCTION)).isEqualTo(Label.ABSENT);
        assertThat(example.windows()).hasSize(2);
        assertThat(example.windows().get(0).leads()).isEqualTo(12);
    }

    @Test
    void theOneLeadOfCinc2017IsLeadI() throws IOException {
        WfdbRecords.write(folder.resolve("cinc2017"), "A00001", List.of("ECG"), 12, "");
        Files.writeString(folder.resolve("cinc2017/REFERENCE.csv"), "A00001,A\n");

        Example example = read("cinc2017/A00001").orElseThrow();

        assertThat(example.labels().isPresent(Task.ATRIAL_FIBRILLATION)).isTrue();
        assertThat(example.windows().get(0).leads()).isEqualTo(1);
        assertThat(example.windows().get(0).row(Lead.I.standardIndex())).isNotNull();
    }

    @Test
    void recordsThatCannotServeAreCountedWithTheirReason() throws IOException {
        WfdbRecords.write(folder.resolve("georgia"), "E1", TWELVE, 12, "");
        WfdbRecords.write(folder.resolve("georgia"), "E2", TWELVE, 1, "164889003");
        WfdbRecords.write(folder.resolve("georgia"), "E3", TWELVE, 12, "164889003");
        Files.delete(folder.resolve("georgia/E3.mat"));

        assertThat(read("georgia/E1")).isEmpty();
        assertThat(read("georgia/E2")).isEmpty();
        assertThat(read("georgia/E3")).isEmpty();
        assertThat(reader.leftOut()).containsEntry("no label: georgia", 1).containsEntry("not analysable: georgia", 1);
        assertThat(reader.leftOut().keySet()).anyMatch(reason -> reason.startsWith("cannot be decoded"));
    }

    @Test
    void recordsOfEqualContentAreOneGroupAndPtbIsOne() throws IOException {
        WfdbRecords.write(folder.resolve("ptb"), "S0001", TWELVE, 12, "164865005");
        WfdbRecords.write(folder.resolve("ptb"), "S0002", TWELVE, 12, "164865005");
        WfdbRecords.write(folder.resolve("georgia"), "E1", TWELVE, 12, "164865005");

        assertThat(read("ptb/S0001").orElseThrow().group())
                .isEqualTo(read("ptb/S0002").orElseThrow().group())
                .isNotEqualTo(read("georgia/E1").orElseThrow().group());
    }

    @Test
    void findsHeadersOfKnownSetsInAFixedOrder() throws IOException {
        WfdbRecords.write(folder.resolve("ptb"), "S0001", TWELVE, 10, "");
        WfdbRecords.write(folder.resolve("cpsc2018"), "A0002", TWELVE, 10, "");
        WfdbRecords.write(folder.resolve("cpsc2018"), "A0001", TWELVE, 10, "");
        WfdbRecords.write(folder.resolve("holidays"), "H1", TWELVE, 10, "");

        assertThat(DataSetReader.headers(folder))
                .extracting(header -> header.getFileName().toString())
                .containsExactly("A0001.hea", "A0002.hea", "S0001.hea");
    }
}
