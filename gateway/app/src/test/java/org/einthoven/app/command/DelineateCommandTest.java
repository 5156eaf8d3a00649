package org.einthoven.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.SimulatedEcg;
import org.einthoven.ecg.simulator.Visit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelineateCommandTest {
    private static final int RATE = 360;
    private static final SimulatedEcg ECG =
            new EcgSimulator(RATE, 10).record(Patient.random(new SplittableRandom(1)), Visit.HEALTHY, 1);

    @TempDir
    Path folder;

    private Path records;
    private Path table;

    @BeforeEach
    void writeRecord() throws IOException {
        records = Files.createDirectory(folder.resolve("records"));
        table = folder.resolve("waves.csv");
        writeWfdb(ECG.recording().leads());
    }

    @Test
    void rowsAreSamplesOfTheFile() throws IOException {
        TestCommands.Result result = TestCommands.run("delineate", "--out", table.toString(), records.toString());

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        List<CSVRecord> complexes = rows().stream()
                .filter(row -> row.get("lead").equals("all") && row.get("wave").equals("QRS"))
                .toList();
        List<Wave> truth = ECG.beats().stream()
                .map(beat -> beat.wave(Wave.Kind.QRS))
                .filter(wave -> wave.onset() > .1 && wave.offset() < 9.9)
                .toList();
        assertThat(complexes.size()).isBetween(truth.size(), ECG.beats().size());
        for (Wave wave : truth) {
            assertThat(complexes).anySatisfy(row -> {
                assertThat(number(row, "onset")).isBetween(sample(wave.onset()) - 4, sample(wave.onset()) + 4);
                assertThat(number(row, "offset")).isBetween(sample(wave.offset()) - 8, sample(wave.offset()) + 4);
                assertThat(number(row, "peak")).isBetween(number(row, "onset"), number(row, "offset"));
            });
        }
    }

    @Test
    void eachLeadHasItsRows() throws IOException {
        TestCommands.run("delineate", "--out", table.toString(), records.toString());

        for (Lead lead : Lead.STANDARD) {
            assertThat(rows())
                    .filteredOn(row -> row.get("lead").equals(lead.name())
                            && row.get("wave").equals("QRS"))
                    .hasSizeBetween(ECG.beats().size() - 2, ECG.beats().size());
        }
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.get("file")).isEqualTo(records.resolve("one.hea").toString());
            assertThat(row.get("wave")).isIn("P", "QRS", "T");
            assertThat(number(row, "onset")).isBetween(0, number(row, "peak"));
            assertThat(number(row, "offset")).isBetween(number(row, "peak"), 10 * RATE - 1);
        });
    }

    @Test
    void aBadFileStopsNothingAndIsNamed() throws IOException {
        Path letter = Files.writeString(records.resolve("a.txt"), "Dear colleague");

        TestCommands.Result result =
                TestCommands.run("delineate", "--out", table.toString(), records.toString(), "/no/such/file");

        assertThat(result.status()).isZero();
        assertThat(result.err().lines()).hasSize(2);
        assertThat(result.err())
                .contains(letter.toString(), "/no/such/file does not exist")
                .doesNotContain("colleague");
        assertThat(rows()).isNotEmpty();
    }

    @Test
    void aFileOfAWrongRateIsNamedAndTheOthersGoOn() throws IOException {
        Path header = records.resolve("one.hea");
        Path wrong = Files.writeString(
                records.resolve("a.hea"), Files.readString(header).replace("one 12 360 ", "a 12 1000000000 "));

        TestCommands.Result result = TestCommands.run("delineate", "--out", table.toString(), records.toString());

        assertThat(result.status()).isZero();
        assertThat(result.err().lines())
                .containsExactly(wrong + ": the sampling rate of 1.0E9 Hz is outside 100 to 2000 Hz");
        assertThat(rows()).isNotEmpty().allSatisfy(row -> assertThat(row.get("file"))
                .isEqualTo(header.toString()));
    }

    @Test
    void noReadableFileIsBadInput() {
        TestCommands.Result result = TestCommands.run("delineate", "--out", table.toString(), "/no/such/file");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines()).containsExactly("/no/such/file does not exist");
    }

    private static int number(CSVRecord row, String column) {
        return Integer.parseInt(row.get(column));
    }

    private static int sample(double seconds) {
        return (int) Math.round(seconds * RATE);
    }

    private List<CSVRecord> rows() throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(table, StandardCharsets.UTF_8, format)) {
            assertThat(parser.getHeaderNames()).containsExactly("file", "lead", "wave", "onset", "peak", "offset");
            return parser.getRecords();
        }
    }

    private void writeWfdb(Map<Lead, SampledSignal> leads) throws IOException {
        int samples = leads.get(Lead.I).length();
        StringBuilder header = new StringBuilder("one %d %d %d\n".formatted(leads.size(), RATE, samples));
        ByteBuffer data = ByteBuffer.allocate(2 * samples * leads.size()).order(ByteOrder.LITTLE_ENDIAN);
        leads.keySet().forEach(lead -> header.append("one.dat 16 1000/mV 16 0 0 0 0 ")
                .append(lead)
                .append('\n'));
        for (int i = 0; i < samples; i++) {
            for (SampledSignal signal : leads.values()) {
                data.putShort((short) Math.round(1000 * signal.millivolts()[i]));
            }
        }
        Files.writeString(records.resolve("one.hea"), header);
        Files.write(records.resolve("one.dat"), data.array());
    }
}
