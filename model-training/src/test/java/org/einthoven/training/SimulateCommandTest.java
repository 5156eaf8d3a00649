package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.einthoven.ecg.store.EcgStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
    @TempDir
    Path folder = Path.of("");

    @RegisterExtension
    private final TrainCommands commands = new TrainCommands();

    private int simulate(Object... arguments) {
        return commands.run(
                Stream.concat(Stream.of("simulate"), Arrays.stream(arguments)).toArray());
    }

    private void assertOneLine(String part) {
        assertThat(commands.errors().lines()).singleElement().asString().contains(part);
    }

    @Test
    void writesAStore() throws Exception {
        Path out = folder.resolve("store");

        assertThat(simulate(
                        "--patients", 3, "--seed", 1, "--out", out, "--prevalence", "af=0.3,lbbb=0", "--threads", 1))
                .isZero();
        assertThat(EcgStore.open(out).size()).isBetween(3, 18);
        assertThat(Files.readString(out.resolve("cohort.properties"))).contains("af=0.3", "lbbb=0.0");
    }

    @Test
    void drawsPlots() throws Exception {
        assertThat(simulate("--patients", 16, "--seed", 1, "--plots", folder)).isZero();
        assertThat(folder.resolve("nuisances.svg")).isNotEmptyFile();
        assertThat(folder.resolve("visits.svg")).isNotEmptyFile();
        assertThat(Files.size(folder.resolve("pac.svg"))).isLessThan(100_000);
        assertThat(Files.readString(folder.resolve("pac.svg"))).contains("simulated", ">aVF<");
    }

    @Test
    void anExistingFolderGivesOneLineAndStatusTwo() {
        assertThat(simulate("--patients", 3, "--seed", 1, "--out", folder)).isEqualTo(2);
        assertOneLine("is there already");
    }

    @Test
    void aWrongShareGivesOneLineAndStatusTwo() {
        assertThat(simulate("--patients", 3, "--seed", 1, "--out", folder.resolve("s"), "--prevalence", "mi=2"))
                .isEqualTo(2);
        assertOneLine("the prevalence of mi is 0 to 0.5, not 2.0");
    }

    @Test
    void noPatientsGiveOneLineAndStatusTwo() {
        assertThat(simulate("--patients", 0, "--seed", 1, "--out", folder.resolve("s")))
                .isEqualTo(2);
        assertOneLine("at least one patient");
    }

    @Test
    void aWordInPlaceOfANumberGivesOneLineAndStatusTwo() {
        assertThat(simulate("--patients", "many", "--seed", 1)).isEqualTo(2);
        assertOneLine("'many' is not an int");
    }

    @Test
    void aMissingOptionGivesOneLineAndStatusTwo() {
        assertThat(simulate("--patients", 1)).isEqualTo(2);
        assertOneLine("--seed");
    }

    @Test
    void bothOrNeitherOutputGivesOneLineAndStatusTwo() {
        assertThat(simulate("--patients", 1, "--seed", 1)).isEqualTo(2);
        assertOneLine("either --out or --plots");
    }
}
