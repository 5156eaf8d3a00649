package org.einthoven.training;

import org.einthoven.training.augment.Strengths;
import org.einthoven.training.contrast.PretrainingSettings;
import org.einthoven.training.finetune.FineTuningSettings;
import org.jspecify.annotations.Nullable;

/**
 * How the model that ships is made: the one place where that is decided.
 *
 * @param split seed of the split
 * @param cohort how many patients are simulated; 0 for none
 * @param simulation seed of the simulated patients
 * @param real whether the encoder is pretrained on the training part of the real ECGs too
 * @param teaching how encoder and heads are trained on the labels of the simulated patients, before the real ones; null for not at all
 */
record Recipe(
        long split,
        int cohort,
        long simulation,
        boolean real,
        PretrainingSettings pretraining,
        @Nullable FineTuningSettings teaching,
        FineTuningSettings finetuning) {
    Recipe {
        if (cohort < 0 || cohort == 0 && !real) {
            throw new IllegalArgumentException(
                    "an encoder is pretrained on simulated patients, on real ones, or on both");
        }
        if (cohort == 0 && teaching != null) {
            throw new IllegalArgumentException("without simulated patients there are none to teach with");
        }
    }

    /** Under an hour on two cores; docs/pretraining-ablation.md tells why simulated labels come before the real ones. */
    static Recipe shipped() {
        return new Recipe(
                1903,
                5000,
                11,
                true,
                new PretrainingSettings(1, "standard", 15, 64, 1, .5, .1, 64, 1e-3, 200, .01, Strengths.standard()),
                FineTuningSettings.standard(1, 4000).withLearningRate(2e-3),
                FineTuningSettings.standard(1, 1500).withLearningRate(3e-4));
    }

    Recipe withCohort(int patients) {
        return new Recipe(split, patients, simulation, real, pretraining, patients == 0 ? null : teaching, finetuning);
    }

    /** Another seed of pretraining and fine-tuning; split and simulated patients stay. */
    Recipe withSeed(long seed) {
        return new Recipe(
                split,
                cohort,
                simulation,
                real,
                pretraining(seed, pretraining.encoder(), pretraining.epochs(), pretraining.patients()),
                teaching == null ? null : with(teaching, seed, teaching.steps()),
                with(finetuning, seed, finetuning.steps()));
    }

    Recipe withEncoder(String encoder) {
        return withPretraining(pretraining(pretraining.seed(), encoder, pretraining.epochs(), pretraining.patients()));
    }

    Recipe withEpochs(int epochs) {
        return withPretraining(pretraining(pretraining.seed(), pretraining.encoder(), epochs, pretraining.patients()));
    }

    /** So many patients in a batch of pretraining. */
    Recipe withBatch(int patients) {
        return withPretraining(pretraining(pretraining.seed(), pretraining.encoder(), pretraining.epochs(), patients));
    }

    Recipe withSteps(int steps) {
        return new Recipe(
                split, cohort, simulation, real, pretraining, teaching, with(finetuning, finetuning.seed(), steps));
    }

    /** So many steps on the labels of simulated patients; 0 for none. */
    Recipe withTeaching(int steps) {
        FineTuningSettings other = teaching == null ? shipped().teaching() : teaching;
        FineTuningSettings changed = steps == 0 || other == null ? null : with(other, other.seed(), steps);
        return new Recipe(split, cohort, simulation, real, pretraining, changed, finetuning);
    }

    private Recipe withPretraining(PretrainingSettings other) {
        return new Recipe(split, cohort, simulation, real, other, teaching, finetuning);
    }

    private PretrainingSettings pretraining(long seed, String encoder, int epochs, int patients) {
        return new PretrainingSettings(
                seed,
                encoder,
                epochs,
                patients,
                pretraining.longitudinal(),
                pretraining.views(),
                pretraining.temperature(),
                pretraining.projection(),
                pretraining.learningRate(),
                pretraining.warmUp(),
                pretraining.weightDecay(),
                pretraining.augmentation());
    }

    private static FineTuningSettings with(FineTuningSettings settings, long seed, int steps) {
        return new FineTuningSettings(
                seed,
                steps,
                settings.batch(),
                settings.balanced(),
                settings.learningRate(),
                settings.weightDecay(),
                settings.dropout(),
                Math.min(settings.looks(), steps));
    }
}
