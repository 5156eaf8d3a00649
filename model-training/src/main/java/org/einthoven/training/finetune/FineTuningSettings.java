package org.einthoven.training.finetune;

/**
 * How encoder and heads are trained together.
 *
 * @param batch windows a step
 * @param balanced share of the windows for which first a task is drawn, then a record in which its finding is present
 * @param dropout share of the embedding that is dropped
 * @param looks how often, evenly spread, the weights are tried on validation records; the best are kept
 */
public record FineTuningSettings(
        long seed,
        int steps,
        int batch,
        double balanced,
        double learningRate,
        double weightDecay,
        double dropout,
        int looks) {
    public FineTuningSettings {
        if (steps < 1 || batch < 1 || looks < 1 || looks > steps) {
            throw new IllegalArgumentException(
                    "there is at least one step, one window in a batch and one look, and no more looks than steps");
        }
        if (!(balanced >= 0 && balanced <= 1 && dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("shares lie between 0 and 1");
        }
        if (!(learningRate > 0 && weightDecay >= 0 && Double.isFinite(learningRate + weightDecay))) {
            throw new IllegalArgumentException("rates are positive and finite");
        }
    }

    /** As chosen on validation records of lead I, for encoders that were pretrained and fresh ones alike. */
    public static FineTuningSettings standard(long seed, int steps) {
        return new FineTuningSettings(seed, steps, 32, .5, 1e-3, .05, .3, Math.min(10, steps));
    }

    public FineTuningSettings withLearningRate(double other) {
        return new FineTuningSettings(seed, steps, batch, balanced, other, weightDecay, dropout, looks);
    }
}
