package org.einthoven.training.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestedSubsetsTest {
    /** Patients with one to three records; each record has the finding by chance. */
    private static Cases cases(int records, double prevalence, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Case> cases = new ArrayList<>();
        int patient = 0;
        while (cases.size() < records) {
            patient++;
            for (int i = random.nextInt(3); i >= 0 && cases.size() < records; i--) {
                boolean positive = cases.isEmpty() || (cases.size() > 1 && random.nextDouble() < prevalence);
                cases.add(new Case(cases.size(), "P" + patient, positive, Map.of()));
            }
        }
        return new Cases(cases);
    }

    @ParameterizedTest
    @CsvSource({"100, 0.3, 1", "1000, 0.05, 2", "700, 0.5, 3", "40, 0.9, 4", "2000, 0.002, 5", "17, 0.4, 6"})
    void eachLiesWithinTheNextInTheRatioOfAll(int records, double prevalence, long seed) {
        Cases all = cases(records, prevalence, seed);
        NestedSubsets subsets = new NestedSubsets(all, seed);
        BitSet before = new BitSet();
        for (int n = 2; n <= records; n += n < 70 || n > records - 20 ? 1 : 13) {
            Cases subset = subsets.of(n);
            BitSet now = new BitSet();
            Arrays.stream(subset.records()).forEach(now::set);
            double exact = (double) n * all.positives() / records;

            assertThat(now.cardinality()).as("seed %d", seed).isEqualTo(n);
            before.andNot(now);
            assertThat(before.isEmpty()).isTrue();
            assertThat(subset.bothKinds()).isTrue();
            assertThat(subset.positives())
                    .isBetween((int) Math.floor(Math.min(exact, n - 1)), (int) Math.ceil(Math.max(exact, 1)));
            before = now;
        }
        assertThat(before.cardinality()).isEqualTo(records);
    }

    @Test
    void asManyPatientsAsCanBe() {
        // Of 200 patients with five records each, 100 records of one kind are of 100 patients.
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            cases.add(new Case(i, "P" + i / 5, i < 500, Map.of()));
        }
        Cases subset = new NestedSubsets(new Cases(cases), 1).of(200);

        assertThat(subset.list().stream().map(Case::patient)).doesNotHaveDuplicates();
    }

    @Test
    void theSeedDecidesAndTheOrderOfTheRecordsDoesNot() {
        Cases all = cases(300, .3, 7);
        List<Case> shuffled = new ArrayList<>(all.list());
        Collections.shuffle(shuffled, new Random(1));

        Cases one = new NestedSubsets(all, 1).of(32);
        assertThat(new NestedSubsets(new Cases(shuffled), 1).of(32)).isEqualTo(one);
        assertThat(new NestedSubsets(all, 2).of(32)).isNotEqualTo(one);
    }

    @Test
    void oneKindAloneHasNoSubsets() {
        Cases healthy = new Cases(List.of(new Case(0, "A", false, Map.of()), new Case(1, "B", false, Map.of())));

        assertThatIllegalArgumentException().isThrownBy(() -> new NestedSubsets(healthy, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new NestedSubsets(cases(20, .5, 1), 1).of(21));
        assertThatIllegalArgumentException().isThrownBy(() -> new NestedSubsets(cases(20, .5, 1), 1).of(1));
    }
}
