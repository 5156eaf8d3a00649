package org.einthoven.training.contrast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.training.augment.Augmentation;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.data.Window;
import org.einthoven.training.network.ContrastiveModel.Objective;

/**
 * Draws the views of a step: each patient once an epoch, in an order of the epoch's own, one patient a slot, so that no two rows but partners are of one
 * patient. The views of a record are of one window of it, so that they show the same beats. Of a patient with several records another one is drawn for
 * the pair; of one with a single record another window of it, or the same one under another augmentation, stands for it.
 *
 * <p>What a step sees follows from seed and step alone: a run that was broken off goes on as if it had not been.
 */
final class PairSampler {
    private static final long OF_AN_EPOCH = 0x6c8e9cf570932bd5L;
    private static final long OF_A_STEP = 0x9e6c63d0876a9a47L;

    private final EcgDataset dataset;
    private final PatientIndex index;
    private final Objective objective;
    private final Augmentation augmentation;
    private final long seed;
    private final int stepsOfAnEpoch;
    private final float[] samples = new float[NormalisedEcg.SIZE];
    private int[] order = {};
    private long epochOfOrder = -1;

    PairSampler(EcgDataset dataset, PatientIndex index, Objective objective, Augmentation augmentation, long seed) {
        this.dataset = dataset;
        this.index = index;
        this.objective = objective;
        this.augmentation = augmentation;
        this.seed = seed;
        this.stepsOfAnEpoch = index.patients() / objective.patients();
        if (stepsOfAnEpoch == 0) {
            throw new IllegalArgumentException("a batch of " + objective.patients() + " patients cannot be drawn from "
                    + index.patients() + ": each has only one slot in it");
        }
    }

    /** An epoch's last patients that make no whole batch wait for the next one, where the order is another. */
    int stepsOfAnEpoch() {
        return stepsOfAnEpoch;
    }

    /** @param step from 1 */
    void fill(long step, PairBatch batch) {
        long epoch = (step - 1) / stepsOfAnEpoch;
        int first = (int) ((step - 1) % stepsOfAnEpoch) * objective.patients();
        shuffleFor(epoch);
        SplittableRandom random = new SplittableRandom(seed * OF_A_STEP + step);
        for (int slot = 0; slot < objective.patients(); slot++) {
            fill(order[first + slot], slot, batch, random.split());
        }
    }

    private void shuffleFor(long epoch) {
        if (epoch == epochOfOrder) {
            return;
        }
        SplittableRandom random = new SplittableRandom(seed * OF_AN_EPOCH + epoch);
        order = new int[index.patients()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        epochOfOrder = epoch;
    }

    private void fill(int patient, int slot, PairBatch batch, SplittableRandom random) {
        int records = index.records(patient);
        int record = random.nextInt(records);
        int window = random.nextInt(index.windows(patient, record));
        int rows = objective.viewsOfAPatient();
        for (int view = 0; view < rows; view++) {
            boolean ofOther = view == rows - 1 && objective.longitudinal() > 0;
            int shown = ofOther ? other(patient, record, window, random) : index.window(patient, record, window);
            view(shown, view * objective.patients() + slot, batch, random.split());
        }
    }

    /** A window of another record; of a patient's only record another window; of its only window that one. */
    private int other(int patient, int record, int window, SplittableRandom random) {
        int records = index.records(patient);
        if (records == 1) {
            return index.window(patient, record, another(window, index.windows(patient, record), random));
        }
        int other = another(record, records, random);
        return index.window(patient, other, random.nextInt(index.windows(patient, other)));
    }

    private static int another(int than, int of, SplittableRandom random) {
        return of == 1 ? than : (than + 1 + random.nextInt(of - 1)) % of;
    }

    private void view(int window, int row, PairBatch batch, SplittableRandom random) {
        try {
            dataset.read(window, samples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Window view = Window.ofSamples(samples);
        augmentation.apply(view, random);
        view.expandInto(batch.ecg(), batch.mask(), row * NormalisedEcg.SIZE);
    }
}
