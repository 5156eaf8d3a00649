package org.einthoven.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.NormalisedEcg;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static NormalisedEcg leadIIWithAGap() {
        float[] samples = new float[NormalisedEcg.SIZE];
        boolean[] valid = new boolean[NormalisedEcg.SIZE];
        Arrays.fill(samples, 2500, 5000, 0.5f);
        Arrays.fill(valid, 2500, 5000, true);
        Arrays.fill(samples, 3000, 3100, 0);
        Arrays.fill(valid, 3000, 3100, false);
        return new NormalisedEcg(0, samples, valid);
    }

    @Test
    void isTheNormalisedEcgInAnotherForm() {
        NormalisedEcg ecg = leadIIWithAGap();

        NormalisedEcg back = Window.of(ecg).toNormalisedEcg();

        assertThat(back.samples()).isEqualTo(ecg.samples());
        assertThat(back.valid()).isEqualTo(ecg.valid());
    }

    @Test
    void aLeadWithoutAnyValidSampleIsMissing() {
        Window window = Window.of(leadIIWithAGap());

        assertThat(window.leads()).isEqualTo(1);
        assertThat(window.row(Lead.I.standardIndex())).isNull();
        assertThat(window.row(Lead.II.standardIndex())).isNotNull();
    }

    @Test
    void overwritesWhatABatchHeldBefore() {
        float[] ecg = new float[2 * NormalisedEcg.SIZE];
        float[] mask = new float[2 * NormalisedEcg.SIZE];
        Arrays.fill(ecg, 7);
        Arrays.fill(mask, 7);

        Window.of(leadIIWithAGap()).expandInto(ecg, mask, NormalisedEcg.SIZE);

        assertThat(ecg[0]).isEqualTo(7);
        assertThat(Arrays.copyOfRange(ecg, NormalisedEcg.SIZE, 2 * NormalisedEcg.SIZE))
                .isEqualTo(leadIIWithAGap().samples());
        assertThat(mask[NormalisedEcg.SIZE + 2500]).isEqualTo(1);
        assertThat(mask[NormalisedEcg.SIZE + 3050]).isZero();
    }

    @Test
    void aCopyIsItsOwn() {
        Window window = Examples.window(12, 1);
        Window copy = window.copy();

        copy.drop(3);
        java.util.Objects.requireNonNull(copy.row(0))[0] = 99;

        assertThat(window.row(3)).isNotNull();
        assertThat(java.util.Objects.requireNonNull(window.row(0))[0]).isNotEqualTo(99);
    }

    @Test
    void refusesRowsOfAnotherLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Window(new float[11][]));
        float[][] rows = new float[12][];
        rows[4] = new float[2400];
        assertThatIllegalArgumentException().isThrownBy(() -> new Window(rows));
    }
}
