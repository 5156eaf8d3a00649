package org.einthoven.training.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.einthoven.training.augment.SimulatedWindows.row;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.einthoven.training.data.Window;
import org.junit.jupiter.api.Test;

/** What takes parts away, in time or in leads, or stretches what is left. */
class MaskingTest {
    private static final long SEED = 90;

    private final SplittableRandom random = new SplittableRandom(SEED);

    private static int valid(float[] row) {
        int count = 0;
        for (float value : row) {
            count += Float.isNaN(value) ? 0 : 1;
        }
        return count;
    }

    @Test
    void aTimeOutIsOneStretchOfAllLeads() {
        for (int again = 0; again < 50; again++) {
            Window window = SimulatedWindows.silent();
            new TimeOut(.2, .4).apply(window, random);

            Extent inverse = invalid(row(window, 0));
            assertThat(inverse.length()).as("seed %d", SEED).isBetween(500, 1000);
            assertThat(2500 - valid(row(window, 0))).isEqualTo(inverse.length());
            for (int lead = 1; lead < 12; lead++) {
                assertThat(invalid(row(window, lead))).isEqualTo(inverse);
            }
        }
    }

    private static Extent invalid(float[] row) {
        int from = 0;
        while (!Float.isNaN(row[from])) {
            from++;
        }
        int to = 2500;
        while (!Float.isNaN(row[to - 1])) {
            to--;
        }
        return new Extent(from, to);
    }

    @Test
    void aTimeOutOfAShortRecordingIsShort() {
        Window window = SimulatedWindows.silent();
        for (int lead = 0; lead < 12; lead++) {
            Arrays.fill(row(window, lead), 700, 2500, Float.NaN);
        }
        new TimeOut(.4, .4).apply(window, random);

        assertThat(valid(row(window, 3))).isEqualTo(420);
    }

    @Test
    void aLeadThatATimeOutEmptiesIsGone() {
        Window window = SimulatedWindows.silent();
        Arrays.fill(row(window, 4), Float.NaN);
        row(window, 4)[1250] = 0;
        for (int again = 0; again < 60 && window.row(4) != null; again++) {
            Window tried = window.copy();
            new TimeOut(.4, .4).apply(tried, random);
            if (tried.row(4) == null) {
                window.drop(4);
            }
        }
        assertThat(window.row(4)).as("seed %d", SEED).isNull();
    }

    @Test
    void aMaskLeavesOneLeadAtLeastAndOtherwiseWhatChanceLeaves() {
        int left = 0;
        boolean[] stayed = new boolean[12];
        for (int again = 0; again < 200; again++) {
            Window window = SimulatedWindows.silent();
            new LeadMask(.5).apply(window, random);
            left += window.leads();

            Window alone = SimulatedWindows.silent();
            new LeadMask(1).apply(alone, random);
            assertThat(alone.leads()).isEqualTo(1);
            for (int lead = 0; lead < 12; lead++) {
                stayed[lead] |= alone.row(lead) != null;
            }
        }
        // One of 12 for certain, half of 11.
        assertThat(left / 200.0).as("seed %d", SEED).isCloseTo(6.5, within(.5));
        assertThat(stayed).as("seed %d", SEED).doesNotContain(false);
    }

    @Test
    void aMaskOfAnEmptyWindowLeavesItEmpty() {
        Window window = SimulatedWindows.silent();
        for (int lead = 0; lead < 12; lead++) {
            window.drop(lead);
        }
        new LeadMask(.5).apply(window, random);
        new TimeOut(.2, .4).apply(window, random);
        new CropAndResize(.5).apply(window, random);

        assertThat(window.leads()).isZero();
    }

    @Test
    void aCropStretchesTimeAlikeInAllLeads() {
        for (int again = 0; again < 20; again++) {
            Window window = SimulatedWindows.silent();
            for (int lead = 0; lead < 12; lead++) {
                for (int i = 0; i < 2500; i++) {
                    row(window, lead)[i] = i;
                }
                // Not what the laws make of a ramp.
                if (lead > 1 && lead < 6) {
                    window.drop(lead);
                }
            }
            new CropAndResize(.5).apply(window, random);

            float[] time = row(window, 0);
            float step = (time[2499] - time[0]) / 2499;
            assertThat(step).as("seed %d", SEED).isBetween(.5f, 1f);
            assertThat(time[0]).isGreaterThanOrEqualTo(0);
            assertThat(time[2499]).isLessThanOrEqualTo(2499);
            for (int i = 0; i < 2500; i++) {
                assertThat(time[i]).isCloseTo(time[0] + i * step, within(.01f));
                assertThat(row(window, 9)[i]).isEqualTo(time[i]);
            }
        }
    }

    @Test
    void aCropKeepsTheHeightOfAnRWave() {
        for (int seed = 0; seed < 20; seed++) {
            Window window = SimulatedWindows.of(seed);
            float before = largest(row(window, 10));
            new CropAndResize(.6).apply(window, random);

            assertThat(largest(row(window, 10)) / before).as("seed %d", SEED).isBetween(.93f, 1.05f);
        }
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Test
    void aCropOfAShortRecordingStaysShortAndGapsStayGaps() {
        Window window = SimulatedWindows.of(SEED);
        for (int lead = 0; lead < 12; lead++) {
            Arrays.fill(row(window, lead), 1000, 2500, Float.NaN);
        }
        Arrays.fill(row(window, 7), 300, 700, Float.NaN);
        new CropAndResize(.8).apply(window, random);

        assertThat(valid(row(window, 0))).as("seed %d", SEED).isBetween(998, 1000);
        assertThat(row(window, 0)[1000]).isNaN();
        assertThat(1000 - valid(row(window, 7))).as("seed %d", SEED).isBetween(395, 510);
    }

    @Test
    void sometimesIsAsOftenAsSaid() {
        int done = 0;
        for (int again = 0; again < 400; again++) {
            Window window = SimulatedWindows.silent();
            new Sometimes(.25, new LeadMask(1)).apply(window, random);
            done += window.leads() == 1 ? 1 : 0;
        }
        assertThat(done).as("seed %d", SEED).isBetween(70, 130);
    }
}
