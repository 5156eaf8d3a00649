package org.einthoven.training;

import org.einthoven.training.augment.Strengths;
import org.einthoven.training.contrast.PretrainingSettings;
import org.einthoven.training.finetune.FineTuningSettings;

/**
 * How the model that ships is made: the one place where that is decided.
 *
 * @param split seed of the split
 * @param cohort how many patients are simulated; 0 for none
 * @param simulation seed of the simulated patients
 * @param real whether the encoder is pretrained on the training part of the real ECGs too
 */
record Recipe(
        long split,
        int cohort,
        long simulation,
        boolean real,
        PretrainingSettings pretraining,
        FineTuningSettings finetuning) {
    Recipe {
        if (cohort < 0 || cohort == 0 && !real) {
            throw new IllegalArgumentException(
                    "an encoder is pretrained on simulated patients, on real ones, or on both");
        }
    }

    /** About two hours on two cores. */
    static Recipe shipped() {
        return new Recipe(
                1903,
                8000,
                11,
                true,
                new PretrainingSettings(1, "standard", 40, 64, 1, .5, .1, 64, 1e-3, 200, .01, Strengths.standard()),
                FineTuningSettings.standard(1, 1500));
    }

    Recipe withCohort(int patients) {
        return new Recipe(split, patients, simulation, real, pretraining, finetuning);
    }

    /** Another seed of pretraining and fine-tuning; split and simulated patients stay. */
    Recipe withSeed(long seed) {
        return new Recipe(
                split,
                cohort,
                simulation,
                real,
                pretraining(seed, pretraining.encoder(), pretraining.epochs(), pretraining.patients()),
                finetuning(seed, finetuning.steps()));
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
        return new Recipe(split, cohort, simulation, real, pretraining, finetuning(finetuning.seed(), steps));
    }

    private Recipe withPretraining(PretrainingSettings other) {
        return new Recipe(split, cohort, simulation, real, other, finetuning);
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

    private FineTuningSettings finetuning(long seed, int steps) {
        return new FineTuningSettings(
                seed,
                steps,
                finetuning.batch(),
                finetuning.balanced(),
                finetuning.learningRate(),
                finetuning.weightDecay(),
                finetuning.dropout(),
                Math.min(finetuning.looks(), steps));
    }
}
