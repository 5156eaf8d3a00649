package org.einthoven.training.contrast;

import java.util.Map;
import org.einthoven.training.augment.Strengths;
import org.einthoven.training.loop.RunProperties;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.ContrastiveModel.Objective;
import org.einthoven.training.network.LearningRate;

/**
 * How an encoder is pretrained: all that its weights follow from, beside the data.
 *
 * @param encoder small, standard or large
 * @param epochs how often each patient is seen
 * @param augmentation how strongly views are changed
 * @param warmUp steps of the learning rate's rise, where the run is long enough
 */
public record PretrainingSettings(
        long seed,
        String encoder,
        int epochs,
        int patients,
        double longitudinal,
        double views,
        double temperature,
        int projection,
        double learningRate,
        int warmUp,
        double weightDecay,
        Strengths augmentation) {
    public PretrainingSettings {
        Architecture.named(encoder);
        boolean finite = Double.isFinite(learningRate + weightDecay);
        if (epochs < 1 || warmUp < 0 || !(learningRate > 0) || !(weightDecay >= 0) || !finite) {
            throw new IllegalArgumentException(
                    "epochs and learning rate are positive, warm-up and weight decay not negative, and all finite");
        }
        new Objective(patients, longitudinal, views, temperature, projection);
    }

    Architecture architecture() {
        return Architecture.named(encoder);
    }

    /** How many windows of each a batch has. */
    public int viewsOfAPatient() {
        return objective().viewsOfAPatient();
    }

    Objective objective() {
        return new Objective(patients, longitudinal, views, temperature, projection);
    }

    LearningRate learningRate(int steps) {
        return new LearningRate(learningRate, Math.min(warmUp, steps / 10), steps);
    }

    /** By name, as a run folder keeps them. */
    Map<String, String> asMap() {
        return RunProperties.of(this);
    }
}
