package org.einthoven.training.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.store.EcgStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortStoreTest {
    private static final Cohort COHORT = new Cohort(3, 4, Prevalences.standard());

    @TempDir
    Path folder = Path.of("");

    private Path store() {
        return folder.resolve("store");
    }

    private void write() throws IOException, InterruptedException {
        CohortStore.write(COHORT, store(), 2, "a commit", done -> {});
    }

    @Test
    void aStoreHoldsWhatWasSimulated() throws Exception {
        write();

        List<CohortEcg> ecgs = COHORT.ecgs().toList();
        EcgStore store = EcgStore.open(store());
        assertThat(store.source()).isEqualTo("simulated");
        assertThat(store.size()).isEqualTo(ecgs.size());
        assertThat(store.damaged()).isEmpty();
        float[] samples = new float[NormalisedEcg.SIZE];
        for (int i = 0; i < ecgs.size(); i++) {
            CohortEcg ecg = ecgs.get(i);
            assertThat(store.get(i).patient()).isEqualTo(ecg.entry().patient());
            assertThat(store.get(i).record()).isEqualTo(ecg.entry().record());
            assertThat(store.get(i).labels()).isEqualTo(ecg.entry().labels());
            store.read(i, samples);
            for (int at = 0; at < NormalisedEcg.SIZE; at += 101) {
                if (ecg.window().valid()[at]) {
                    assertThat(samples[at]).isCloseTo(ecg.window().samples()[at], within(.0021f));
                } else {
                    assertThat(samples[at]).isNaN();
                }
            }
        }
    }

    @Test
    void saysHowToMakeItAgain() throws Exception {
        write();

        assertThat(Files.readString(store().resolve("cohort.properties")))
                .contains("seed=3", "patients=4", "git.commit=a commit", "af=0.12", "lbbb=0.05");
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        long[] last = {0};
        CohortStore.write(COHORT, store(), 1, "", done -> last[0] = done);

        assertThat(last[0]).isEqualTo(4);
    }

    @Test
    void aFolderThatIsThereStaysAsItIs() throws Exception {
        Files.createDirectories(store());

        assertThatThrownBy(this::write).isInstanceOf(IOException.class).hasMessageContaining("is there already");
        assertThat(Files.list(store())).isEmpty();
    }

    @Test
    void whatAKilledRunLeftIsNamed() throws Exception {
        Files.createDirectories(folder.resolve("store.unfinished"));

        assertThatThrownBy(this::write).hasMessageContaining("store.unfinished").hasMessageContaining("delete it");
        assertThat(store()).doesNotExist();
    }

    @Test
    void aSecondRunAtTheSameTimeLeavesTheFirstAlone() throws Exception {
        List<String> told = new ArrayList<>();

        CohortStore.write(COHORT, store(), 1, "", done -> {
            if (done == 1) {
                assertThatThrownBy(this::write)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("is being written by another run")
                        .satisfies(e -> told.add(String.valueOf(e.getMessage())));
            }
        });

        assertThat(told).hasSize(1);
        assertThat(EcgStore.open(store()).size()).isEqualTo((int) COHORT.ecgs().count());
    }

    @Test
    void aRunThatFailsLeavesNothing() {
        assertThatThrownBy(() -> CohortStore.write(COHORT, store(), 1, "", done -> {
                    throw new IllegalStateException("stopped");
                }))
                .hasMessage("stopped");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeMadeGivesASentence() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> CohortStore.write(COHORT, file.resolve("store"), 1, "", done -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the cohort could not be written to ");
    }
}
